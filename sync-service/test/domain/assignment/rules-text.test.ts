import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ruleDifferences } from '../../../src/domain/assignment/rule-differences.ts';
import { checkExpectations } from '../../../src/domain/assignment/rule-expectations.ts';
import {
  parseRulesText,
  resolveRules,
  rulesText
} from '../../../src/domain/assignment/rules-text.ts';
import type { TerritoryRule } from '../../../src/domain/core/snapshot.ts';
import { accountId, snapshotOf, stateRule, territory } from '../org-builder.ts';

const territories = [
  territory('a', { key: 'land-a' }),
  territory('b', { key: 'land-b' }),
  territory('c', { key: 'land-c' })
];

const anyRules = fc
  .array(
    fc.record({
      territoryId: fc.constantFrom('a', 'b', 'c'),
      order: fc.integer({ min: -5, max: 500 }),
      active: fc.boolean(),
      criteria: fc.oneof(
        fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
        fc.string(),
        fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value))
      )
    }),
    { maxLength: 8 }
  )
  .map((drawn): TerritoryRule[] =>
    drawn.map((rule, index) => ({
      ...rule,
      id: `id-${String(index)}`,
      key: `key-${String(index)}`
    }))
  );

const readBack = (text: string, rules: readonly TerritoryRule[]): TerritoryRule[] => {
  const parsed = parseRulesText(text);
  if ('faults' in parsed) throw new Error(parsed.faults.join('; '));
  return resolveRules(parsed.file.rules, { rules, territories });
};

describe('rules as text', () => {
  it('come back as they went, and differ in nothing', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        const back = readBack(rulesText(rules, territories), rules);
        expect(ruleDifferences(rules, back, territories)).toEqual([]);
        expect(back.map(({ id }) => id).sort()).toEqual(rules.map(({ id }) => id).sort());
      }),
      { numRuns: 500, seed: 3 }
    );
  });

  it('are the same text whatever order the org gives them in', () => {
    fc.assert(
      fc.property(
        anyRules.chain((rules) =>
          fc.tuple(
            fc.constant(rules),
            fc.shuffledSubarray(rules, { minLength: rules.length, maxLength: rules.length })
          )
        ),
        ([rules, shuffled]) => {
          expect(rulesText(shuffled, territories)).toBe(rulesText(rules, territories));
        }
      ),
      { numRuns: 300, seed: 4 }
    );
  });

  it('change in the lines of one rule where one value of it changes', () => {
    const rules = [stateRule('a', 'TX', 10), stateRule('b', 'OK', 20), stateRule('c', 'NY', 30)];
    const lines = rulesText(rules, territories).split('\n');
    const changed = rulesText(
      rules.map((rule, index) =>
        index === 1 ? { ...rule, criteria: rule.criteria.replace('OK', 'KS') } : rule
      ),
      territories
    ).split('\n');
    expect(changed.flatMap((line, at) => (line === lines[at] ? [] : [line.trim()]))).toEqual([
      '"value": "KS"'
    ]);
    expect(changed).toHaveLength(lines.length);
  });

  it('are refused where a part is missing, unknown or stands twice', () => {
    const faults = (text: string): string[] => {
      const parsed = parseRulesText(text);
      return 'faults' in parsed ? parsed.faults : [];
    };
    expect(faults('{')[0]).toContain('it is no JSON');
    expect(faults('{"rules":[{"key":"k","territory":"t","order":"1","criteria":{}}]}')).toEqual([
      expect.stringMatching(/^rules\.0\.order: /)
    ]);
    expect(faults('{"rules":[],"rule":[]}')[0]).toContain('rule');
    const one = { key: 'k', territory: 't', order: 1, criteria: {} };
    expect(faults(JSON.stringify({ rules: [one, one] }))).toEqual([
      'key k stands at more than one rule'
    ]);
  });
});

describe('what two lists of rules say otherwise', () => {
  it('is told by rule and part', () => {
    const before = [stateRule('a', 'TX', 10), stateRule('b', 'OK', 20), stateRule('c', 'NY', 30)];
    const [one, two, three] = before as [TerritoryRule, TerritoryRule, TerritoryRule];
    const after: TerritoryRule[] = [
      { ...one, criteria: '{ "value": "TX", "op": "equals", "field": "BillingState" }' },
      {
        ...two,
        order: 5,
        territoryId: 'c',
        active: false,
        criteria: two.criteria.replace('OK', 'KS')
      },
      stateRule('b', 'MA', 40)
    ];
    expect(ruleDifferences(before, after, territories)).toEqual([
      {
        rule: two.key,
        kind: 'changed',
        words: [
          'order 20 to 5',
          'territory B to C',
          'no longer active',
          'criteria Billing State is OK to Billing State is KS'
        ]
      },
      { rule: 'r-b-40', kind: 'added', words: ['order 40 of B: Billing State is MA'] },
      { rule: three.key, kind: 'removed', words: ['order 30 of C: Billing State is NY'] }
    ]);
  });
});

describe('expectations of rules', () => {
  const rules = [stateRule('a', 'TX', 10), stateRule('b', 'OK', 20)];
  const org = (families: boolean): ReturnType<typeof snapshotOf> =>
    snapshotOf({
      territories,
      rules,
      policy: { Family_Follows_Parent__c: families },
      accounts: [
        { state: 'TX', held: 'b', locked: true },
        { state: 'OK', parent: 0 },
        { state: 'NY', override: 'a' }
      ]
    });

  it('look at rules and families, and not at locks, choices or the place of today', () => {
    const given = (families: boolean): (string | null)[] =>
      checkExpectations(
        org(families),
        rules,
        [0, 1, 2].map((index) => ({ account: accountId(index), territory: null }))
      ).map(({ territory: key }) => key);
    expect(given(true)).toEqual(['land-a', 'land-a', null]);
    expect(given(false)).toEqual(['land-a', 'land-b', null]);
  });

  it('find accounts by long and short id and by name, and fail where none is found', () => {
    const checked = checkExpectations(org(false), rules, [
      { account: accountId(1), territory: 'land-b' },
      { account: accountId(1).slice(0, 15), territory: 'land-b' },
      { account: 'ACCOUNT 1', territory: 'land-b' },
      { account: 'Account 1', territory: 'land-a' },
      { account: 'Account 9', territory: 'land-a' }
    ]);
    expect(checked.map(({ passed }) => passed)).toEqual([true, true, true, false, false]);
    expect(checked.map(({ words }) => words).slice(3)).toEqual([
      'rule 20 of B: Billing State is OK; here Billing State OK',
      'there is no such account'
    ]);
  });
});
