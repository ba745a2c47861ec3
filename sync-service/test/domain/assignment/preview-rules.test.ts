import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { previewRules } from '../../../src/domain/assignment/preview-rules.ts';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import type { Column } from '../../../src/domain/core/columns.ts';
import type { RunResult } from '../../../src/domain/core/result.ts';
import type {
  OrgSnapshot,
  ResultColumn,
  TerritoryRule
} from '../../../src/domain/core/snapshot.ts';
import { accountId, owner, snapshotOf, territory } from '../org-builder.ts';

const states = ['TX', 'OK', 'NY', 'MA', 'Ohio'];
const industries = ['Energy', 'Banking', 'Retail'];
const leaves = ['a', 'b', 'c', 'd', 'e'];
const territories = [
  territory('top'),
  territory('a', { parentId: 'top', baseLatitude: 32, baseLongitude: -97 }),
  territory('b', { parentId: 'top', baseLatitude: 41, baseLongitude: -74 }),
  territory('c', { baseLatitude: 35, baseLongitude: -90, stage: 'Pilot' }),
  territory('d'),
  territory('e', { stage: 'Retired' })
];

/** A company of sixty: some held, some locked, some chosen by hand, some in families. */
function company(rules: readonly TerritoryRule[], familyFollowsParent: boolean): OrgSnapshot {
  return snapshotOf({
    territories,
    members: leaves.map((id) => owner(id, 40)),
    rules,
    policy: { Family_Follows_Parent__c: familyFollowsParent },
    accounts: Array.from({ length: 60 }, (_, index) => ({
      state: index % 11 === 10 ? null : (states[index % 5] ?? null),
      industry: industries[(index * 7) % 3] ?? '',
      tier: (['A', 'B', 'C'] as const)[(index * 5) % 3] ?? 'C',
      employees: index * 10,
      latitude: 30 + (index % 13),
      longitude: -100 + (index % 17),
      touched: 20_580 + (index % 9),
      won12: 1000 + index * 137.13,
      openPipeline: (index % 4) * 210.5,
      ...(index % 6 === 5 ? { parent: index - 5 } : {}),
      ...(index % 3 === 0 ? { held: leaves[index % 5] ?? 'a' } : {}),
      ...(index % 9 === 0 ? { locked: true } : {}),
      ...(index % 14 === 2 ? { override: leaves[(index + 1) % 5] ?? 'a' } : {})
    }))
  });
}

/** A condition in the rule language beside the same one in plain code. */
interface Condition {
  readonly criteria: unknown;
  fits(index: number, snapshot: OrgSnapshot): boolean;
}

const textOf = (snapshot: OrgSnapshot, field: string, index: number): string | null => {
  const column = snapshot.accounts.fields.get(field);
  return column?.kind === 'text' ? (column.dictionary[column.codes[index] ?? -1] ?? null) : null;
};
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom(...states).map((value) => ({
    criteria: { field: 'BillingState', op: 'equals', value },
    fits: (index: number, snapshot: OrgSnapshot) =>
      textOf(snapshot, 'billingstate', index) === value
  })),
  fc.subarray(industries, { minLength: 1 }).map((values) => ({
    criteria: { field: 'Industry', op: 'in', values },
    fits: (index: number, snapshot: OrgSnapshot) =>
      values.includes(textOf(snapshot, 'industry', index) ?? '')
  })),
  fc.tuple(fc.nat(600), fc.nat(600)).map(([low, high]) => ({
    criteria: { field: 'NumberOfEmployees', op: 'between', values: [low, high] },
    fits: (index: number) => index * 10 >= low && index * 10 <= high
  }))
);

interface DrawnRule {
  readonly rule: TerritoryRule;
  readonly condition: Condition;
}

const ruleSet: fc.Arbitrary<DrawnRule[]> = fc
  .array(
    fc.record({
      condition,
      territoryId: fc.constantFrom('top', ...leaves, ...leaves),
      order: fc.nat(20),
      active: fc.integer({ min: 0, max: 9 }).map((draw) => draw > 0)
    }),
    { minLength: 1, maxLength: 12 }
  )
  .map((drawn) =>
    drawn.map(({ condition: drawnCondition, ...rule }, index) => ({
      rule: {
        ...rule,
        id: `r${String(index)}`,
        key: `r${String(index)}`,
        criteria: JSON.stringify(drawnCondition.criteria)
      },
      condition: drawnCondition
    }))
  );

/** Accounts, hours and potential by territory id, added up from what a run writes. */
function totalsOfRun({ coverage }: RunResult): Map<string | null, number[]> {
  const values = (name: string): ResultColumn['values'] => coverage.get(name)?.values ?? [];
  const totals = new Map<string | null, number[]>();
  const territoryOf = coverage.get('Territory__c');
  if (territoryOf?.kind !== 'text') throw new Error('The run tells no territories');
  territoryOf.values.forEach((id, index) => {
    const [accounts = 0, hours = 0, potential = 0] = totals.get(id) ?? [];
    totals.set(id, [
      accounts + 1,
      hours + Number(values('Workload_Hours__c')[index]),
      potential + Number(values('Potential__c')[index])
    ]);
  });
  return totals;
}

/** Rules that speak for an account, worked out without the product: first by order, then by key. */
function rulesFor(set: readonly DrawnRule[], index: number, snapshot: OrgSnapshot): DrawnRule[] {
  const active = set.filter(({ rule }) => rule.active);
  const fits = (one: DrawnRule): boolean => one.condition.fits(index, snapshot);
  const top = active.filter(({ rule }) => rule.territoryId === 'top');
  return active
    .filter(({ rule }) => ['a', 'b', 'c', 'd'].includes(rule.territoryId))
    .filter(fits)
    .filter(
      ({ rule }) =>
        !['a', 'b'].includes(rule.territoryId) || top.length === 0 || top.some((one) => fits(one))
    )
    .sort((x, y) => x.rule.order - y.rule.order || (x.rule.key < y.rule.key ? -1 : 1));
}

describe('the preview of changed rules', () => {
  it('has, on 200 random rule sets, the totals that a run has once they are saved', () => {
    let moved = 0;
    fc.assert(
      fc.property(ruleSet, ruleSet, fc.boolean(), (old, fresh, families) => {
        const now = company(
          old.map(({ rule }) => rule),
          families
        );
        const rules = fresh.map(({ rule }) => rule);
        const saved = { ...now, rules };
        const bare = {
          ...saved,
          coverage: { present: new Uint8Array(60), columns: new Map<string, ResultColumn>() }
        };
        const preview = previewRules(now, rules);
        const run = computeRun(saved);
        const figures = new Map(run.territories.map((row) => [row.key, row.values]));
        for (const [when, result] of [
          ['before', computeRun(now)],
          ['after', run],
          ['ruled', computeRun(bare)]
        ] as const) {
          const totals = totalsOfRun(result);
          expect(preview.territories.reduce((sum, one) => sum + one[when].accounts, 0)).toBe(60);
          for (const one of preview.territories) {
            const [accounts = 0, hours = 0, potential = 0] = totals.get(one.key) ?? [];
            expect(one[when].accounts).toBe(accounts);
            // The run rounds each account's hours to three decimals, and there are sixty.
            expect(Math.abs(one[when].hours - hours)).toBeLessThanOrEqual(0.035);
            expect(Math.abs(one[when].potential - potential)).toBeLessThanOrEqual(0.31);
          }
        }
        for (const id of ['a', 'b', 'c', 'd']) {
          const row = figures.get(id);
          const one = preview.territories.find(({ key }) => key === id);
          if (one === undefined || row === undefined) throw new Error(`${id} is not there`);
          expect([one.after.accounts, one.after.hours]).toEqual([
            row['Accounts__c'],
            row['Workload_Hours__c']
          ]);
          expect(one.after.potential).toBe(row['Potential__c'] ?? 0);
        }
        moved += preview.flows.length;
      }),
      { numRuns: 200, seed: 11 }
    );
    expect(moved).toBeGreaterThan(400);
  }, 120_000);

  it('names, on 200 random rule sets, whom a run would place and with which finding', () => {
    fc.assert(
      fc.property(ruleSet, ruleSet, fc.boolean(), (old, fresh, families) => {
        const now = company(
          old.map(({ rule }) => rule),
          families
        );
        const rules = fresh.map(({ rule }) => rule);
        const saved = { ...now, rules };
        const held = now.coverage.columns.get('Territory__c')?.values ?? [];
        const { coverage } = computeRun(saved);
        const [codes, places] = ['Finding_Code__c', 'Territory__c'].map((name) => {
          const found = coverage.get(name);
          return found?.kind === 'text' ? found.values : [];
        }) as [(string | null)[], (string | null)[]];
        const preview = previewRules(now, rules);
        expect(preview.placed.map(({ id, territory: key }) => [id, key])).toEqual(
          places.flatMap((id, index) =>
            id !== null && held[index] === null ? [[accountId(index), id]] : []
          )
        );
        expect(preview.findings.map(({ id, code }) => [id, code])).toEqual(
          codes.flatMap((code, index) => (code === null ? [] : [[accountId(index), code]]))
        );
      }),
      { numRuns: 200, seed: 12 }
    );
  }, 120_000);

  it('agrees with plain code on first rules, on nobody matched and on several', () => {
    let several = 0;
    fc.assert(
      fc.property(ruleSet, ruleSet, fc.boolean(), (old, fresh, families) => {
        const now = company(
          old.map(({ rule }) => rule),
          families
        );
        const preview = previewRules(
          now,
          fresh.map(({ rule }) => rule)
        );
        const head = (index: number): number => (families && index % 6 === 5 ? index - 5 : index);
        const all = Array.from({ length: 60 }, (_, index) => index);
        const first = (set: readonly DrawnRule[], index: number): [string, string] | null => {
          const rule = rulesFor(set, head(index), now)[0]?.rule;
          return rule === undefined ? null : [rule.key, rule.territoryId];
        };
        expect(
          preview.changes.map(({ id, from, to }) => [
            id,
            from.rule === null ? null : [from.rule, from.territory],
            to.rule === null ? null : [to.rule, to.territory]
          ])
        ).toEqual(
          all.flatMap((index) => {
            const from = first(old, index);
            const to = first(fresh, index);
            return JSON.stringify(from) === JSON.stringify(to)
              ? []
              : [[accountId(index), from, to]];
          })
        );
        expect(preview.unmatched.map(({ id }) => id)).toEqual(
          all.filter((index) => first(fresh, index) === null).map(accountId)
        );
        const multiple = all.flatMap((index) => {
          const names = [
            ...new Set(
              rulesFor(fresh, index, now).map(({ rule }) => rule.territoryId.toUpperCase())
            )
          ];
          return names.length > 1 ? [[accountId(index), names]] : [];
        });
        several += multiple.length;
        expect(preview.multiple.map((one) => [one.id, one.territories])).toEqual(multiple);
        const between = preview.changes.filter(({ from, to }) => from.territory !== to.territory);
        expect(preview.flows.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(between.length);
      }),
      { numRuns: 200, seed: 13 }
    );
    expect(several).toBeGreaterThan(1000);
  }, 120_000);

  it('is exact for one rule of 4,000 ZIPs', () => {
    const count = 9000;
    const zip = (number: number): string => String(number).padStart(5, '0');
    const plain = snapshotOf({
      territories,
      accounts: Array.from({ length: count }, () => ({ state: 'TX' }))
    });
    const postal: Column = {
      kind: 'text',
      codes: Int32Array.from({ length: count }, (_, index) => index),
      dictionary: Array.from({ length: count }, (_, index) => zip(index + 500))
    };
    const now = {
      ...plain,
      accounts: {
        ...plain.accounts,
        fields: new Map([...plain.accounts.fields, ['billingpostalcode', postal]])
      }
    };
    // Every second ZIP from 00500 to 08498: 4,000 of them.
    const values = Array.from({ length: 4000 }, (_, index) => zip(500 + 2 * index));
    const preview = previewRules(now, [
      {
        id: 'r',
        key: 'r',
        territoryId: 'd',
        order: 1,
        active: true,
        criteria: JSON.stringify({ field: 'BillingPostalCode', op: 'in', values })
      }
    ]);
    const expected = Array.from({ length: 4000 }, (_, index) => accountId(2 * index));
    expect(preview.placed.map(({ id }) => id)).toEqual(expected);
    expect(preview.territories.find(({ key }) => key === 'd')?.after.accounts).toBe(4000);
    expect(preview.unmatched).toHaveLength(5000);
    expect(preview.flows).toEqual([{ from: null, to: 'd', accounts: 4000 }]);
  });
});
