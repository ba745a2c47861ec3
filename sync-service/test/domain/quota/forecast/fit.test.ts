import { describe, expect, it } from '@jest/globals';
import { dayNumber } from '../../../../src/domain/core/days.ts';
import { monthCalendar } from '../../../../src/domain/quota/forecast/calendar.ts';
import { fitRates } from '../../../../src/domain/quota/forecast/credibility.ts';
import { dueLevel, nextDueChange } from '../../../../src/domain/quota/forecast/deals.ts';
import { fitDeals } from '../../../../src/domain/quota/forecast/fit.ts';
import { learnUnits, spreadOver } from '../../../../src/domain/quota/forecast/shocks.ts';
import { wonByEnd } from '../../../../src/domain/quota/forecast/win-by-end.ts';
import { dealTable } from './deal-table.ts';

const fiscal = { startMonth: 1, namedByStart: true };
const first = dayNumber('2026-01-01');
const calendar = monthCalendar(first, first + 400, fiscal);

describe('rates shrunk to the whole', () => {
  const cells = (events: readonly number[], exposure: readonly number[]) => ({
    exposure: Float64Array.from(exposure),
    events: Float64Array.from(events),
    levels: [Int32Array.from(events, (_, at) => at)],
    sizes: [events.length]
  });

  it('follow much data', () => {
    // 3,000 of 10,000 and 1,000 of 10,000 days: base 0.2, effects near 1.5 and 0.5.
    const rates = fitRates(cells([3_000, 1_000], [10_000, 10_000]));
    expect(rates.base * (rates.effects[0]?.[0] ?? 0)).toBeCloseTo(0.3, 3);
    expect(rates.base * (rates.effects[0]?.[1] ?? 0)).toBeCloseTo(0.1, 3);
  });

  it('by moments, worked by hand: (O + k) / (E + k)', () => {
    // Base 40 / 200: E = 20 each. Variance ((30−20)² − 20 + (10−20)² − 20) / (400 + 400) = 0.2, k = 5.
    const [effects] = fitRates(cells([30, 10], [100, 100])).effects;
    expect(effects?.[0]).toBeCloseTo(35 / 25, 6);
    expect(effects?.[1]).toBeCloseTo(15 / 25, 6);
  });

  it('stay with the whole where levels differ by no more than chance', () => {
    // 22 and 18 of E = 20: less than chance, so that the effect is all but gone.
    const [effects] = fitRates(cells([22, 18], [100, 100])).effects;
    expect(effects?.[0]).toBeCloseTo(1, 2);
  });

  it('give a level that nobody was in the whole', () => {
    expect(fitRates(cells([30, 10, 0], [100, 100, 0])).effects[0]?.[2]).toBe(1);
  });
});

describe('deals that are still open', () => {
  it('are counted as days at risk, not left out', () => {
    // Two won on their tenth day, two open for ten days: 2 wins in 40 days, not 2 in 20.
    const deals = dealTable([
      { created: first, closed: first + 9, won: true },
      { created: first, closed: first + 9, won: true },
      { created: first },
      { created: first, closed: first + 30, won: true }
    ]);
    const model = fitDeals(deals, { stages: 1, sources: 1, units: 1 }, calendar, first + 10);
    expect(model.learnedFrom).toEqual({ wins: 2, losses: 0, daysAtRisk: 40 });
  });

  it('are at risk at the stage of the day, and moves are counted a day at the stage', () => {
    // Ten days at stage 0, then five at stage 1, on the last of which it is won.
    const deals = dealTable([
      {
        created: first,
        closed: first + 14,
        won: true,
        stages: [
          [first, 0],
          [first + 10, 1]
        ]
      }
    ]);
    const model = fitDeals(deals, { stages: 2, sources: 1, units: 1 }, calendar, first + 20);
    expect(model.learnedFrom.daysAtRisk).toBe(15);
    expect(model.moves.map((row) => [...row])).toEqual([
      [0, 0.1],
      [0, 0]
    ]);
  });
});

describe('levels of the planned close', () => {
  it.each([
    [NaN, 0, 0, Infinity],
    [100, 101, 1, Infinity],
    [100, 100, 2, 101],
    [100, 70, 2, 101],
    [100, 69, 3, 70],
    [100, 9, 4, 10]
  ])('planned for %d, seen on %d: level %d until %d', (planned, day, level, next) => {
    expect([dueLevel(planned, day), nextDueChange(planned, day)]).toEqual([level, next]);
  });
});

describe('the chance to be won by the end', () => {
  const whole = (win: number, loss: number, onward: number, effects: readonly number[]) => {
    const deals = dealTable([{ created: first }]);
    const model = fitDeals(deals, { stages: 2, sources: 1, units: 1 }, calendar, first + 1);
    const ones = model.plan.sizes.map((size) => new Float64Array(size).fill(1));
    const rates = (base: number, byStage: readonly number[]) => ({
      base,
      effects: [Float64Array.from(byStage), ...ones.slice(1)],
      strength: []
    });
    return {
      ...model,
      win: rates(win, effects),
      loss: rates(loss, [1, 1]),
      moves: [Float64Array.of(0, onward), Float64Array.of(0, 0)]
    };
  };
  const path = { created: first, planned: NaN, pushed: 0, source: 0, band: 1 };

  it('with two steady rates is the closed form of competing risks', () => {
    const [chance] = wonByEnd(whole(0.02, 0.03, 0, [1, 1]), calendar, path, first + 5, first + 64);
    expect(chance).toBeCloseTo((0.02 / 0.05) * (1 - Math.exp(-0.05 * 60)), 10);
  });

  it('over two stages is the sum of all paths of three days', () => {
    // Only stage 1 wins, 1 − e^−0.5 a day; half move on each day. Won on day 2 after moving on day 1,
    // on day 3 after moving on day 1 (and not winning on day 2), or on day 2.
    const daily = 1 - Math.exp(-0.5);
    const worked = 0.5 * daily + 0.5 * (1 - daily) * daily + 0.5 * 0.5 * daily;
    const [chance] = wonByEnd(whole(0.5, 0, 0.5, [0, 1]), calendar, path, first, first + 2);
    expect(chance).toBeCloseTo(worked, 10);
  });

  it('is nothing when no day is left', () => {
    const [chance] = wonByEnd(whole(0.5, 0, 0.5, [1, 1]), calendar, path, first + 1, first);
    expect(chance).toBe(0);
  });
});

describe('the spread of what deals share', () => {
  const quarter = Int32Array.from({ length: 12 }, (_, month) => Math.floor(month / 3));
  const spread = (seen: (month: number) => number) =>
    learnUnits(
      Float64Array.from({ length: 12 }, (_, month) => seen(month)),
      new Float64Array(12).fill(100),
      1,
      quarter
    ).shocks;

  it('is small where months differ by chance alone', () => {
    const { company } = spread((month) => 100 + (month % 2 === 0 ? 10 : -10));
    // No variance beyond chance: only the prior of 0.15 is left, three blocks of fifteen.
    expect(spreadOver(company, 30)).toBeCloseTo(0.15 * Math.sqrt(3 / 15), 10);
  });

  it('fades over a quarter where each month has a shock of its own, and stays where quarters have', () => {
    const monthly = spread((month) => ((month * 7) % 4 < 2 ? 140 : 60)).company;
    const quarterly = spread((month) => (Math.floor(month / 3) % 2 === 0 ? 140 : 60)).company;
    expect(monthly.month).toBeCloseTo(quarterly.month, 10);
    expect(spreadOver(monthly, 90) / spreadOver(quarterly, 90)).toBeLessThan(0.85);
    expect(spreadOver(monthly, 10)).toBe(spreadOver(monthly, 30));
  });
});
