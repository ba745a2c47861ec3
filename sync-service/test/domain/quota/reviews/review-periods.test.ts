import { describe, expect, it } from '@jest/globals';
import type { Quota } from '../../../../src/domain/core/snapshot.ts';
import {
  quotaOfPeriod,
  quotaPeriodAtEnd
} from '../../../../src/domain/quota/reviews/period-quota.ts';
import { dueReviews, reviewKey } from '../../../../src/domain/quota/reviews/due-reviews.ts';
import { closedPeriods } from '../../../../src/domain/quota/reviews/review-periods.ts';
import { goalPeriod, periodsAsked } from '../../../../src/domain/quota/reviews/review-question.ts';
import { buildTree } from '../../../../src/domain/territory/tree.ts';
import { owner, territory } from '../../org-builder.ts';

const calendar = { months: [], quarters: [] };

describe('the periods that closed last', () => {
  it.each([
    ['the turn of a month', '2026-09-01', '2026-08-01..2026-08-31', '2026-04-01..2026-06-30'],
    [
      'its last day, which is not over',
      '2026-09-30',
      '2026-08-01..2026-08-31',
      '2026-04-01..2026-06-30'
    ],
    ['the turn of a quarter', '2026-10-01', '2026-09-01..2026-09-30', '2026-07-01..2026-09-30'],
    ['a night after missed ones', '2026-10-05', '2026-09-01..2026-09-30', '2026-07-01..2026-09-30'],
    ['the turn of a year', '2027-01-01', '2026-12-01..2026-12-31', '2026-10-01..2026-12-31'],
    ['the end of a leap February', '2028-03-01', '2028-02-01..2028-02-29', '2027-10-01..2027-12-31']
  ])('by the calendar on %s', (_, today, month, quarter) => {
    expect(
      closedPeriods(today, calendar).map(({ kind, start, end }) => [kind, `${start}..${end}`])
    ).toEqual([
      ['Month', month],
      ['Quarter', quarter]
    ]);
  });

  it('by a fiscal year from February: its first quarter closes with April', () => {
    const quarters = [
      { start: '2025-11-01', end: '2026-01-31' },
      { start: '2026-02-01', end: '2026-04-30' },
      { start: '2026-05-01', end: '2026-07-31' }
    ];
    const [month, quarter] = closedPeriods('2026-05-01', { months: [], quarters });
    expect(month).toEqual({ kind: 'Month', start: '2026-04-01', end: '2026-04-30' });
    expect(quarter).toEqual({ kind: 'Quarter', start: '2026-02-01', end: '2026-04-30' });
  });

  it('by custom periods of four, four and five weeks', () => {
    const months = [
      { start: '2026-01-25', end: '2026-02-21' },
      { start: '2026-02-22', end: '2026-03-28' },
      { start: '2025-12-28', end: '2026-01-24' },
      { start: '2026-03-29', end: '2026-04-25' }
    ];
    const quarters = [
      { start: '2025-12-28', end: '2026-03-28' },
      { start: '2026-03-29', end: '2026-06-27' }
    ];
    expect(closedPeriods('2026-03-28', { months, quarters })).toEqual([
      { kind: 'Month', start: '2026-01-25', end: '2026-02-21' }
    ]);
    expect(closedPeriods('2026-03-29', { months, quarters })).toEqual([
      { kind: 'Month', start: '2026-02-22', end: '2026-03-28' },
      { kind: 'Quarter', start: '2025-12-28', end: '2026-03-28' }
    ]);
  });
});

describe('a period is due', () => {
  const { tree } = buildTree([territory('north'), territory('w', { parentId: 'north' })]);
  const period = { kind: 'Month' as const, start: '2026-09-01', end: '2026-09-30' };
  const both = (['Results', 'Selling'] as const).map((part) => reviewKey('w', period, part));
  const due = (held: readonly string[], members = [owner('w', 40)]): number =>
    dueReviews([period], tree, members, new Set(held)).length;

  it('until every part of every leaf is there, also where a run was killed between two', () => {
    expect(due([])).toBe(1);
    expect(due(both.slice(0, 1))).toBe(1);
    expect(due(both)).toBe(0);
  });

  it('not for how somebody sold where nobody answered for the leaf on its last day', () => {
    expect(due(both.slice(0, 1), [owner('w', 40, { start: '2026-10-01' })])).toBe(0);
  });
});

const row = (
  periodStart: string,
  periodEnd: string,
  amount: number | null,
  tier: Quota['tier'] = 'New'
): Quota => ({
  id: `${periodStart}${tier}`,
  key: null,
  territoryId: 'w',
  tier,
  periodStart,
  periodEnd,
  amount
});
const july = row('2026-07-01', '2026-07-31', 10);
const august = row('2026-08-01', '2026-08-31', 20);
const september = row('2026-09-01', '2026-09-30', 30);
const third = { start: '2026-07-01', end: '2026-09-30' };

describe('the quota of a period', () => {
  it('is that of its own rows, over all tiers', () => {
    const own = [row(third.start, third.end, 100), row(third.start, third.end, 5, 'Renewal')];
    expect(quotaOfPeriod([...own, july, august, september], third)).toBe(105);
  });

  it('adds up months that leave no day out', () => {
    expect(quotaOfPeriod([september, july, august], third)).toBe(60);
    expect(
      quotaOfPeriod([july, { ...july, id: 'beside', amount: 1 }, august, september], third)
    ).toBe(61);
  });

  it.each([
    ['a month has none', [july, september]],
    ['a month has no amount', [july, { ...august, amount: null }, september]],
    [
      'one tier has all months and another has not',
      [july, august, september, { ...july, tier: 'Renewal' as const }]
    ],
    ['it is part of a longer one', [row('2026-01-01', '2026-12-31', 400)]],
    ['there is no row', []]
  ])('is not known where %s', (_, rows) => {
    expect(quotaOfPeriod(rows, third)).toBeNull();
  });

  it('is paced by the quota period that held its last day', () => {
    const year = row('2026-01-01', '2026-12-31', 400);
    expect(quotaPeriodAtEnd([year, september], third)).toEqual({
      start: '2026-09-01',
      end: '2026-09-30'
    });
    expect(quotaPeriodAtEnd([year], third)).toEqual({ start: '2026-01-01', end: '2026-12-31' });
    expect(quotaPeriodAtEnd([july], third)).toBeNull();
  });
});

describe('the days of a goal', () => {
  const goal = { reviewed: '2026-09-30', due: '2026-10-31' };

  it('begin after the reviewed period and end with yesterday, or the due date', () => {
    expect(goalPeriod(goal, '2026-10-01')).toBeNull();
    expect(goalPeriod(goal, '2026-10-02')).toEqual({ start: '2026-10-01', end: '2026-10-01' });
    expect(goalPeriod(goal, '2026-11-01')).toEqual({ start: '2026-10-01', end: '2026-10-31' });
    expect(goalPeriod(goal, '2027-03-01')).toEqual({ start: '2026-10-01', end: '2026-10-31' });
  });

  it('are measured once, however many goals and reviews share them', () => {
    const october = { kind: 'Month' as const, start: '2026-10-01', end: '2026-10-31' };
    expect(periodsAsked([october], [goal, goal], [], '2026-11-01')).toEqual([
      { start: '2026-10-01', end: '2026-10-31' }
    ]);
  });
});
