import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PastKind, PastRow } from '../../../src/domain/retention/past/account-past.ts';
import { accountPast, pastKinds } from '../../../src/domain/retention/past/account-past.ts';
import {
  churnLabels,
  notJudged,
  purchaseGap
} from '../../../src/domain/retention/past/churn-label.ts';
import {
  contractionLabels,
  mayContract,
  revenueAt
} from '../../../src/domain/retention/past/contraction-label.ts';
import { expansionLabels } from '../../../src/domain/retention/past/expansion-label.ts';
import { renewalState, renewalStates } from '../../../src/domain/retention/past/dated-signs.ts';
import { accountSignals, pastSignals } from '../../../src/domain/retention/past/past-signals.ts';
import { snapshotDays } from '../../../src/domain/retention/past/snapshot-days.ts';

const at = (day: number, second = 0): PastRow => ({ account: 0, day, second });
const none = { purchases: [], touches: [], cases: [], contracts: [] };
const plan = { horizon: 90, grace: 30, leastTenure: 90, gap: 100 };

describe('the label at day 1000, 90 days ahead', () => {
  test.each([
    ['a contract that ends within and is not renewed', [[500, 1050]], 1],
    ['one that ends on the last day', [[500, 1090]], 1],
    ['one that ends a day later', [[500, 1091]], 0],
    [
      'one renewed on the last day of grace',
      [
        [500, 1050],
        [1080, 1400]
      ],
      0
    ],
    [
      'one renewed a day too late',
      [
        [500, 1050],
        [1081, 1400]
      ],
      1
    ],
    [
      'a renewal that ends within, too',
      [
        [500, 1020],
        [1020, 1060]
      ],
      1
    ],
    [
      'two at once, of which one goes on',
      [
        [500, 1050],
        [600, 2000]
      ],
      0
    ],
    ['one without an end', [[500, NaN]], 0],
    ['one that ended before the snapshot', [[500, 990]], notJudged],
    ['a customer of 89 days', [[911, 1050]], notJudged]
  ] as const)('%s', (_, contracts, label) => {
    const past = accountPast(1, {
      ...none,
      contracts: contracts.map(([start, end]) => at(start, end))
    });
    expect(churnLabels(past, 1000, plan)[0]).toBe(label);
  });

  test.each([
    ['bought 50 days before, never again: gap reached on day 1050', [800, 950], 1],
    ['bought again before the gap was reached', [800, 950, 1049], 0],
    ['bought again a day after it was reached', [800, 950, 1051], 1],
    ['had left already', [800, 890], notJudged],
    ['bought for the first time 80 days before', [920], notJudged]
  ] as const)('without contract, %s', (_, days, label) => {
    const past = accountPast(1, { ...none, purchases: days.map((day) => at(day, 10)) });
    expect(churnLabels(past, 1000, plan)[0]).toBe(label);
  });

  test('contraction is asked of those who stay alone', () => {
    const shrinks = accountPast(2, {
      ...none,
      purchases: [
        at(400, 100),
        at(700, 100),
        at(999, 100),
        { ...at(950, 50), account: 1 },
        { ...at(700, 50), account: 1 }
      ]
    });
    // To day 1000: 200 within a year; to day 1090: 100, for 700 is more than a year before.
    const longer = { ...plan, gap: 400 };
    expect([...contractionLabels(shrinks, 1000, { ...longer, horizon: 90 })]).toEqual([1, 1]);
    expect(contractionLabels(shrinks, 1000, plan)[1]).toBe(notJudged);
  });

  test('expansion is asked of those who stay alone, and counts what is bought in a year', () => {
    const grows = accountPast(2, {
      ...none,
      purchases: [
        at(400, 100),
        at(980, 20),
        { ...at(600, 10), account: 1 },
        { ...at(950, 100), account: 1 },
        { ...at(1040, 21), account: 1 }
      ]
    });
    const longer = { ...plan, gap: 700 };
    // Account 0 bought 20 in the year to day 1000, and the same to day 1090; account 1: 100, then 121.
    expect([...expansionLabels(grows, 1000, longer)]).toEqual([0, 1]);
    expect(expansionLabels(grows, 1000, { ...plan, gap: 60 })[0]).toBe(notJudged);
  });

  test.each([
    ['as much as before', [[100, 2000, 50]], 0],
    [
      'a fifth more, to the cent',
      [
        [100, 2000, 100],
        [1050, 2000, 20]
      ],
      0
    ],
    [
      'a little more than that',
      [
        [100, 2000, 100],
        [1090, 2000, 21]
      ],
      1
    ],
    [
      'more, but a day after the horizon',
      [
        [100, 2000, 100],
        [1091, 2000, 100]
      ],
      0
    ],
    ['nothing that could grow', [], notJudged]
  ] as const)('expansion with subscriptions, %s', (_, subscriptions, label) => {
    const past = accountPast(1, {
      ...none,
      contracts: [at(500, NaN)],
      revenue: subscriptions.map(([start, end, amount]) => ({ ...at(start, end), amount }))
    });
    expect(expansionLabels(past, 1000, plan)[0]).toBe(label);
  });

  test.each([
    ['as much as before', [[100, 2000, 50]], 0],
    [
      'four fifths, to the cent',
      [
        [100, 2000, 80],
        [100, 1050, 20]
      ],
      0
    ],
    [
      'a little less than that',
      [
        [100, 2000, 79],
        [100, 1050, 21]
      ],
      1
    ],
    ['none, without leaving', [[100, 1050, 50]], 1],
    [
      'renewed within the grace',
      [
        [100, 1080, 50],
        [1110, 2000, 45]
      ],
      0
    ],
    [
      'renewed a day too late',
      [
        [100, 1080, 50],
        [1121, 2000, 50]
      ],
      1
    ],
    ['less, a day after the horizon and the grace', [[100, 1121, 50]], 0],
    ['nothing that could shrink', [], notJudged]
  ] as const)('with subscriptions, %s', (_, subscriptions, label) => {
    const past = accountPast(1, {
      ...none,
      contracts: [at(500, NaN)],
      revenue: subscriptions.map(([start, end, amount]) => ({ ...at(start, end), amount }))
    });
    expect(contractionLabels(past, 1000, plan)[0]).toBe(label);
    expect(mayContract(past, 0, 1000)).toBe(label !== notJudged);
  });

  test('who leaves has not shrunk', () => {
    const past = accountPast(1, {
      ...none,
      contracts: [at(500, 1050)],
      revenue: [{ ...at(500, 1050), amount: 100 }]
    });
    expect(contractionLabels(past, 1000, plan)[0]).toBe(notJudged);
  });

  test('the gap is the 95th percentile of gaps up to the day', () => {
    const purchases = Array.from({ length: 101 }, (_, place) => at((place * (place + 1)) / 2, 1));
    const past = accountPast(1, { ...none, purchases });
    expect(purchaseGap(past, 5050)).toBe(95);
    expect(purchaseGap(past, 100)).toBeNaN();
  });
});

describe('snapshots', () => {
  test('each use ends, embargo included, before the next begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 4000 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        (cut, horizon, lag) => {
          const days = snapshotDays({
            first: 0,
            cut,
            horizon,
            lag,
            step: 30,
            held: 90,
            least: 100
          });
          const known = (all: readonly number[]): number =>
            Math.max(-Infinity, ...all.map((day) => day + horizon + lag));
          expect(known(days.test)).toBeLessThan(cut);
          expect(known(days.calibrate)).toBeLessThan(days.test[0] ?? Infinity);
          expect(known(days.train)).toBeLessThan(days.calibrate[0] ?? Infinity);
        }
      )
    );
  });
});

describe('signals', () => {
  const day = fc.oneof(
    fc.integer({ min: 0, max: 2000 }),
    fc.constantFrom(NaN, Infinity, -Infinity, -719_162, 3e6)
  );
  const amount = fc.oneof(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.constantFrom(1e18, NaN, Infinity, -1e300)
  );
  const rows = fc.array(
    fc.record({ day, second: fc.oneof(amount, day), amount: fc.oneof(amount, day) }),
    { maxLength: 8 }
  );

  test('absurd days and amounts are counted and left out: what is told is finite or not known', () => {
    fc.assert(
      fc.property(fc.tuple(...pastKinds.map(() => rows)), (each) => {
        const given = Object.fromEntries(
          pastKinds.map((kind, place) => [
            kind,
            (each[place] ?? []).map((row): PastRow => ({ ...row, account: 0 }))
          ])
        ) as Record<PastKind, PastRow[]>;
        const past = accountPast(1, given);
        const kept = pastKinds.reduce((sum, kind) => sum + (past[kind].offsets[1] ?? NaN), 0);
        const count = each.reduce((sum, own) => sum + own.length, 0);
        expect(kept + (past.refused[0] ?? 0)).toBe(count);
        expect(Number.isFinite(revenueAt(past, 0, 1000))).toBe(true);
        const model = { r: 0.24, alpha: 30, a: 0.8, b: 2.4 };
        for (const value of accountSignals(past, 0, 1000, model))
          expect(Number.isNaN(value) || Number.isFinite(value)).toBe(true);
      })
    );
  });

  test('what a year brought is not told as a multiple of next to nothing', () => {
    const purchases = [
      { account: 0, day: 271, second: 5e-324, amount: NaN },
      { account: 0, day: 636, second: 1, amount: NaN }
    ];
    const values = accountSignals(accountPast(1, { ...none, purchases }), 0, 1000, null);
    expect(values.some((value) => Math.abs(value) === Infinity)).toBe(false);
    expect(values[1]).toBeNaN();
  });

  test('an account with no history at all has nothing told but that there is no case, no deal and no change', () => {
    const values = accountSignals(accountPast(1, none), 0, 1000, null);
    const told = pastSignals.filter((_, place) => !Number.isNaN(values[place]));
    const nothing = [
      'Fresh loss to a rival',
      'Fresh owner change',
      'Escalated cases',
      'Renewal deal'
    ];
    expect(values.filter((value) => !Number.isNaN(value))).toEqual([0, 0, 0, 0, 0]);
    expect(told.map(([name]) => name)).toEqual(['Open cases', ...nothing]);
  });

  test.each([
    ['none', []],
    ['open', [[950, NaN, NaN]]],
    [
      'open',
      [
        [900, 980, 1],
        [950, 1010, 0]
      ]
    ],
    ['won', [[900, 980, 1]]],
    [
      'lost',
      [
        [800, 900, 1],
        [850, 1000, 0]
      ]
    ],
    // Over a year ago, or not yet made.
    ['none', [[500, 635, 0]]],
    ['none', [[1001, NaN, NaN]]]
  ] as const)('of renewal deals the state is %s at day 1000 (%j)', (state, deals) => {
    const renewals = deals.map(([made, end, amount]) => ({ ...at(made, end), amount }));
    const code = renewalState(accountPast(1, { ...none, renewals }), 0, 1000);
    expect(renewalStates[code]).toBe(state);
  });

  test('a customer worked by hand', () => {
    const past = accountPast(1, {
      purchases: [at(100, 10), at(200, 20), at(300, 30), at(900, 40)],
      touches: [at(880), at(950), at(1010)],
      cases: [at(940, NaN), at(960, 990), at(970, 1200)],
      contracts: [at(100, 1030), at(1005, 2000)],
      notices: [at(100, 970), at(200, 1020), at(1005, 1010)],
      // Lost 90 days before, and once more after the day; an owner of more than a year ago.
      rivals: [at(400), at(910), at(1001)],
      owners: [at(600)],
      escalations: [at(950, NaN), at(980, 995), at(990, 1001)],
      // Won 80 days before; a later one was made and is open at the day, however it ends.
      renewals: [
        { ...at(850, 920), amount: 1 },
        { ...at(990, 1003), amount: 0 }
      ]
    });
    const values = accountSignals(past, 0, 1000, null);
    const named = Object.fromEntries(pastSignals.map(([name], place) => [name, values[place]]));
    // Of the two years to day 1000 come the purchases of days 300 and 900.
    expect(named).toEqual({
      'Silence over own rhythm': 100 / 600,
      'Spend trend': 40 / 30,
      'Chance to buy again': NaN,
      'Days to contract end': 30,
      'Days since touch': 50,
      'Open cases': 2,
      'Days since first purchase': 700,
      'Spend in a year': 40,
      'Purchases in a year': 1,
      'Fresh loss to a rival': 275,
      'Fresh owner change': 0,
      'Escalated cases': 2,
      'Age of oldest case': 60,
      'Renewal deal': renewalStates.indexOf('open'),
      'Days to notice': 20
    });
  });
});
