import { describe, expect, it } from '@jest/globals';
import { dayNumber } from '../../../../src/domain/core/days.ts';
import { seededRandom } from '../../../../src/domain/assignment/dense/seeded-random.ts';
import { forecastPeriod } from '../../../../src/domain/quota/forecast/forecast.ts';
import {
  areaUnderCurve,
  brierScore,
  coverage80
} from '../../../../src/domain/quota/forecast/score.ts';
import {
  figuresOfTotals,
  sharedShocks,
  simulatedTotals
} from '../../../../src/domain/quota/forecast/simulate.ts';
import type { DealRow } from './deal-table.ts';
import { dealTable } from './deal-table.ts';

const fiscal = { startMonth: 1, namedByStart: true };
const first = dayNumber('2026-01-01');
const origin = dayNumber('2026-08-10');
const levels = { stages: 2, sources: 2, units: 3 };
const setting = {
  origin,
  start: dayNumber('2026-07-01'),
  end: dayNumber('2026-09-30'),
  fiscal,
  seed: 7,
  draws: 150,
  quotas: Float64Array.of(1_000, NaN, 50_000),
  groupsOf: (unit: number) => (unit < 2 ? [0] : []),
  groupQuotas: Float64Array.of(3_000)
};

/** Three hundred deals of a year, some of which lie after the origin. */
const rows: DealRow[] = (() => {
  const random = seededRandom(11);
  return Array.from({ length: 300 }, (_, at): DealRow => {
    const created = first + Math.floor(random() * 330);
    const closes = random() < 0.8;
    return {
      unit: at % 3,
      amount: 50 + Math.floor(random() * 900),
      created,
      ...(closes ? { closed: created + Math.floor(random() * 80), won: random() < 0.5 } : {}),
      source: at % 2,
      planned: created + 45,
      stages: [
        [created, 0],
        [created + 20, 1]
      ]
    };
  });
})();

describe('a forecast', () => {
  it('knows nothing of what came after its origin', () => {
    const cut = rows
      .filter(({ created }) => created < origin)
      .map((row): DealRow => {
        // What begins in the origin's morning happened the day before.
        const stages = (row.stages ?? []).filter(([day]) => day <= origin);
        const { closed, won, ...open } = row;
        return closed !== undefined && closed < origin
          ? { ...row, stages }
          : { ...open, stages, ...(won === undefined ? {} : {}) };
      });
    const whole = forecastPeriod(dealTable(rows), levels, setting);
    const known = forecastPeriod(dealTable(cut), levels, setting);
    expect(known.units).toEqual(whole.units);
    expect(known.groups).toEqual(whole.groups);
  });

  it('is the same to the last bit for the same seed, and another for another', () => {
    const deals = dealTable(rows);
    const once = forecastPeriod(deals, levels, setting);
    expect(forecastPeriod(deals, levels, setting).units).toEqual(once.units);
    expect(forecastPeriod(deals, levels, { ...setting, seed: 8 }).units).not.toEqual(once.units);
  });

  it('does not hang on the order in which an org gives its rows', () => {
    const inOrder = forecastPeriod(dealTable(rows), levels, setting);
    const reversed = forecastPeriod(dealTable([...rows].reverse()), levels, setting);
    for (const quantile of ['p10', 'p50', 'p90', 'reach'] as const)
      expect(reversed.units.map((unit) => unit?.[quantile])).toEqual(
        inOrder.units.map((unit) => unit?.[quantile])
      );
  });

  it('begins with what is attained, and tells the chance of a quota only where there is one', () => {
    const { units } = forecastPeriod(dealTable(rows), levels, setting);
    const attained = rows.reduce(
      (sum, { unit, closed, won, amount }) =>
        unit === 0 &&
        won === true &&
        closed !== undefined &&
        closed >= setting.start &&
        closed < origin
          ? sum + (amount ?? 0)
          : sum,
      0
    );
    expect(units[0]?.attained).toBe(attained);
    expect(units[0]?.p10).toBeGreaterThanOrEqual(attained);
    expect(units.map((unit) => unit?.reach)).toEqual([1, null, 0]);
  });

  it('of nothing at all is nothing, not an error', () => {
    const { units } = forecastPeriod(dealTable([]), levels, setting);
    expect(units[0]).toMatchObject({ p10: 0, p50: 0, p90: 0, reach: 0 });
  });

  it('adds a group from the draws of its units, not from their quantiles', () => {
    const { units, groups } = forecastPeriod(dealTable(rows), levels, setting);
    const sumOf = (quantile: 'p10' | 'p90') =>
      (units[0]?.[quantile] ?? 0) + (units[1]?.[quantile] ?? 0);
    expect(groups[0]?.p10).toBeGreaterThan(sumOf('p10'));
    expect(groups[0]?.p90).toBeLessThan(sumOf('p90'));
    expect(groups[0]?.mean).toBeCloseTo((units[0]?.mean ?? 0) + (units[1]?.mean ?? 0), 6);
  });
});

describe('simulated totals', () => {
  const open = {
    attained: 1_000,
    chances: new Float64Array(100).fill(0.5),
    amounts: new Float64Array(100).fill(10),
    newWins: 0,
    winAmounts: new Float64Array(0)
  };
  const totalsWith = (company: number) => {
    const random = seededRandom(3);
    return figuresOfTotals(
      simulatedTotals(open, sharedShocks(1_500, company, 0, random), 0, random),
      NaN
    );
  };

  it('of independent deals are binomial: 1,500 with a standard deviation of 50', () => {
    const { mean, p10, p50, p90 } = totalsWith(0);
    expect(mean).toBeGreaterThan(1_497);
    expect(mean).toBeLessThan(1_503);
    // Most of many deals are drawn as one sum, which comes in no steps: half a step of ten.
    expect(Math.abs(p50 - 1_500)).toBeLessThan(5);
    // 1.28 standard deviations of 50, in steps of 10.
    expect(p10).toBeGreaterThanOrEqual(1_430);
    expect(p10).toBeLessThanOrEqual(1_440);
    expect(p90).toBeGreaterThanOrEqual(1_560);
    expect(p90).toBeLessThanOrEqual(1_570);
  });

  it('spread wider where deals share a shock', () => {
    const { p10, p90 } = totalsWith(0.5);
    expect(p90 - p10).toBeGreaterThan(2 * 120);
  });

  it('take new wins by Poisson: mean and variance of 20 wins of 10', () => {
    const random = seededRandom(5);
    const totals = simulatedTotals(
      {
        ...open,
        attained: 0,
        chances: new Float64Array(0),
        newWins: 20,
        winAmounts: Float64Array.of(10)
      },
      sharedShocks(4_000, 0, 0, random),
      0,
      random
    );
    const mean = totals.reduce((sum, total) => sum + total, 0) / totals.length;
    const variance = totals.reduce((sum, total) => sum + (total - mean) ** 2, 0) / totals.length;
    expect(mean / 10).toBeCloseTo(20, 0);
    expect(variance / 100).toBeGreaterThan(18.5);
    expect(variance / 100).toBeLessThan(21.5);
  });
});

describe('scores', () => {
  it('area under the curve: pairs in order, a tie counts half', () => {
    // Won 0.9 and 0.5 against lost 0.5 and 0.1: 1 + 1 + 0.5 + 1 of four pairs.
    expect(areaUnderCurve([0.9, 0.5, 0.5, 0.1], [true, true, false, false])).toBe(3.5 / 4);
  });

  it('Brier and coverage, ends included', () => {
    expect(brierScore([1, 0.5], [true, false])).toBe(0.125);
    const band = { p10: 1, p50: 2, p90: 3 };
    expect(coverage80([1, 3, 4, 0].map((actual) => ({ ...band, actual })))).toBe(0.5);
  });
});
