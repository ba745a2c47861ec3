import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../../../src/domain/assignment/dense/seeded-random.ts';
import {
  figuresOfTotals,
  sharedShocks,
  simulatedTotals
} from '../../../../src/domain/quota/forecast/simulate.ts';

describe('a unit with many open deals', () => {
  it.each([
    [400, 1],
    [70, 6],
    [150, 9]
  ])('has the totals that its %i deals drawn one by one have', (deals, spread) => {
    const random = seededRandom(5);
    const chances = Float64Array.from({ length: deals }, () => 0.05 + 0.5 * random());
    const amounts = Float64Array.from({ length: deals }, () => Math.exp(4 + spread * random()));
    const shared = sharedShocks(6_000, 0.3, 0, seededRandom(6));
    const open = { attained: 1_000, chances, amounts, newWins: 0, winAmounts: new Float64Array() };
    const drawn = figuresOfTotals(simulatedTotals(open, shared, 0.1, seededRandom(7)), NaN);
    // One by one, in this test's own words.
    const own = seededRandom(8);
    const totals = Float64Array.from(shared.rate, (rate) => {
      const turned = Math.sqrt(-2 * Math.log(1 - own())) * Math.cos(2 * Math.PI * own());
      const bend = rate * Math.exp(0.1 * turned - 0.005);
      return chances.reduce(
        (sum, chance, deal) =>
          own() < 1 - (1 - chance) ** bend ? sum + (amounts[deal] ?? 0) : sum,
        1_000
      );
    });
    const wanted = figuresOfTotals(totals, NaN);
    for (const name of ['p10', 'p50', 'p90', 'mean'] as const)
      expect(Math.abs(drawn[name] / wanted[name] - 1)).toBeLessThan(0.025);
  });
});
