import { describe, expect, it } from '@jest/globals';
import {
  activitiesPerWin,
  goalOfPeriod,
  goalText
} from '../../../src/domain/quota/goals/activity-goal.ts';
import {
  against,
  meanInterval,
  shareInterval,
  studentQuantile
} from '../../../src/domain/quota/metrics/intervals.ts';
import { sellingMetrics } from '../../../src/domain/quota/metrics/selling.ts';

describe('intervals', () => {
  it('of a share are Wilson’s, as published for 0 of 20 and 81 of 263', () => {
    // Newcombe (1998), table I: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611.
    expect(shareInterval(81, 263)).toMatchObject({
      low: expect.closeTo(0.2553, 4),
      high: expect.closeTo(0.3662, 4)
    });
    expect(shareInterval(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(shareInterval(0, 0)).toBeNull();
  });

  it.each([
    [1, 12.7062],
    [2, 4.3027],
    [3, 3.1824],
    [5, 2.5706],
    [10, 2.2281],
    [30, 2.0423],
    [120, 1.9799]
  ])('of a mean use the table of Student: %d degrees of freedom, %f', (freedom, published) => {
    expect(Math.abs(studentQuantile(freedom) - published)).toBeLessThan(0.01);
  });

  it('of a mean, worked by hand: 2, 4, 6 have a standard error of 2 / √3', () => {
    const interval = meanInterval([2, 4, 6]);
    expect(interval).toMatchObject({ value: 4, count: 3 });
    expect(interval?.low).toBeCloseTo(4 - (4.3027 * 2) / Math.sqrt(3), 3);
    expect(meanInterval([2])).toBeNull();
  });

  it('let ten deals prove nothing, and a hundred something', () => {
    expect(against(shareInterval(5, 10), 0.3)).toBe('Not proven');
    expect(against(shareInterval(50, 100), 0.3)).toBe('Above');
    expect(against(shareInterval(10, 100), 0.3)).toBe('Below');
    expect(against(null, 0.3)).toBeNull();
  });
});

describe('metrics of selling', () => {
  const deal = (created: number, closed: number, won: boolean, amount = 100) => ({
    created,
    closed,
    won,
    amount
  });

  it('worked by hand', () => {
    // Four of five closed ones won, after 10, 20, 30 and 40 days; two open of 300 in all.
    const deals = [
      deal(0, 10, true, 100),
      deal(0, 20, true, 200),
      deal(50, 80, true, 300),
      deal(50, 90, true, 400),
      deal(0, 50, false),
      deal(60, NaN, false, 100),
      deal(60, 200, true, 200)
    ];
    const metrics = sellingMetrics(deals, 1, 100, 600);
    expect(metrics.winRate?.value).toBe(0.8);
    expect(metrics.dealSize?.value).toBe(250);
    expect(metrics.cycleDays?.value).toBe(25);
    // 15 days, then 35: variances of the means 25 and 25, four deals, two degrees of freedom.
    expect(metrics.cycleTrend?.value).toBe(20);
    expect(metrics.cycleTrend?.high).toBeCloseTo(20 + 4.3027 * Math.sqrt(50), 2);
    // 2 × 0.8 × 250 ÷ 25.
    expect(metrics.velocity?.value).toBeCloseTo(16, 10);
    // Half intervals over values: (0.964 − 0.376) / 2 ÷ 0.8, 205.4 ÷ 250, 20.54 ÷ 25, as one.
    expect(Math.log((metrics.velocity?.high ?? NaN) / 16)).toBeCloseTo(
      Math.hypot((0.9638 - 0.3755) / 2 / 0.8, 205.43 / 250, 20.543 / 25),
      2
    );
    expect(metrics.pipelineCoverage).toBe(0.5);
  });

  it('of nobody are not known, not nothing', () => {
    expect(sellingMetrics([], 1, 100, null)).toEqual({
      winRate: null,
      dealSize: null,
      cycleDays: null,
      cycleTrend: null,
      velocity: null,
      pipelineCoverage: null
    });
  });
});

describe('activity goals', () => {
  it('take a person’s own ratio, shrunk to the team’s by five wins', () => {
    // 40 meetings for 10 wins, the team 6 a win: (40 + 30) / 15.
    expect(activitiesPerWin({ done: 40, wins: 10 }, { done: 600, wins: 100 })).toBeCloseTo(
      70 / 15,
      12
    );
    expect(activitiesPerWin({ done: 0, wins: 0 }, { done: 600, wins: 100 })).toBe(6);
    expect(activitiesPerWin({ done: 40, wins: 10 }, { done: 600, wins: 0 })).toBeNull();
  });

  it('say how many more this week', () => {
    // 60,000 left ÷ 10,000 = 6 wins × 5 = 30 meetings over 3 weeks = 10, 6 are done.
    const goal = goalOfPeriod('Meetings', null, 60_000, 10_000, 5, 3, 6);
    expect(goal).toEqual({ activity: 'Meetings', target: 10, actual: 6, more: 4, source: 'Ratio' });
    expect(goal === null ? '' : goalText(goal)).toBe('4 more meetings this week');
  });

  it('set by hand stand; without a deal size there is none', () => {
    expect(
      goalOfPeriod('Calls', { target: 20, source: 'Manual' }, 60_000, null, null, 3, 25)
    ).toMatchObject({
      target: 20,
      more: 0
    });
    expect(goalOfPeriod('Calls', null, 60_000, null, 5, 3, 25)).toBeNull();
    expect(goalOfPeriod('Calls', null, -5, 10_000, 5, 3, 0)).toMatchObject({ target: 0 });
  });
});
