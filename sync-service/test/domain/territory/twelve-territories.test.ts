import { describe, expect, it } from '@jest/globals';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import type { ResultRow } from '../../../src/domain/core/result.ts';
import type { TestAccount } from '../org-builder.ts';
import { owner, snapshotOf, stateRule, territory } from '../org-builder.ts';

/**
 * Twelve territories worked by hand. Today is 16 May 2026; the period runs from 1 April to 30 June,
 * 91 days, of which 45 are gone by the end of yesterday: due = 45/91. Only C accounts and no travel
 * except in "road": a C account needs 0.05 visits × 1 h + 0.02 h = 0.07 h a week.
 *
 * Capacity: eight territories of 10 h, "half" 5 h, "vacant" none (its member left), "zero" 0 h,
 * and "empty" has no account. Shares are capacity over 95 h: 10/95, "half" 5/95.
 */
const today = dayNumber('2026-05-16');
const fresh = today - 10;
const stale = today - 200;

const accounts: TestAccount[] = [];
const add = (state: string, count: number, more: TestAccount = {}): void => {
  for (let turn = 0; turn < count; turn += 1) accounts.push({ state, touched: fresh, ...more });
};
add('even', 10);
add('half', 5);
add('over', 11);
add('under', 8);
add('vacant', 10);
add('zero', 10);
add('stale', 4);
add('stale', 6, { touched: stale });
add('quota', 9);
add('quota', 1, { wonNew: 4500 });
add('churn', 8, { start: 100, now: 100 });
add('churn', 2, { start: 100, now: 0 });
add('grow', 9, { start: 100, now: 150 });
add('grow', 1, { start: 0, now: 900 });
// One degree of latitude is 3958.7613 × π/180 = 69.0934 miles.
add('road', 9, { latitude: 40, longitude: -100 });
add('road', 1, { latitude: 41, longitude: -100 });
add('nowhere', 3);

const keys = [
  'even',
  'half',
  'over',
  'under',
  'vacant',
  'zero',
  'stale',
  'quota',
  'churn',
  'grow',
  'road',
  'empty'
];
const snapshot = snapshotOf({
  accounts,
  territories: keys.map((key) =>
    territory(key, key === 'road' ? { baseLatitude: 40, baseLongitude: -100 } : {})
  ),
  members: keys.map((key) =>
    owner(
      key,
      key === 'half' ? 5 : key === 'zero' ? 0 : 10,
      key === 'vacant' ? { end: '2026-05-15' } : {}
    )
  ),
  rules: [...keys.map((key, index) => stateRule(key, key, index)), stateRule('even', 'half', 99)],
  quotas: [
    {
      id: 'q1',
      key: 'q1',
      territoryId: 'quota',
      tier: 'New',
      periodStart: '2026-04-01',
      periodEnd: '2026-06-30',
      amount: 9100
    }
  ],
  policy: { Tolerance__c: 0.1 }
});
const result = computeRun(snapshot);
const row = (key: string): ResultRow['values'] =>
  result.territories.find((entry) => entry.key === key)?.values ?? {};

/**
 * Accounts placed: 10+5+11+8+10+10+10+10+10+10+10+0 = 104, none in "empty"; 3 more are in no territory
 * and count as a territory with target 0.
 * Work: 107 × 0.07 = 7.49 h, and in "road" one account 69.0934 miles away: round trip 138.1868 miles
 * at 40 mph is 3.45467 h, shared by 4 stops 0.863667 h, × 0.05 visits = 0.0431834 h. Sum 7.5331834 h.
 * Capacity: "vacant" and "zero" 0; nine of 10 h ("even", "over", "under", "stale", "quota", "churn",
 * "grow", "road", "empty") and "half" 5 h: 95 h. Fair share of 10 h: 7.5331834 × 10/95 = 0.7929667 h.
 */
const total = 107 * 0.07 + 0.0431834;
const fair = (total * 10) / 95;
const expected: readonly (readonly [string, string, number | string | null])[] = [
  ['even', 'Accounts__c', 10],
  ['even', 'Workload_Hours__c', 0.7],
  ['even', 'Workload_Deviation__c', 0.7 / fair - 1],
  ['even', 'Band__c', 'Under'],
  ['half', 'Workload_Deviation__c', 0.35 / (fair / 2) - 1],
  ['half', 'Effective_Capacity__c', 5],
  ['over', 'Workload_Deviation__c', 0.77 / fair - 1],
  ['over', 'Band__c', 'In band'],
  ['under', 'Workload_Deviation__c', 0.56 / fair - 1],
  ['under', 'Band__c', 'Under'],
  // Nobody works it: no fair share, so no deviation, and out of band because there is work.
  ['vacant', 'Effective_Capacity__c', 0],
  ['vacant', 'Workload_Deviation__c', null],
  ['vacant', 'Band__c', 'Over'],
  ['vacant', 'Severity__c', 'Act'],
  ['zero', 'Workload_Deviation__c', null],
  ['zero', 'Band__c', 'Over'],
  // Nothing in it: no work against a fair share above 0 is 100 % under.
  ['empty', 'Accounts__c', 0],
  ['empty', 'Workload_Deviation__c', -1],
  ['empty', 'Coverage_Share__c', null],
  ['empty', 'Health_Coverage__c', null],
  // Coverage: 4 of 10 within 90 days. Map 0:0;0.5:40 gives 0.4/0.5 × 40 = 32.
  ['stale', 'Coverage_Share__c', 0.4],
  ['stale', 'Health_Coverage__c', 32],
  ['even', 'Coverage_Share__c', 1],
  ['even', 'Health_Coverage__c', 100],
  // Quota 9,100; due 45/91 of it is 4,500; 4,500 won: pace 1, attainment 4500/9100. Map at 1 is 90.
  ['quota', 'Attained__c', 4500],
  ['quota', 'Attainment__c', 4500 / 9100],
  ['quota', 'Pace__c', 1],
  ['quota', 'Health_Attainment__c', 90],
  ['even', 'Health_Attainment__c', null],
  ['even', 'Quota__c', null],
  // Pipeline: none of 4,600 left is covered: 0 scores 0.
  ['quota', 'Pipeline_Coverage__c', 0],
  ['quota', 'Health_Pipeline__c', 0],
  // Retention: 1,000 at the start, 800 kept: GRR 0.8, over the target 0.9 is 0.8889;
  // the map from 0.8:40 to 0.95:80 gives 40 + (0.0889/0.15) × 40 = 63.7.
  ['churn', 'GRR__c', 0.8],
  // The targets stand beside what is measured: the policy's defaults, and where nothing recurs, too.
  ['churn', 'GRR_Target__c', 0.9],
  ['churn', 'NRR_Target__c', 1],
  ['even', 'GRR_Target__c', 0.9],
  ['churn', 'NRR__c', 0.8],
  ['churn', 'Health_Retention__c', 63.7],
  // Growth never counts in GRR, and a customer since then in neither: 900 → 900 kept, 1,350 now.
  ['grow', 'GRR__c', 1],
  ['grow', 'NRR__c', 1.5],
  ['grow', 'Health_Retention__c', 100],
  ['even', 'GRR__c', null],
  // Travel: 0.0431834 of 0.7431834 h is 5.8106 %; the map from 0:100 to 0.15:90 gives 96.1.
  ['road', 'Travel_Hours__c', 0.04],
  ['road', 'Workload_Hours__c', 0.74],
  ['road', 'Health_Travel__c', 96.1],
  ['even', 'Health_Travel__c', null],
  ['even', 'Travel_Hours__c', null],
  // Nine at one point and one 69.09 miles off, further than 60: two groups.
  ['road', 'Fragments__c', 2],
  ['even', 'Fragments__c', null],
  // Nobody won anything, so potential is 0, its fair share 0, and its deviation not known. "even":
  // coverage .15 and workload .15 of 1 are known: less than half, so no score.
  ['even', 'Health_Weight_Known__c', 0.3],
  ['even', 'Health__c', null],
  // "quota": attainment .25, coverage .15, workload .15, pipeline .1 = 0.65 known.
  ['quota', 'Health_Weight_Known__c', 0.65],
  // Workload: 0.7/0.7929667 − 1 = −0.11724; the map from 0.1:80 to 0.25:50 gives 80 − (0.01724/0.15) × 30 = 76.55.
  ['quota', 'Health_Workload__c', 76.6],
  // (0.25 × 90 + 0.15 × 100 + 0.15 × 76.55 + 0.1 × 0) / 0.65 = 48.98/0.65 = 75.36.
  ['quota', 'Health__c', 75.4]
];

describe('twelve territories worked by hand', () => {
  it.each(expected)('%s: %s is %s', (key, field, value) => {
    const shown = row(key)[field];
    if (typeof value === 'number')
      expect(shown).toBeCloseTo(
        value,
        field.includes('Health_') || field === 'Travel_Hours__c' || field === 'Workload_Hours__c'
          ? 1
          : 5
      );
    else expect(shown ?? null).toBe(value);
  });

  it('finds the gap: three accounts in a state that no rule names', () => {
    const codes = result.coverage.get('Finding_Code__c');
    const places = result.coverage.get('Territory__c');
    if (codes?.kind !== 'text' || places?.kind !== 'text') throw new Error('columns are missing');
    const gaps = codes.values.flatMap((code, index) => (code === 'UNMATCHED' ? [index] : []));
    expect(gaps).toEqual([104, 105, 106]);
    expect(gaps.map((index) => places.values[index])).toEqual([null, null, null]);
  });

  it('finds the overlap: the five accounts of "half", which a later rule of "even" matches too', () => {
    const codes = result.coverage.get('Finding_Code__c');
    if (codes?.kind !== 'text') throw new Error('the column is missing');
    expect(
      codes.values.flatMap((code, index) => (code === 'MULTIPLE_MATCHES' ? [index] : []))
    ).toEqual([10, 11, 12, 13, 14]);
  });

  it('one account more takes a territory over the band', () => {
    const policy = { Tolerance__c: 0.04 };
    const bandOf = (list: readonly TestAccount[]): unknown =>
      computeRun(
        snapshotOf({
          accounts: list,
          territories: snapshot.territories,
          members: snapshot.members,
          rules: snapshot.rules,
          policy
        })
      ).territories.find((entry) => entry.key === 'over')?.values['Band__c'];
    // 11 × 0.07 = 0.77 h against 0.7929667 h: 2.9 % under, within 4 %.
    expect(bandOf(accounts)).toBe('In band');
    // 12 × 0.07 = 0.84 h against (7.5331834 + 0.07) × 10/95 = 0.8003351 h: 5.0 % over.
    expect(bandOf([...accounts, { state: 'over', touched: fresh }])).toBe('Over');
  });

  it('a parent has the balance of its leaves and the sums of all', () => {
    const { territories } = computeRun(
      snapshotOf({
        accounts: [
          ...Array<TestAccount>(6).fill({ state: 'x', won12: 100, touched: fresh }),
          ...Array<TestAccount>(4).fill({ state: 'y', won12: 100, touched: fresh })
        ],
        territories: [
          territory('top'),
          territory('x', { parentId: 'top', mixTargetA: 0.2 }),
          territory('y', { parentId: 'top' })
        ],
        members: [owner('x', 10), owner('y', 10)],
        rules: [stateRule('x', 'x', 1), stateRule('y', 'y', 2)]
      })
    );
    const of = (key: string): ResultRow['values'] =>
      territories.find((entry) => entry.key === key)?.values ?? {};
    // Work 0.42 and 0.28 h against 0.35 each: 1 − ½ (0.07 + 0.07)/0.7 = 0.9.
    expect(of('top')['Balance_Index__c']).toBeCloseTo(0.9, 6);
    expect(of('top')['Accounts__c']).toBe(10);
    // Every look-alike won 100, so every account's potential is 100: 600 against a fair 500 is 20 % over,
    // and the map from 0.1:80 to 0.25:50 gives 80 − (0.1/0.15) × 30 = 60.
    expect(of('x')['Potential__c']).toBe(600);
    expect(of('x')['Potential_Deviation__c']).toBeCloseTo(0.2, 6);
    expect(of('x')['Health_Potential__c']).toBe(60);
    // No tier A account at all is within a mix of 20 %.
    expect(String(of('x')['Findings__c'])).not.toContain('MIX');
  });

  /** Findings of the territory "x" with these tiers and this wish, one a line. */
  const findingsOfMix = (
    tiers: readonly ('A' | 'B' | 'C')[],
    mixTargetA: number | null
  ): string[] =>
    String(
      computeRun(
        snapshotOf({
          accounts: tiers.map((tier) => ({ state: 'x', tier, touched: fresh })),
          territories: [territory('x', { mixTargetA })],
          members: [owner('x', 40)],
          rules: [stateRule('x', 'x', 1)]
        })
      ).territories[0]?.values['Findings__c']
    ).split('\n');

  it.each<[string, readonly ('A' | 'B' | 'C')[], number | null, string | null]>([
    // 2 of 8 are 25 %, more than 20 %.
    [
      'two of eight over a fifth',
      ['A', 'A', 'B', 'B', 'C', 'C', 'C', 'C'],
      0.2,
      'Watch MIX: 25 % of accounts are tier A; wished for at most 20 %.'
    ],
    // 1 of 5 is 20 %, no more than wished.
    ['one of five at a fifth', ['A', 'B', 'C', 'C', 'C'], 0.2, null],
    // 2 of 3 are 66.7 %.
    [
      'two of three over a half',
      ['A', 'A', 'C'],
      0.5,
      'Watch MIX: 67 % of accounts are tier A; wished for at most 50 %.'
    ],
    // Any at all is more than none.
    [
      'one where none is wished for',
      ['A', 'C', 'C', 'C'],
      0,
      'Watch MIX: 25 % of accounts are tier A; wished for at most 0 %.'
    ],
    ['no wish', ['A', 'A'], null, null],
    ['no accounts', [], 0.2, null]
  ])('mix: %s', (_, tiers, wish, finding) => {
    const mix = findingsOfMix(tiers, wish).filter((line) => line.includes(' MIX'));
    expect(mix).toEqual(finding === null ? [] : [finding]);
  });

  it('counts tier A for the mix, and the mix alone makes a Watch', () => {
    const values = computeRun(
      snapshotOf({
        accounts: [
          { state: 'x', tier: 'A', touched: fresh },
          { state: 'x', tier: 'C', touched: fresh }
        ],
        territories: [territory('x', { mixTargetA: 0.4, baseLatitude: 40, baseLongitude: -100 })],
        members: [owner('x', 40)],
        rules: [stateRule('x', 'x', 1)],
        quotas: snapshot.quotas.map((quota) => ({ ...quota, territoryId: 'x', amount: 0 }))
      })
    ).territories[0]?.values;
    expect(values).toMatchObject({
      Accounts__c: 2,
      Accounts_A__c: 1,
      Findings__c: 'Watch MIX: 50 % of accounts are tier A; wished for at most 40 %.',
      Findings_Count__c: 1,
      Severity__c: 'Watch'
    });
  });

  it('takes a measure below 0 as 0, and names account and field', () => {
    const list: TestAccount[] = [
      { state: 'x', touched: fresh, won12: -500 },
      { state: 'x', touched: fresh, won12: 100, employees: -3, openPipeline: -80 },
      { state: 'x', touched: fresh, start: -10 },
      { state: 'y', touched: fresh, won12: 300 }
    ];
    const { territories } = computeRun(
      snapshotOf({
        accounts: list,
        territories: [territory('x'), territory('y')],
        members: [owner('x', 40), owner('y', 40)],
        rules: [stateRule('x', 'x', 1), stateRule('y', 'y', 2)]
      })
    );
    const findings = (key: string): string =>
      String(territories.find((entry) => entry.key === key)?.values['Findings__c']);
    expect(findings('x')).toContain(
      'Watch BELOW_ZERO: Below 0 and taken as 0: Account 0 (Opportunity.Amount), Account 1 (NumberOfEmployees, Opportunity.Amount), Account 2 (Asset.Price).'
    );
    expect(findings('y')).not.toContain('BELOW_ZERO');
    // Account 1 alone is under 50 people; the other three of no known size won 0, 0 and 300. Company:
    // sorted 0, 0, 100, 300, upper quartile at 2.25: 100 + 0.25 × 200 = 150; the one industry there is
    // has the same four: (4 × 150 + 5 × 150)/9 = 150. Size not known: 0, 0, 300, quartile at 1.5: 150,
    // so (3 × 150 + 5 × 150)/8 = 150. Under 50: (1 × 100 + 5 × 150)/6 = 141.67, and no pipeline below 0.
    expect(territories.find((entry) => entry.key === 'x')?.values['Potential__c']).toBeCloseTo(
      150 + 141.67 + 150,
      2
    );
  });

  it('names five of many, and counts the rest', () => {
    const { territories } = computeRun(
      snapshotOf({
        accounts: Array.from({ length: 7 }, () => ({ state: 'x', employees: -1 })),
        territories: [territory('x')],
        members: [owner('x', 40)],
        rules: [stateRule('x', 'x', 1)]
      })
    );
    expect(String(territories[0]?.values['Findings__c'])).toMatch(
      /Account 4 \(NumberOfEmployees\) and 2 more\./
    );
  });

  it('says how many values it compared', () => {
    process.stdout.write(
      `counted: ${String(expected.length)} values of ${String(keys.length)} territories\n`
    );
    expect(expected.length).toBeGreaterThan(45);
  });
});
