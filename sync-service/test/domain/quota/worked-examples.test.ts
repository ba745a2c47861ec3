import { describe, expect, it } from '@jest/globals';
import { dayNumber } from '../../../src/domain/core/days.ts';
import { attainedByTier } from '../../../src/domain/quota/attainment/attained.ts';
import type { CreditRules, WonDeal } from '../../../src/domain/quota/attainment/credit.ts';
import { creditsOf } from '../../../src/domain/quota/attainment/credit.ts';
import { customPeriod, fiscalPeriod, monthOfQuarter } from '../../../src/domain/quota/fiscal.ts';
import { attainment, pace, shareDue } from '../../../src/domain/quota/pace.ts';
import { hoursFor } from '../../../src/domain/quota/setting/hours.ts';
import { loadRatio } from '../../../src/domain/quota/setting/fairness.ts';
import { rampOver } from '../../../src/domain/quota/setting/ramp.ts';
import { dueMap, onParts, seasonOf } from '../../../src/domain/quota/setting/season.ts';
import { converted, decimalsOf, sharedOut } from '../../../src/domain/quota/units.ts';

const quarter = { start: '2026-01-01', end: '2026-03-31' };
const rules: CreditRules = {
  owner: 'Today',
  territory: 'Today',
  useSplits: true,
  overlayShare: 0,
  decimals: 2
};
const deal = (over: Partial<WonDeal>): WonDeal => ({
  id: 'd',
  amount: 1_000,
  closeDay: '2026-03-05',
  tier: 'New',
  ownerId: 'ann',
  territory: 'T3',
  ...over
});
const split = (userId: string, percent: number, kind: 'Revenue' | 'Overlay' = 'Revenue') => ({
  userId,
  percent,
  kind
});
const shares = (won: WonDeal, by: Partial<CreditRules> = {}): [string, number][] =>
  creditsOf(won, { ...rules, ...by }).map(({ userId, amount }) => [userId, amount]);
const moves = [
  { day: '2026-04-01', from: 'T2', to: 'T3' },
  { day: '2026-02-01', from: 'T1', to: 'T2' }
];
const territoryOf = (closeDay: string, territory: 'Today' | 'Close Date') =>
  creditsOf(deal({ closeDay, territoryChanges: moves }), { ...rules, territory })[0]?.territory;
const ownerOf = (closeDay: string, owner: 'Today' | 'Close Date') =>
  creditsOf(
    deal({
      closeDay,
      ownerId: 'bob',
      ownerChanges: [{ day: '2026-03-10', from: 'ann', to: 'bob' }]
    }),
    { ...rules, owner }
  )[0]?.userId;
const attained = (deals: readonly WonDeal[]) =>
  attainedByTier(
    deals.flatMap((won) => creditsOf(won, rules)),
    quarter,
    2
  );
const rates = {
  corporate: 'USD',
  today: { USD: 1, EUR: 0.8, JPY: 160, KWD: 0.32 },
  dated: [
    { isoCode: 'EUR', fromDay: dayNumber('2026-01-01'), toDay: dayNumber('2026-05-02'), rate: 0.5 },
    { isoCode: 'EUR', fromDay: dayNumber('2026-05-02'), toDay: dayNumber('2027-01-01'), rate: 0.8 },
    {
      isoCode: 'JPY',
      fromDay: dayNumber('2026-01-01'),
      toDay: dayNumber('2027-01-01'),
      rate: 151.37
    }
  ]
};
const stated = (amount: number, from: string, to: string, day: string) =>
  converted(amount, from, to, dayNumber(day), rates);
const february = { startMonth: 2, namedByStart: false };
const decemberAlone = [...new Array<number>(11).fill(0), 600];

/** Worked by hand; each line says how. */
const examples: readonly [name: string, got: unknown, worked: unknown][] = [
  // 60 % of 100,001 cents is 60,000.6 and 40 % is 40,000.4: the cent goes to the larger remainder.
  [
    'a split of 60 and 40',
    shares(deal({ amount: 1_000.01, splits: [split('ann', 60), split('bob', 40)] })),
    [
      ['ann', 600.01],
      ['bob', 400]
    ]
  ],
  [
    'splits below 100 %: the owner keeps the rest',
    shares(deal({ splits: [split('bob', 30), split('cat', 30)] })),
    [
      ['bob', 300],
      ['cat', 300],
      ['ann', 400]
    ]
  ],
  [
    'splits above 100 %: scaled',
    shares(deal({ splits: [split('bob', 80), split('cat', 80)] })),
    [
      ['bob', 500],
      ['cat', 500]
    ]
  ],
  [
    'an odd yen: ties by key',
    shares(deal({ amount: 1_001, splits: [split('bob', 50), split('ann', 50)] }), { decimals: 0 }),
    [
      ['bob', 500],
      ['ann', 501]
    ]
  ],
  [
    'an odd fils',
    shares(deal({ amount: 10.001, splits: [split('ann', 50), split('bob', 50)] }), { decimals: 3 }),
    [
      ['ann', 5.001],
      ['bob', 5]
    ]
  ],
  [
    'an overlay split comes on top',
    shares(deal({ splits: [split('eve', 10, 'Overlay')] })),
    [
      ['ann', 1_000],
      ['eve', 100]
    ]
  ],
  [
    'overlay members at a quarter',
    shares(deal({ amount: 2_000, overlays: ['eve', 'fay'] }), { overlayShare: 0.25 }),
    [
      ['ann', 2_000],
      ['eve', 500],
      ['fay', 500]
    ]
  ],
  [
    'a split of a loss',
    shares(deal({ amount: -100.01, splits: [split('ann', 50), split('bob', 50)] })),
    [
      ['ann', -50.01],
      ['bob', -50]
    ]
  ],
  [
    'without splits in the rules the owner has all',
    shares(deal({ splits: [split('bob', 40)] }), { useSplits: false }),
    [['ann', 1_000]]
  ],
  [
    'the owner moved on after the close',
    [
      ownerOf('2026-03-05', 'Close Date'),
      ownerOf('2026-03-10', 'Close Date'),
      ownerOf('2026-03-05', 'Today')
    ],
    ['ann', 'bob', 'bob']
  ],
  [
    'the account moved twice',
    [
      territoryOf('2026-01-15', 'Close Date'),
      territoryOf('2026-03-15', 'Close Date'),
      territoryOf('2026-04-01', 'Close Date'),
      territoryOf('2026-01-15', 'Today')
    ],
    ['T1', 'T2', 'T3', 'T3']
  ],
  // 500 − 120 = 380; the last day of the period counts, the day after does not.
  [
    'a negative renewal',
    attained([
      deal({ tier: 'Renewal', amount: 500 }),
      deal({ tier: 'Renewal', amount: -120, closeDay: '2026-03-31' }),
      deal({ tier: 'Renewal', amount: 70, closeDay: '2026-04-01' })
    ]),
    { New: 0, Renewal: 380, Upsell: 0 }
  ],
  [
    'nothing but a negative renewal',
    attainment(attained([deal({ tier: 'Renewal', amount: -120 })]).Renewal, 1_000),
    -0.12
  ],
  [
    'three tenths of a cent do not drift',
    attained([deal({ amount: 0.1 }), deal({ amount: 0.2 })]).New,
    0.3
  ],
  [
    'euros at the dated rate, before and on the day of the new one',
    [stated(1_000, 'EUR', 'USD', '2026-05-01'), stated(1_000, 'EUR', 'USD', '2026-05-02')],
    [2_000, 1_250]
  ],
  // 10 × 151.37 = 1,513.7 yen, and a yen has no part; the year after, no dated rate: today's 160.
  [
    'dollars in yen',
    [stated(10, 'USD', 'JPY', '2026-06-01'), stated(10, 'USD', 'JPY', '2027-06-01')],
    [1_514, 1_600]
  ],
  // 12.345 × 0.32 = 3.9504 dinars, three decimals.
  ['dollars in dinars', stated(12.345, 'USD', 'KWD', '2026-06-01'), 3.95],
  // 10,000 ÷ 160 = 62.5 dollars, × 0.32 = 20 dinars.
  ['yen in dinars', stated(10_000, 'JPY', 'KWD', '2027-06-01'), 20],
  ['a currency without a rate', stated(1, 'XTS', 'USD', '2026-06-01'), NaN],
  [
    'decimals: yen, dinar, dollar, and an org that says otherwise',
    [decimalsOf('JPY'), decimalsOf('BHD'), decimalsOf('USD'), decimalsOf('BHD', { BHD: 2 })],
    [0, 3, 2, 2]
  ],
  [
    'a fiscal year from February, its last day',
    fiscalPeriod('2026-01-31', 'Quarter', february),
    { start: '2025-11-01', end: '2026-01-31', year: 2026, number: 4 }
  ],
  [
    'a fiscal year from July that bears the name of its start',
    fiscalPeriod('2026-06-30', 'Year', { startMonth: 7, namedByStart: true }),
    { start: '2025-07-01', end: '2026-06-30', year: 2025, number: 1 }
  ],
  [
    'a leap day in a fiscal year from April',
    fiscalPeriod('2028-02-29', 'Month', { startMonth: 4, namedByStart: false }),
    { start: '2028-02-01', end: '2028-02-29', year: 2028, number: 11 }
  ],
  [
    'the calendar year',
    fiscalPeriod('2026-12-31', 'Quarter', { startMonth: 1, namedByStart: false }),
    { start: '2026-10-01', end: '2026-12-31', year: 2026, number: 4 }
  ],
  [
    'months of the quarter from February on',
    ['2026-01-31', '2026-02-01', '2026-12-31'].map((day) => monthOfQuarter(day, february)),
    [2, 0, 1]
  ],
  [
    '4-4-5: the period within the quarter',
    customPeriod('2026-01-28', [
      { start: '2025-12-28', end: '2026-03-28' },
      { start: '2025-12-28', end: '2026-01-24' },
      { start: '2026-01-25', end: '2026-02-21' }
    ]),
    { start: '2026-01-25', end: '2026-02-21' }
  ],
  [
    'a day in no custom period',
    customPeriod('2027-01-01', [{ start: '2025-12-28', end: '2026-03-28' }]),
    null
  ],
  // One year, all in December, beside one even year: (1 + 1/12) / 2 and (0 + 1/12) / 2.
  [
    'a season of December alone',
    [seasonOf([decemberAlone])[11], seasonOf([decemberAlone])[0]],
    [13 / 24, 1 / 24]
  ],
  [
    'a season without history is even',
    seasonOf([new Array<number>(12).fill(0)]).every((share) => share === 1 / 12),
    true
  ],
  [
    'a cent that four quarters cannot share',
    onParts(1_001, new Array<number>(12).fill(1 / 12), [
      { start: '2026-01-01', end: '2026-03-31' },
      { start: '2026-04-01', end: '2026-06-30' },
      { start: '2026-07-01', end: '2026-09-30' },
      { start: '2026-10-01', end: '2026-12-31' }
    ]),
    [251, 250, 250, 250]
  ],
  // 30 of 90 days not there, 30 at a half, 30 in full: (0 + 15 + 30) / 90.
  ['a ramp that begins on 31 January', rampOver(quarter, '2026-01-31', [0.5]), 0.5],
  ['somebody who was always there', rampOver(quarter, null, [0.5]), 1],
  ['somebody who comes after the period', rampOver(quarter, '2026-04-01', [0.5]), 0],
  // Due after January and February (59 of 90 days): 1/6 + 2/6 = a half.
  ['a season within the quarter', shareDue(quarter, '2026-03-01', dueMap(quarter, [1, 2, 3])), 0.5],
  // 30,000 of 100,000 where a half is due: pace 0.6.
  [
    'pace by the season',
    pace(30_000, 100_000, shareDue(quarter, '2026-03-01', dueMap(quarter, [1, 2, 3]))),
    0.6
  ],
  [
    'no quota, no pace; a quota of 0, no attainment',
    [pace(10, null, 0.5), attainment(10, 0)],
    [null, null]
  ],
  ['a remainder goes to the first key', sharedOut(10, [1, 1, 1], ['c', 'a', 'b']), [3, 4, 3]],
  // 120 ÷ 400 asked of it, 1,000 ÷ 5,000 of the company: 0.3 ÷ 0.2.
  [
    'a load ratio',
    [
      loadRatio(120, 400, { quota: 1_000, potential: 5_000 }),
      loadRatio(120, null, { quota: 1_000, potential: 5_000 })
    ],
    [expect.closeTo(1.5, 12), null]
  ],
  // 100,000 ÷ 5,000 = 20 wins, ÷ 0.25 = 80 deals, × 6 = 480 hours; 13 weeks of 30 are 390.
  [
    'is it possible in the hours',
    hoursFor(100_000, 5_000, 0.25, 6, 30, 13),
    { wins: 20, deals: 80, hoursNeeded: 480, hoursAvailable: 390, load: 480 / 390, possible: false }
  ],
  ['hours of which the win rate is not known', hoursFor(100_000, 5_000, null, 6, 30, 13), null]
];

describe('worked by hand', () => {
  it.each(examples)('%s', (_name, got, worked) => {
    expect(got).toEqual(worked);
  });
});
