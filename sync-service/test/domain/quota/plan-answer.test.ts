import { describe, expect, it } from '@jest/globals';
import { draftChanges } from '../../../src/domain/quota/setting/draft-changes.ts';
import type { PlanAnswer } from '../../../src/domain/quota/setting/plan-answer.ts';
import { planAnswer } from '../../../src/domain/quota/setting/plan-answer.ts';
import { planQuotas } from '../../../src/domain/quota/setting/plan.ts';
import type { QuotaNode, SettingRules } from '../../../src/domain/quota/setting/quota-node.ts';

const rules: SettingRules = {
  weights: { lastResult: 1, potential: 0, pipeline: 0, capacity: 0 },
  mostRise: null,
  mostFall: null,
  overAssignment: 0.1,
  poolName: 'The pool'
};
const currency = { isoCode: 'USD', decimals: 2 };

const node = (key: string, parent: number, over: Partial<QuotaNode> = {}): QuotaNode => ({
  key,
  name: `Land ${key}`,
  parent,
  lastResult: null,
  potential: null,
  pipeline: null,
  capacity: null,
  ramp: 1,
  vacant: false,
  floor: null,
  bottomUp: null,
  override: null,
  ...over
});
const leaf = (key: string, parent: number, lastResult: number, potential: number): QuotaNode =>
  node(key, parent, { lastResult, potential });

/** all > n (n1, n2) and s, which has nobody below it. Amounts in cents. */
const tree = [
  node('all', -1),
  node('n', 0),
  leaf('n1', 1, 3_000, 10_000),
  leaf('n2', 1, 1_000, 10_000),
  leaf('s', 0, 1_000, 10_000)
];
const answerOf = (nodes: readonly QuotaNode[], target = 100_000): PlanAnswer =>
  planAnswer(nodes, planQuotas(nodes, target, rules), rules, currency);
const { rows, levels } = answerOf(tree);

describe('a plan as it is answered', () => {
  // Those below carry a tenth more: n and s 1,100 of 1,000, in 4 : 1, so 880 and 220; n1 and n2 968
  // of 880, in 3 : 1, so 726 and 242. The lowest level is n1, n2 and s: 1,188, which is 188 beyond.
  it('sums each level over the whole company', () => {
    expect(levels).toEqual([
      { level: 1, territories: 1, amount: 1000, beyond: 0 },
      { level: 2, territories: 2, amount: 1100, beyond: 100 },
      { level: 3, territories: 3, amount: 1188, beyond: 188 }
    ]);
  });

  // Equal potential: ratios are to each other as 726, 242 and 220, the mean 396. Quartiles of the two
  // of n are 363 and 605 around 484; of all three 231 and 484 around 242.
  it('says of each territory above how far its load ratios lie apart', () => {
    const spread = (key: string): number | null =>
      rows.find((row) => row.key === key)?.spread ?? null;
    expect(spread('n')).toBeCloseTo(242 / 484, 9);
    expect(spread('all')).toBeCloseTo(253 / 242, 9);
    expect(spread('n1')).toBeNull();
  });

  it('names the territory to blame for a refusal', () => {
    const fixed = tree.map((one) =>
      one.key === 'n2' ? { ...one, override: { amount: 5, reason: ' ' } } : one
    );
    expect(answerOf(fixed)).toMatchObject({
      status: 'Refused',
      blame: { key: 'n2', name: 'Land n2' },
      levels: []
    });
  });
});

describe('what differs from a draft that was read', () => {
  const told = (now: PlanAnswer, isWhole = true): string[] =>
    draftChanges(rows, now.rows, currency, isWhole);

  it('is nothing where the plan comes out the same', () => {
    expect(told(answerOf(tree))).toEqual([]);
  });

  it('is told for each territory whose amount moved', () => {
    const now = tree.map((one) => (one.key === 's' ? { ...one, lastResult: 4_000 } : one));
    expect(told(answerOf(now)).slice(0, 2)).toEqual([
      'Land n had 880.00 USD and would now have 550.00 USD.',
      'Land n1 had 726.00 USD and would now have 453.75 USD.'
    ]);
  });

  it('is told where only the reasons differ', () => {
    const now = tree.map((one) =>
      one.lastResult === null ? one : { ...one, lastResult: one.lastResult * 2 }
    );
    const said = told(answerOf(now));
    expect(said).toHaveLength(3);
    expect(said[0]).toContain(
      'Land n1 keeps 726.00 USD for other reasons: Quota 726.00 USD. Result a year ago 60.00 USD'
    );
  });

  it('is told of what came and of what is gone', () => {
    const now = answerOf([...tree.slice(0, 4), leaf('w', 0, 1_000, 10_000)]);
    expect(told(now)).toEqual([
      'Land w is new and would carry 220.00 USD.',
      'Land s had 220.00 USD and no longer counts.'
    ]);
    expect(told(now, false)).toEqual(['Land s had 220.00 USD and no longer counts.']);
  });
});
