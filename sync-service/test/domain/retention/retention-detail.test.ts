import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import type { AssetTable } from '../../../src/domain/core/columns.ts';
import type { Tier } from '../../../src/domain/core/policy.ts';
import { calendarQuarters } from '../../../src/domain/quota/period.ts';
import type { RetentionFlow } from '../../../src/domain/retention/retention-detail.ts';
import {
  addFlow,
  detailsTogether,
  detailText,
  retentionDetails
} from '../../../src/domain/retention/retention-detail.ts';
import {
  addRetention,
  grossRetention,
  netRetention
} from '../../../src/domain/retention/revenue-retention.ts';
import { snapshotOf, stateRule, territory } from '../org-builder.ts';

/** Account, revenue a year, first day, day on which it ended. */
type Row = readonly [number, number, string, string?];

const assetsOf = (rows: readonly Row[]): AssetTable => ({
  count: rows.length,
  products: [],
  account: Int32Array.from(rows, ([account]) => account),
  product: new Int32Array(rows.length).fill(-1),
  yearly: Float64Array.from(rows, ([, yearly]) => yearly),
  installed: Float32Array.from(rows, ([, , from]) => dayNumber(from)),
  ends: Float32Array.from(rows, ([, , , to]) => (to === undefined ? NaN : dayNumber(to)))
});
const quarter = (start: string, end: string): { start: string; end: string } => ({ start, end });
/** A fiscal year that begins in February. */
const quarters = [
  quarter('2026-05-01', '2026-07-31'),
  quarter('2025-02-01', '2025-04-30'),
  quarter('2025-08-01', '2025-10-31'),
  quarter('2025-05-01', '2025-07-31'),
  quarter('2025-11-01', '2026-01-31'),
  quarter('2026-02-01', '2026-04-30'),
  quarter('2026-08-01', '2026-10-31')
];
const rows: readonly Row[] = [
  [0, 100, '2024-01-01'],
  [0, 50, '2026-03-10'],
  [1, 200, '2024-06-01', '2026-03-01'],
  [2, 80, '2023-02-01'],
  [2, 20, '2024-02-01', '2026-05-10'],
  [3, 70, '2026-04-15'],
  // Of another territory, in none, and without a price.
  [4, 900, '2020-01-01', '2026-04-30'],
  [5, 500, '2020-01-01'],
  [0, NaN, '2020-01-01'],
  [-1, 100, '2020-01-01']
];
const plan = {
  territoryOf: Int32Array.of(0, 0, 0, 0, 1, -1),
  territories: 2,
  tiers: ['A', 'B', 'A', 'C', 'A', 'A'] as Tier[],
  today: '2026-05-16',
  quarters
};
const none = { customers: 0, lost: 0, start: 0, churned: 0, contracted: 0, expanded: 0 };
const even = { A: 0.9, B: 0.9, C: 0.9 };

describe('retention in detail', () => {
  const [first, second] = retentionDetails(assetsOf(rows), plan);

  test('is told by fiscal quarter: four that are over, and the running one up to today', () => {
    expect(first?.quarters.map(({ from }) => from)).toEqual([
      '2025-05-01',
      '2025-08-01',
      '2025-11-01',
      '2026-02-01',
      '2026-05-01'
    ]);
    // 100 + 200 + 100 at first; 200 left in March, 50 came in March, 20 ended in May.
    const quiet = { ...none, customers: 3, start: 400 };
    expect(first?.quarters.map(({ from: _, to: __, ...flow }) => flow)).toEqual([
      quiet,
      quiet,
      quiet,
      { ...quiet, lost: 1, churned: 200, expanded: 50 },
      // The account that came in April is a customer now.
      { ...none, customers: 3, start: 150 + 100 + 70, contracted: 20 }
    ]);
  });

  test('is told over twelve months by tier and by the year in which the account began', () => {
    expect(first?.tiers).toEqual([
      { tier: 'A', ...none, customers: 2, start: 200, contracted: 20, expanded: 50 },
      { tier: 'B', ...none, customers: 1, lost: 1, start: 200, churned: 200 },
      { tier: 'C', ...none }
    ]);
    expect(first?.cohorts.filter(({ start }) => start > 0)).toEqual([
      { year: 2023, ...none, customers: 1, start: 100, contracted: 20 },
      { year: 2024, ...none, customers: 2, lost: 1, start: 300, churned: 200, expanded: 50 }
    ]);
  });

  test('counts what ends on the last evening of a quarter as gone in it', () => {
    expect(second?.quarters.map(({ churned }) => churned)).toEqual([0, 0, 0, 900, 0]);
  });

  test('is the sum of its territories for one that has others below it', () => {
    const both = detailsTogether([first, second].flatMap((detail) => detail ?? []));
    expect(both.quarters[3]).toMatchObject({ customers: 4, lost: 2, start: 1300, churned: 1100 });
    expect(both.tiers[0]).toMatchObject({ customers: 3, start: 1100 });
  });

  test('is kept as text without rows of nothing, each tier beside its targets', () => {
    const text = detailText(first ?? detailsTogether([]), {
      gross: { A: 0.95, B: 0.9, C: 0.8 },
      net: { A: 1.1, B: 1, C: 1 }
    });
    const kept = JSON.parse(text ?? 'null') as Record<string, unknown[]>;
    expect(Object.values(kept).map((own) => own.length)).toEqual([5, 2, 2]);
    expect(kept['tiers']?.[0]).toMatchObject({ tier: 'A', start: 200, gross: 0.95, net: 1.1 });
    expect(detailText(detailsTogether([]), { gross: even, net: even })).toBeNull();
  });

  test('breaks off where quarters do not follow one another', () => {
    const gap = quarters.filter(({ start }) => start !== '2025-11-01');
    const [detail] = retentionDetails(assetsOf(rows), { ...plan, quarters: gap });
    expect(detail?.quarters.map(({ from }) => from)).toEqual(['2026-02-01', '2026-05-01']);
  });

  test('has its parts add up to gross and net retention, whatever the accounts', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { minLength: 1 }), (accounts) => {
        const flow: RetentionFlow = { ...none };
        const sums = { start: 0, kept: 0, now: 0 };
        for (const [start, now] of accounts) {
          addFlow(flow, start, now);
          addRetention(sums, start, now);
        }
        fc.pre(flow.start > 0);
        const gross = 1 - (flow.churned + flow.contracted) / flow.start;
        expect(gross).toBeCloseTo(grossRetention(sums) ?? NaN, 9);
        expect(gross + flow.expanded / flow.start).toBeCloseTo(netRetention(sums) ?? NaN, 9);
      })
    );
  });

  test('falls back to calendar quarters, the fifth back a year ago', () => {
    expect(calendarQuarters('2026-05-16')).toEqual([
      quarter('2025-04-01', '2025-06-30'),
      quarter('2025-07-01', '2025-09-30'),
      quarter('2025-10-01', '2025-12-31'),
      quarter('2026-01-01', '2026-03-31'),
      quarter('2026-04-01', '2026-06-30')
    ]);
  });
});

describe('retention targets', () => {
  const noTargets = { A: null, B: null, C: null };
  const territories = [
    territory('south', {
      retentionTargets: { gross: { ...noTargets, A: 0.95 }, net: { ...noTargets, B: 1.2 } }
    }),
    territory('fl', { parentId: 'south' }),
    territory('tx', {
      parentId: 'south',
      retentionTargets: { gross: { ...noTargets, A: 0.97 }, net: noTargets }
    })
  ];
  const snapshot = {
    ...snapshotOf({
      territories,
      rules: [stateRule('tx', 'TX', 1), stateRule('fl', 'FL', 2)],
      accounts: [
        { state: 'TX', tier: 'A' as const, start: 300, now: 285 },
        { state: 'TX', tier: 'B' as const, start: 100, now: 95 },
        { state: 'FL', tier: 'A' as const, start: 100, now: 100 }
      ]
    }),
    assets: assetsOf([[0, 300, '2024-01-01']])
  };
  const values = (key: string): Readonly<Record<string, unknown>> =>
    computeRun(snapshot).territories.find((row) => row.key === key)?.values ?? {};

  test('are those of the territory, else of the one above, else of the policy, by revenue of the tiers', () => {
    // tx: (300 × 0.97 + 100 × 0.9) / 400 gross, (300 × 1 + 100 × 1.2) / 400 net.
    expect(values('tx')).toMatchObject({ GRR_Target__c: 0.9525, NRR_Target__c: 1.05 });
    expect(values('fl')).toMatchObject({ GRR_Target__c: 0.95, NRR_Target__c: 1 });
    expect(values('south')).toMatchObject({ GRR_Target__c: 0.952, NRR_Target__c: 1.04 });
  });

  test('are what a leaking territory is held against', () => {
    // 380 of 400 are kept: above the policy's 90 %, and below the territory's own 95.25 %.
    expect(values('tx')['GRR__c']).toBe(0.95);
    expect(String(values('tx')['Findings__c'])).toContain(
      'Gross retention is 95.00 %, the target 95.25 %'
    );
  });

  test('stand in the detail of each tier', () => {
    const detail = JSON.parse(String(values('tx')['Retention_Detail__c'])) as {
      tiers: unknown[];
    };
    expect(detail.tiers).toEqual([
      { tier: 'A', ...none, customers: 1, start: 300, gross: 0.97, net: 1 }
    ]);
    expect(values('fl')['Retention_Detail__c']).toBeNull();
  });
});
