import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import type { AssetTable, DealTable } from '../../../../src/domain/core/columns.ts';
import { dealStates } from '../../../../src/domain/core/columns.ts';
import { computeRun } from '../../../../src/domain/core/compute-run.ts';
import { dayNumber, dayText } from '../../../../src/domain/core/days.ts';
import type { ResultRow } from '../../../../src/domain/core/result.ts';
import type { OrgSnapshot, Quota } from '../../../../src/domain/core/snapshot.ts';
import { countActivities } from '../../../../src/domain/quota/reviews/period-activities.ts';
import { dealsOfPeriod } from '../../../../src/domain/quota/reviews/period-deals.ts';
import { closedPeriods } from '../../../../src/domain/quota/reviews/review-periods.ts';
import type { OpenGoal } from '../../../../src/domain/quota/reviews/review-question.ts';
import { periodsAsked } from '../../../../src/domain/quota/reviews/review-question.ts';
import { owner, snapshotOf, territory } from '../../org-builder.ts';

type Deal = readonly [
  state: (typeof dealStates)[number],
  created: string,
  closes: string,
  amount: number
];

const tableOf = (deals: readonly Deal[]): DealTable => ({
  count: deals.length,
  account: new Int32Array(deals.length),
  amount: Float64Array.from(deals, ([, , , amount]) => amount),
  created: Int32Array.from(deals, ([, created]) => dayNumber(created)),
  closes: Int32Array.from(deals, ([, , closes]) => dayNumber(closes)),
  state: Uint8Array.from(deals, ([state]) => dealStates.indexOf(state)),
  tier: new Uint8Array(deals.length),
  source: new Uint8Array(deals.length)
});

/** One territory with an account and a quota of 40,000 for the third quarter. */
const deals: readonly Deal[] = [
  ['Won', '2026-05-01', '2026-06-30', 9_999],
  ['Won', '2026-06-01', '2026-07-15', 10_000],
  ['Won', '2026-06-01', '2026-09-10', 20_000],
  ['Lost', '2026-06-01', '2026-09-20', 5_000],
  // Open on the evening of September 30, and won the day after.
  ['Won', '2026-09-15', '2026-10-01', 7_000],
  ['Open', '2026-08-01', '2026-11-30', 3_000],
  ['Open', '2026-10-01', '2026-11-30', 4_000]
];
const quotas: readonly Quota[] = [
  {
    id: 'q',
    key: null,
    territoryId: 'w',
    tier: 'New',
    periodStart: '2026-07-01',
    periodEnd: '2026-09-30',
    amount: 40_000
  }
];
/** 100 a year since 2024 that ended in August 2026, 300 that go on: 400 at the end of September 2025. */
const assets: AssetTable = {
  count: 2,
  products: [],
  account: new Int32Array(2),
  product: new Int32Array(2).fill(-1),
  yearly: Float64Array.of(100, 300),
  installed: Float32Array.of(dayNumber('2024-01-01'), dayNumber('2024-01-01')),
  ends: Float32Array.of(dayNumber('2026-08-15'), NaN)
};
const alert = (opened: string, closed: string | null): Alert => ({
  key: `w:Pace:${opened}`,
  subject: 'w',
  metric: 'Pace',
  severity: 'Act',
  value: 0,
  threshold: 0,
  opened,
  closed,
  sent: null,
  snoozedUntil: null,
  acknowledged: false
});

interface Asked {
  readonly held?: readonly string[];
  readonly goals?: readonly OpenGoal[];
  readonly more?: Partial<OrgSnapshot>;
}

function night(
  today: string,
  { held = [], goals = [], more = {} }: Asked = {}
): {
  reviews: Map<string, ResultRow['values']>;
  goals: readonly ResultRow[];
} {
  const due = closedPeriods(today, { months: [], quarters: [] });
  const periods = periodsAsked(due, goals, quotas, today);
  const activities = countActivities(periods);
  for (const day of ['2026-08-31', '2026-09-01', '2026-09-30', '2026-10-01'])
    activities.add(0, dayNumber(day), 'calls');
  const snapshot = snapshotOf({
    accounts: [{ held: 'w', tier: 'A' }],
    territories: [territory('w', { capacityHoursPerWeek: 20 })],
    members: [owner('w', 20)],
    today
  });
  const run = computeRun(
    {
      ...snapshot,
      deals: tableOf(deals),
      assets,
      pastSnapshots: [
        { territoryId: 'w', date: '2026-09-29', score: 61, components: {} },
        { territoryId: 'w', date: '2026-10-01', score: 99, components: {} }
      ],
      ...more
    },
    undefined,
    {
      question: {
        due,
        held: new Set(held),
        goals,
        periods,
        quotas,
        monthGoals: new Map([
          ['w:Calls:2026-09-01', 40],
          ['w:Calls:2026-10-01', 50],
          ['w:Emails:2026-07-01', 60],
          ['w:Proposals:2026-09-01', 6]
        ]),
        alerts: [
          alert('2026-09-01', null),
          alert('2026-09-02', '2026-09-30'),
          alert('2026-09-03', '2026-10-01'),
          alert('2026-10-01', null)
        ],
        moves: []
      },
      activities: { counts: activities.done(), accountOf: Int32Array.of(0) }
    }
  );
  return {
    reviews: new Map(run.reviews.map(({ key, values }) => [key, values])),
    goals: run.reviewGoals
  };
}

describe('the reviews of a night', () => {
  it('tell new leads and proposals by their days, and nothing where they are not known', () => {
    const days = ['2026-06-30', '2026-08-31', '2026-09-01', '2026-09-30', '2026-10-01'];
    const day = Int32Array.from(days, dayNumber);
    const more = {
      newLeadDays: new Map([['w', days.slice(0, 3).map(dayNumber)]]),
      proposals: { day, account: new Int32Array(day.length) }
    };
    const { reviews } = night('2026-10-01', { more });
    expect(reviews.get('w:Month:2026-09-01:Selling')).toMatchObject({
      New_Leads__c: 1,
      New_Leads_Goal__c: null,
      Proposals__c: 2,
      Proposals_Goal__c: 6
    });
    expect(reviews.get('w:Quarter:2026-07-01:Selling')).toMatchObject({
      New_Leads__c: 2,
      Proposals__c: 3,
      Proposals_Goal__c: null
    });
    expect(night('2026-10-01').reviews.get('w:Month:2026-09-01:Selling')).toMatchObject({
      New_Leads__c: null,
      Proposals__c: null
    });
    // Known of the org, and none of this territory or in these days.
    const others = {
      newLeadDays: new Map([['x', [dayNumber('2026-09-05')]]]),
      proposals: { day: day.subarray(0, 1), account: new Int32Array(1) }
    };
    expect(
      night('2026-10-01', { more: others }).reviews.get('w:Month:2026-09-01:Selling')
    ).toMatchObject({ New_Leads__c: null, Proposals__c: null });
  });

  it('are a month and a quarter of each territory, its results apart from how she sold', () => {
    const { reviews } = night('2026-10-01');
    expect([...reviews.keys()]).toEqual([
      'w:Month:2026-09-01:Results',
      'w:Month:2026-09-01:Selling',
      'w:Quarter:2026-07-01:Results',
      'w:Quarter:2026-07-01:Selling'
    ]);
  });

  it('tell a quarter from its own days: 30,000 of 40,000, and 10,000 open on its last evening', () => {
    const { reviews } = night('2026-10-01');
    expect(reviews.get('w:Quarter:2026-07-01:Results')).toMatchObject({
      Period_Start__c: '2026-07-01',
      Period_End__c: '2026-09-30',
      Measured_On__c: '2026-10-01',
      Quota__c: 40_000,
      Attained__c: 30_000,
      Attainment__c: 0.75,
      Pace__c: 0.75,
      Open_Pipeline__c: 10_000,
      Accounts__c: 1,
      Capacity_Hours__c: 20,
      // By the last night of the quarter, not by tonight's.
      Health__c: 61,
      // 300 of 400 are left.
      GRR__c: 0.75,
      NRR__c: 0.75,
      // The second was closed by the evening, the last one opened after it.
      Alerts__c: 2
    });
  });

  it('tell no quota of a month that is part of a quarterly one, but the pace on its last evening', () => {
    expect(night('2026-10-01').reviews.get('w:Month:2026-09-01:Results')).toMatchObject({
      Quota__c: null,
      Attained__c: 20_000,
      Attainment__c: null,
      Pace__c: 0.75
    });
    // 62 of 92 days are over: 10,000 / (40,000 × 62 / 92) = 0.370968.
    expect(night('2026-09-01').reviews.get('w:Month:2026-08-01:Results')).toMatchObject({
      Attained__c: 0,
      Pace__c: 0.370968
    });
  });

  it('tell the win rate with Wilson’s interval, and calls between both days', () => {
    expect(night('2026-10-01').reviews.get('w:Month:2026-09-01:Selling')).toMatchObject({
      Closed__c: 2,
      Won__c: 1,
      Win_Rate__c: 0.5,
      // One of two, as tables of Wilson's interval give it: 9.45 % to 90.55 %.
      Win_Rate_Low__c: 0.094531,
      Win_Rate_High__c: 0.905469,
      Calls__c: 2,
      // What September asked for; October's is another month's.
      Calls_Goal__c: 40,
      Emails_Goal__c: null,
      // Nobody logs them.
      Meetings__c: null,
      Emails__c: null
    });
  });

  it('are written once: what is held is not asked again, whatever changed', () => {
    const { reviews } = night('2026-10-02', {
      held: ['w:Month:2026-09-01:Results', 'w:Quarter:2026-07-01:Results']
    });
    expect([...reviews.keys()]).toEqual([
      'w:Month:2026-09-01:Selling',
      'w:Quarter:2026-07-01:Selling'
    ]);
    expect(reviews.get('w:Quarter:2026-07-01:Selling')).toMatchObject({
      Closed__c: 3,
      Won__c: 2,
      // A quarter has no goal of its own.
      Emails_Goal__c: null
    });
  });

  it('of a first night long after the period tell what has dates, and leave the rest empty', () => {
    const { reviews } = night('2026-10-31', { more: { pastSnapshots: [] } });
    expect(reviews.get('w:Quarter:2026-07-01:Results')).toMatchObject({
      Attained__c: 30_000,
      Open_Pipeline__c: 10_000,
      GRR__c: 0.75,
      Accounts__c: null,
      Workload_Hours__c: null,
      Capacity_Hours__c: null,
      Health__c: null,
      Alerts__c: null
    });
  });

  it('tell of selling only where somebody answered for the territory on the last day', () => {
    const { reviews } = night('2026-10-01', {
      more: { members: [owner('w', 20, { start: '2026-10-01' })] }
    });
    expect([...reviews.keys()]).toEqual([
      'w:Month:2026-09-01:Results',
      'w:Quarter:2026-07-01:Results'
    ]);
  });
});

const goal: OpenGoal = {
  id: 'g',
  territoryId: 'w',
  measure: 'Attained',
  sense: 'At Least',
  target: 20_000,
  due: '2026-09-30',
  reviewed: '2026-08-31',
  actual: null
};
const outcome = (today: string, more: Partial<OpenGoal>): unknown =>
  night(today, { goals: [{ ...goal, ...more }] }).goals[0]?.values;

describe('a goal', () => {
  it('is open with what is reached so far until its due date is over', () => {
    expect(outcome('2026-09-30', {})).toEqual({
      Actual__c: 20_000,
      Status__c: 'Open',
      Measured_On__c: null
    });
    expect(outcome('2026-09-30', { actual: 20_000 })).toBeUndefined();
  });

  it.each([
    ['at least what was reached', { target: 20_000 }, 20_000, 'Met'],
    ['at least a cent more', { target: 20_000.01 }, 20_000, 'Missed'],
    ['a share, in percent', { measure: 'Win Rate', target: 50 }, 50, 'Met'],
    [
      'at most as many alerts as stood',
      { measure: 'Open Alerts', sense: 'At Most', target: 2 },
      2,
      'Met'
    ],
    ['at most fewer', { measure: 'Open Alerts', sense: 'At Most', target: 1 }, 2, 'Missed'],
    ['the health of the last night', { measure: 'Health', target: 62 }, 61, 'Missed'],
    ['calls', { measure: 'Calls', target: 2 }, 2, 'Met'],
    ['what nobody logs', { measure: 'Emails', target: 0 }, null, 'Not Measured'],
    ['a territory that is gone', { territoryId: null }, null, 'Not Measured']
  ] as const)('of %s is decided when its due date is over', (_, more, actual, status) => {
    expect(outcome('2026-10-01', more)).toEqual({
      Actual__c: actual,
      Status__c: status,
      Measured_On__c: '2026-10-01'
    });
  });

  it('is decided by its due date, however late the night', () => {
    expect(outcome('2026-12-01', { due: '2026-09-15' })).toEqual({
      Actual__c: 20_000,
      Status__c: 'Met',
      Measured_On__c: '2026-12-01'
    });
  });
});

describe('deals of a period', () => {
  const first = dayNumber('2026-07-01');
  const last = dayNumber('2026-09-30');
  const dealArbitrary = fc.record({
    created: fc.integer({ min: first - 60, max: last + 40 }),
    takes: fc.integer({ min: 0, max: 120 }),
    isWon: fc.boolean(),
    amount: fc.integer({ min: -50, max: 1000 })
  });
  /** The table as a night sees it: what closes later is open still, what begins later is not there. */
  const seenOn = (
    all: readonly { created: number; takes: number; isWon: boolean; amount: number }[],
    today: number
  ): DealTable =>
    tableOf(
      all
        .filter(({ created }) => created <= today)
        .map(({ created, takes, isWon, amount }): Deal => {
          const closes = created + takes;
          const state = closes > today ? 'Open' : isWon ? 'Won' : 'Lost';
          return [state, dayText(created), dayText(closes), amount];
        })
    );
  const within = (table: DealTable, start: number, end: number) =>
    dealsOfPeriod(table, Int32Array.of(0), 1, { start: dayText(start), end: dayText(end) });

  it('are the same on whichever later night they are summed', () => {
    fc.assert(
      fc.property(fc.array(dealArbitrary), fc.integer({ min: 2, max: 90 }), (all, later) => {
        expect(within(seenOn(all, last + later), first, last)).toEqual(
          within(seenOn(all, last + 1), first, last)
        );
      })
    );
  });

  it('add up from months to the quarter in what was won and closed, and in nothing else', () => {
    const months = [
      ['2026-07-01', '2026-07-31'],
      ['2026-08-01', '2026-08-31'],
      ['2026-09-01', '2026-09-30']
    ].map(([start = '', end = '']) => [dayNumber(start), dayNumber(end)] as const);
    fc.assert(
      fc.property(fc.array(dealArbitrary), (all) => {
        const table = seenOn(all, last + 1);
        const quarter = within(table, first, last);
        const parts = months.map(([start, end]) => within(table, start, end));
        const sum = (name: 'attained' | 'closed' | 'won'): number =>
          parts.reduce((total, part) => total + (part[name][0] ?? 0), 0);
        expect([sum('attained'), sum('closed'), sum('won')]).toEqual([
          quarter.attained[0],
          quarter.closed[0],
          quarter.won[0]
        ]);
        expect(quarter.open).toEqual(parts[2]?.open);
      })
    );
  });
});
