import { describe, expect, it } from '@jest/globals';
import { parsePiecewise } from '../../../src/domain/core/piecewise.ts';
import { attainment, pace, shareDue } from '../../../src/domain/quota/pace.ts';
import { periodFor } from '../../../src/domain/quota/period.ts';

const quarter = { start: '2026-10-01', end: '2026-12-31' };

describe('the share due by the end of yesterday', () => {
  // The fourth quarter has 92 days.
  it.each([
    ['2026-09-20', 0],
    ['2026-10-01', 0],
    ['2026-10-02', 1 / 92],
    ['2026-11-16', 46 / 92],
    ['2026-12-31', 91 / 92],
    ['2027-02-01', 1]
  ])('on %s is %f', (today, due) => {
    expect(shareDue(quarter, today, null)).toBeCloseTo(due, 12);
  });

  it('follows the season where there is one: half the period, a quarter of the quota', () => {
    expect(shareDue(quarter, '2026-11-16', parsePiecewise('0:0;0.5:0.25;1:1'))).toBeCloseTo(
      0.25,
      12
    );
  });
});

describe('pace and attainment', () => {
  it.each([
    [50, 100, 0.5, 1, 0.5],
    [150, 100, 0.5, 3, 1.5],
    [0, 100, 0.5, 0, 0],
    [10, 100, 0.049, null, 0.1],
    [10, 0, 0.5, null, null],
    [10, null, 0.5, null, null]
  ])(
    '%d of %d with %d due: pace %d, attainment %d',
    (attained, quota, due, expectedPace, expectedAttainment) => {
      expect([pace(attained, quota, due), attainment(attained, quota)]).toEqual([
        expectedPace,
        expectedAttainment
      ]);
    }
  );
});

describe('the period', () => {
  it.each([
    [[], '2026-11-25', { start: '2026-10-01', end: '2026-12-31' }],
    [[], '2028-02-29', { start: '2028-01-01', end: '2028-03-31' }],
    [
      [{ periodStart: '2026-11-01', periodEnd: '2026-11-30' }],
      '2026-11-30',
      { start: '2026-11-01', end: '2026-11-30' }
    ],
    [
      [{ periodStart: '2026-11-01', periodEnd: '2026-11-30' }],
      '2026-12-01',
      { start: '2026-10-01', end: '2026-12-31' }
    ]
  ])('of %j on %s', (quotas, today, period) => {
    expect(periodFor(quotas, today)).toEqual(period);
  });

  it('is the fiscal quarter where the org tells it and no quota says otherwise', () => {
    // A fiscal year from February on: its fourth quarter.
    const fiscal = [
      { start: '2026-08-01', end: '2026-10-31' },
      { start: '2026-11-01', end: '2027-01-31' }
    ];
    expect(periodFor([], '2026-12-31', fiscal)).toEqual(fiscal[1]);
    expect(periodFor([], '2027-02-01', fiscal)).toEqual({ start: '2027-01-01', end: '2027-03-31' });
    const quota = { periodStart: '2026-12-01', periodEnd: '2026-12-31' };
    expect(periodFor([quota], '2026-12-31', fiscal)).toEqual({
      start: '2026-12-01',
      end: '2026-12-31'
    });
  });
});
