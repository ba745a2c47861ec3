import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planQuotas } from '../../../src/domain/quota/setting/plan.ts';
import type { Plan, QuotaRow } from '../../../src/domain/quota/setting/plan.ts';
import type { QuotaNode, SettingRules } from '../../../src/domain/quota/setting/quota-node.ts';
import { rationaleOf } from '../../../src/domain/quota/setting/rationale.ts';

const rules: SettingRules = {
  weights: { lastResult: 0.5, potential: 0.3, pipeline: 0.2, capacity: 0 },
  mostRise: null,
  mostFall: null,
  overAssignment: 0,
  poolName: 'Vacant pool'
};

const node = (key: string, parent: number, over: Partial<QuotaNode> = {}): QuotaNode => ({
  key,
  name: key,
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

function rowsOf(plan: Plan): readonly QuotaRow[] {
  if ('refusal' in plan) throw new Error(`refused: ${JSON.stringify(plan.refusal)}`);
  return plan.rows;
}
const amounts = (plan: Plan): number[] => rowsOf(plan).map(({ amount }) => amount);

const company = node('all', -1);

describe('a plan worked by hand', () => {
  it('splits by last result, potential and pipeline, the missing term shared among the others', () => {
    // a: 0.5×0.6 + 0.3×0.5 + 0.2×1 = 0.65; b: (0.5×0.4 + 0.3×0.5) / 0.8 = 0.4375.
    // 1,000 × 0.65 / 1.0875 = 597.70, and 402.30.
    const plan = planQuotas(
      [
        company,
        node('a', 0, { lastResult: 600, potential: 100, pipeline: 50 }),
        node('b', 0, { lastResult: 400, potential: 100 })
      ],
      1_000,
      rules
    );
    expect(amounts(plan)).toEqual([1_000, 598, 402]);
  });

  it('gives a new rep her ramp of a full share', () => {
    const leaf = { potential: 100 };
    const nodes = [company, node('a', 0, leaf), node('b', 0, { ...leaf, ramp: 0.5 })];
    expect(amounts(planQuotas(nodes, 900, rules))).toEqual([900, 600, 300]);
  });

  it('gives a territory without any history the mean share, not nothing', () => {
    // a and b have 0.75 and 0.25; nothing is known of c, so it weighs 0.5 of 1.5.
    const nodes = [
      company,
      node('a', 0, { potential: 75 }),
      node('b', 0, { potential: 25 }),
      node('c', 0)
    ];
    expect(amounts(planQuotas(nodes, 1_500, rules))).toEqual([1_500, 750, 250, 500]);
  });

  it('holds rise and fall, and the others take what that leaves', () => {
    // At most 110 for a, at least 270 for c: 1,000 − 110 − 270 = 620 for b.
    const nodes = [
      company,
      node('a', 0, { lastResult: 100, potential: 900 }),
      node('b', 0, { potential: 90 }),
      node('c', 0, { lastResult: 300, potential: 1 })
    ];
    const plan = planQuotas(nodes, 1_000, {
      ...rules,
      weights: { lastResult: 0, potential: 1, pipeline: 0, capacity: 0 },
      mostRise: 0.1,
      mostFall: 0.1
    });
    expect(amounts(plan)).toEqual([1_000, 110, 620, 270]);
    expect(rowsOf(plan).map(({ limit }) => limit)).toEqual([null, 'Most', null, 'Least']);
  });

  it('over-assigns below each manager and names it, and the pool covers what is vacant', () => {
    // 1,000 and 5 % is 1,050 for two regions of 525; 525 and 5 % is 551 (26.25 rounds to 26).
    const nodes = [
      company,
      node('west', 0),
      node('east', 0),
      node('w1', 1, { potential: 100 }),
      node('w2', 1, { potential: 100, vacant: true }),
      node('e1', 2, { potential: 200 })
    ];
    const rows = rowsOf(planQuotas(nodes, 1_000, { ...rules, overAssignment: 0.05 }));
    expect(rows.map(({ amount }) => amount)).toEqual([1_000, 525, 525, 276, 275, 551]);
    expect(rows.map(({ overAssigned }) => overAssigned)).toEqual([50, 26, 26, null, null, null]);
    expect(rows.map(({ pooled }) => pooled)).toEqual([0, 275, 0, null, null, null]);
  });

  it('keeps the original beside an override, and the others carry the rest', () => {
    const nodes = [
      company,
      node('a', 0, { potential: 100, override: { amount: 100, reason: 'Key customer gone' } }),
      node('b', 0, { potential: 100 }),
      node('c', 0, { potential: 100 })
    ];
    const rows = rowsOf(planQuotas(nodes, 900, rules));
    expect(rows.map(({ amount }) => amount)).toEqual([900, 100, 400, 400]);
    expect(rows[1]).toMatchObject({ original: 300, overrideReason: 'Key customer gone' });
  });

  it('refuses an override without a reason', () => {
    const nodes = [company, node('a', 0, { override: { amount: 100, reason: ' ' } })];
    expect(planQuotas(nodes, 900, rules)).toMatchObject({
      refusal: { reason: 'NO_REASON', key: 'a' }
    });
  });

  it('shows the gap to account targets, and none where no account has a target', () => {
    const nodes = [company, node('a', 0, { bottomUp: 450 }), node('b', 0)];
    expect(rowsOf(planQuotas(nodes, 1_000, rules)).map(({ gap }) => gap)).toEqual([550, 50, null]);
  });

  it('is refused with the exact shortfall where floors ask for more than the target', () => {
    const nodes = [company, node('a', 0, { floor: 700 }), node('b', 0, { floor: 400 })];
    expect(planQuotas(nodes, 1_000, rules)).toEqual({
      refusal: { reason: 'TARGET_TOO_LOW', key: 'all', shortfall: 100 }
    });
  });

  it('tells in words how a row came about, with terms and amounts', () => {
    const nodes = [
      company,
      node('a', 0, { lastResult: 60_000, potential: 10_000, ramp: 0.5 }),
      node('b', 0, { lastResult: 40_000, potential: 10_000 })
    ];
    const [, row] = rowsOf(planQuotas(nodes, 100_000, rules));
    expect(
      row === undefined || nodes[1] === undefined
        ? ''
        : rationaleOf(row, nodes[1], rules, { isoCode: 'USD', decimals: 2 })
    ).toBe(
      'Quota 391.30 USD. Result a year ago 600.00 USD, 60 % of the company, counts 62.5 %; potential 100.00 USD, 50 % of the company, counts 37.5 %. Not known, so left out: open pipeline. New in the role: counts 50 %.'
    );
  });
});

const figure = fc.option(fc.integer({ min: 0, max: 10_000_000 }), { nil: null });
const tree = fc
  .array(
    fc.record({
      above: fc.nat(),
      lastResult: figure,
      potential: figure,
      pipeline: figure,
      capacity: figure,
      ramp: fc.constantFrom(0, 0.25, 1),
      vacant: fc.boolean(),
      floor: fc.option(fc.integer({ min: 0, max: 2_000_000 }), { nil: null, freq: 2 }),
      override: fc.option(
        fc.integer({ min: 0, max: 5_000_000 }).map((amount) => ({ amount, reason: 'because' })),
        { nil: null, freq: 2 }
      ),
      fixed: fc.nat(4)
    }),
    { minLength: 1, maxLength: 24 }
  )
  .map((drafts) => [
    company,
    ...drafts.map(({ above, fixed, override, ...draft }, at) =>
      node(`t${String(at)}`, above % (at + 1), {
        ...draft,
        override: fixed === 0 ? override : null
      })
    )
  ]);
const anyRules = fc.record({
  weights: fc.record({
    lastResult: fc.constantFrom(0, 0.5, 1),
    potential: fc.constantFrom(0, 0.3),
    pipeline: fc.constantFrom(0, 0.2),
    capacity: fc.constantFrom(0, 0.1)
  }),
  mostRise: fc.constantFrom(null, 0.1, 0.5),
  mostFall: fc.constantFrom(null, 0.1, 0.5),
  overAssignment: fc.constantFrom(0, 0.03, 0.1),
  poolName: fc.constant('Pool')
});
const targets = fc.integer({ min: 0, max: 200_000_000 });

/** A target that limits and overrides allow, found by asking for one and taking the shortfall at its word. */
function settled(
  nodes: readonly QuotaNode[],
  target: number,
  by: SettingRules
): { plan: Plan; target: number } {
  const plan = planQuotas(nodes, target, by);
  if (!('refusal' in plan) || plan.refusal.key !== 'all' || plan.refusal.shortfall === null)
    return { plan, target };
  const mended = target + plan.refusal.shortfall;
  return { plan: planQuotas(nodes, mended, by), target: mended };
}

describe('any plan', () => {
  it('adds up at each level to the smallest unit, and keeps limits, floors and overrides', () => {
    let made = 0;
    fc.assert(
      fc.property(tree, anyRules, targets, (nodes, by, asked) => {
        const { plan, target } = settled(nodes, asked, by);
        if ('refusal' in plan) return;
        made += 1;
        const { rows } = plan;
        expect(rows[0]?.amount).toBe(target);
        nodes.forEach((at, place) => {
          const row = rows[place];
          const below = rows.filter((_, child) => nodes[child]?.parent === place);
          const amount = row?.amount ?? NaN;
          expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
          if (at.override !== null) {
            expect(amount).toBe(at.override.amount);
            expect(row?.overrideReason).toBe('because');
          }
          if (below.length > 0) {
            const sum = below.reduce((all, child) => all + child.amount, 0);
            expect(sum).toBe(amount + (row?.overAssigned ?? NaN));
            expect(Math.abs(sum - amount * (1 + by.overAssignment))).toBeLessThanOrEqual(1.5);
            expect(row?.pooled).toBe(
              below.reduce(
                (all, child, i) => all + (vacantAt(nodes, place, i) ? child.amount : 0),
                0
              )
            );
          } else if (at.override === null) {
            const last = at.lastResult ?? 0;
            if (at.floor !== null) expect(amount).toBeGreaterThanOrEqual(at.floor);
            if (last > 0 && by.mostRise !== null)
              expect(amount).toBeLessThanOrEqual(Math.max(last * (1 + by.mostRise), at.floor ?? 0));
            if (last > 0 && by.mostFall !== null)
              expect(amount).toBeGreaterThanOrEqual(last * (1 - by.mostFall) - 1e-6);
          }
        });
      }),
      { numRuns: 400 }
    );
    expect(made).toBeGreaterThan(100);
  });

  it('that is refused for its target names the exact shortfall: a unit less is refused still', () => {
    let refused = 0;
    fc.assert(
      fc.property(tree, anyRules, targets, (nodes, by, target) => {
        const plan = planQuotas(nodes, target, by);
        if (!('refusal' in plan) || plan.refusal.key !== 'all') return;
        const { shortfall } = plan.refusal;
        if (shortfall === null) throw new Error('a target that cannot be mended');
        refused += 1;
        expect('rows' in planQuotas(nodes, target + shortfall, by)).toBe(true);
        expect('rows' in planQuotas(nodes, target + shortfall - Math.sign(shortfall), by)).toBe(
          false
        );
      }),
      { numRuns: 400 }
    );
    expect(refused).toBeGreaterThan(50);
  });

  it('that is refused for an override says by how much that one must change', () => {
    let refused = 0;
    fc.assert(
      fc.property(tree, anyRules, targets, (nodes, by, target) => {
        const plan = planQuotas(nodes, target, by);
        if (!('refusal' in plan) || plan.refusal.reason !== 'OVERRIDE_IMPOSSIBLE') return;
        const { key, shortfall } = plan.refusal;
        if (shortfall === null) throw new Error('an override that cannot be mended');
        refused += 1;
        const changed = (units: number) =>
          nodes.map((at) =>
            at.key === key && at.override !== null
              ? { ...at, override: { ...at.override, amount: at.override.amount + units } }
              : at
          );
        const still = (mended: readonly QuotaNode[]): boolean => {
          const again = planQuotas(mended, target, by);
          return (
            'refusal' in again &&
            again.refusal.reason === 'OVERRIDE_IMPOSSIBLE' &&
            again.refusal.key === key
          );
        };
        expect(still(changed(shortfall))).toBe(false);
        expect(still(changed(shortfall - Math.sign(shortfall)))).toBe(true);
      }),
      { numRuns: 400 }
    );
    expect(refused).toBeGreaterThan(10);
  });

  it('is the same whatever order siblings stand in', () => {
    fc.assert(
      fc.property(
        fc.array(figure, { minLength: 2, maxLength: 8 }),
        targets,
        (potentials, target) => {
          const leaves = potentials.map((potential, at) =>
            node(`t${String(at)}`, 0, { potential })
          );
          const byKey = (order: readonly QuotaNode[]) =>
            Object.fromEntries(
              rowsOf(planQuotas([company, ...order], target, rules)).map(({ key, amount }) => [
                key,
                amount
              ])
            );
          expect(byKey([...leaves].reverse())).toEqual(byKey(leaves));
        }
      ),
      { numRuns: 100 }
    );
  });
});

function vacantAt(nodes: readonly QuotaNode[], parent: number, place: number): boolean {
  return nodes.filter((at) => at.parent === parent)[place]?.vacant === true;
}
