import { describe, expect, it } from '@jest/globals';
import { dayNumber, dayText } from '../../../src/domain/core/days.ts';
import {
  addAsset,
  addCase,
  addContact,
  addContract,
  addOpportunity,
  addTouch,
  createFigures,
  figureCalendar
} from '../../../src/domain/core/figures.ts';

const period = { start: '2026-04-01', end: '2026-06-30' };
const calendar = figureCalendar('2026-05-16', period);
const day = (text: string): number => dayNumber(text);

describe('the calendar of the figures', () => {
  it.each([
    ['2026-05-16', '2025-05-16', '2024-05-16', '2025-11-17'],
    // No 29th of February the year before.
    ['2028-02-29', '2027-02-28', '2026-02-28', '2027-09-02'],
    ['2026-12-31', '2025-12-31', '2024-12-31', '2026-07-04'],
    ['2026-01-31', '2025-01-31', '2024-01-31', '2025-08-04']
  ])('of %s', (today, yearAgo, twoYearsAgo, halfYearAgo) => {
    const found = figureCalendar(today, period);
    expect([found.yearAgo, found.twoYearsAgo, found.halfYearAgo].map(dayText)).toEqual([
      yearAgo,
      twoYearsAgo,
      halfYearAgo
    ]);
  });
});

describe('opportunities', () => {
  type Sums = Partial<Record<keyof ReturnType<typeof createFigures>, number>>;
  const sumsOf = (
    amount: number,
    state: 'open' | 'won' | 'lost',
    close: string,
    type: string | null = null
  ): Sums => {
    const figures = createFigures(1);
    addOpportunity(
      figures,
      0,
      calendar,
      amount,
      state !== 'open',
      state === 'won',
      day(close),
      type
    );
    return Object.fromEntries(
      Object.entries(figures)
        .map(([name, column]): [string, number] => [name, column[0] ?? NaN])
        .filter(([, value]) => !Number.isNaN(value) && value !== 0)
    );
  };

  it.each<[string, Sums, Sums]>([
    [
      'open, closes in the period',
      sumsOf(100, 'open', '2026-06-30'),
      { openPipeline: 100, openPipelinePeriod: 100 }
    ],
    ['open, closes after it', sumsOf(100, 'open', '2026-07-01'), { openPipeline: 100 }],
    ['open, overdue', sumsOf(100, 'open', '2026-03-31'), { openPipeline: 100 }],
    ['lost', sumsOf(100, 'lost', '2026-05-01'), {}],
    [
      'won today',
      sumsOf(100, 'won', '2026-05-16', 'New Business'),
      { won12: 100, wonPeriodNew: 100 }
    ],
    [
      'won on the first day',
      sumsOf(100, 'won', '2026-04-01', 'Renewal'),
      { won12: 100, wonPeriodRenewal: 100 }
    ],
    ['won the day before it', sumsOf(100, 'won', '2026-03-31', 'Renewal'), { won12: 100 }],
    [
      'won, of another word',
      sumsOf(100, 'won', '2026-05-01', 'Existing Business'),
      { won12: 100, wonPeriodUpsell: 100 }
    ],
    ['won, of no word', sumsOf(100, 'won', '2026-05-01'), { won12: 100, wonPeriodUpsell: 100 }],
    ['won, dated ahead', sumsOf(100, 'won', '2026-05-17', 'Renewal'), {}],
    ['won a day short of a year ago', sumsOf(100, 'won', '2025-05-17'), { won12: 100 }],
    ['won a year ago', sumsOf(100, 'won', '2025-05-16'), { wonPrior12: 100 }],
    ['won a day short of two years ago', sumsOf(100, 'won', '2024-05-17'), { wonPrior12: 100 }],
    ['won two years ago', sumsOf(100, 'won', '2024-05-16'), {}],
    ['of nothing', sumsOf(0, 'open', '2026-06-01'), {}],
    ['below 0', sumsOf(-5, 'won', '2026-05-01'), { dealsBelowZero: 1 }],
    ['of no amount', sumsOf(NaN, 'won', '2026-05-01'), {}]
  ])('%s', (_, sums, expected) => {
    expect(sums).toEqual(expected);
  });

  it('add up, each account by itself', () => {
    const figures = createFigures(2);
    for (const [index, amount] of [
      [0, 10],
      [1, 7],
      [0, 5]
    ] as const)
      addOpportunity(figures, index, calendar, amount, false, false, day('2026-06-01'), null);
    expect([...figures.openPipeline]).toEqual([15, 7]);
  });
});

describe('touches, cases, contacts and contracts', () => {
  it('the last touch is the latest day that is not ahead', () => {
    const figures = createFigures(1);
    expect(figures.lastTouchDay[0]).toBeNaN();
    for (const text of ['2026-05-01', '2026-04-01', '2026-05-17'])
      addTouch(figures, 0, calendar, day(text));
    expect(dayText(figures.lastTouchDay[0] ?? NaN)).toBe('2026-05-01');
    addTouch(figures, 0, calendar, day('2026-05-16'));
    expect(dayText(figures.lastTouchDay[0] ?? NaN)).toBe('2026-05-16');
  });

  it('an escalated case is an open one too; an active contact is a contact too', () => {
    const figures = createFigures(1);
    addCase(figures, 0, false);
    addCase(figures, 0, true);
    addContact(figures, 0, true);
    addContact(figures, 0, false);
    addContact(figures, 0, false);
    expect([figures.openCases[0], figures.escalatedCases[0]]).toEqual([2, 1]);
    expect([figures.contacts[0], figures.contactsActive[0]]).toEqual([3, 1]);
  });

  it('the renewal is the nearest end from today on', () => {
    const figures = createFigures(1);
    for (const text of ['2026-05-15', '2027-01-01', '2026-05-16', '2026-08-01'])
      addContract(figures, 0, calendar, day(text));
    expect(dayText(figures.renewalDay[0] ?? NaN)).toBe('2026-05-16');
  });
});

describe('subscriptions', () => {
  // A year ago is 16 May 2025.
  it.each<[string, string, string | null, number, number]>([
    ['runs since before', '2024-01-01', null, 100, 100],
    ['began within the year', '2025-05-17', null, 0, 100],
    ['began a year ago', '2025-05-16', null, 100, 100],
    ['ended within the year', '2024-01-01', '2026-01-01', 100, 0],
    ['ends today', '2024-01-01', '2026-05-16', 100, 0],
    ['ends tomorrow', '2024-01-01', '2026-05-17', 100, 100],
    ['ended a year ago', '2024-01-01', '2025-05-16', 0, 0],
    ['begins tomorrow', '2026-05-17', null, 0, 0]
  ])('%s', (_, install, end, start, now) => {
    const figures = createFigures(1);
    addAsset(figures, 0, calendar, 100, day(install), dayNumber(end));
    expect([figures.recurringStart[0], figures.recurringNow[0]]).toEqual([start, now]);
  });

  it('of nothing, or below it, count nothing', () => {
    const figures = createFigures(1);
    for (const yearly of [0, -5, NaN])
      addAsset(figures, 0, calendar, yearly, day('2024-01-01'), NaN);
    expect([figures.recurringStart[0], figures.recurringNow[0]]).toEqual([0, 0]);
  });
});
