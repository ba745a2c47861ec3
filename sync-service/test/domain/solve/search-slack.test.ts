import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  resetSlack,
  shiftDelta,
  slackAt
} from '../../../src/domain/assignment/solve/search-slack.ts';
import { shift } from '../../../src/domain/assignment/solve/search-state.ts';
import { searchStateOf } from './search-state-of.ts';
import { smallProblem } from './small-problem.ts';

/** One territory that is to hold 5 to 10 of one measure. */
function slackOf(price: number, load: number, penalty: number): number {
  const state = searchStateOf({
    accounts: 1,
    territories: 1,
    accountLatitude: new Float64Array(1),
    accountLongitude: new Float64Array(1),
    baseLatitude: new Float64Array(1),
    baseLongitude: new Float64Array(1),
    measures: [
      {
        name: 'hours',
        weight: Float64Array.of(7.5),
        share: Float64Array.of(1),
        tolerance: 1 / 3,
        hard: penalty === Infinity,
        ...(penalty === Infinity ? {} : { penalty })
      }
    ],
    current: new Int32Array(1).fill(-1),
    locked: new Uint8Array(1),
    family: new Int32Array(1).fill(-1),
    moveCost: new Float64Array(1),
    costPerMile: new Float64Array(1)
  });
  state.lower[0] = 5;
  state.upper[0] = 10;
  state.prices.band[0] = price;
  state.wall[0] = 2;
  state.beyond[0] = penalty === Infinity ? 0 : penalty;
  resetSlack(state);
  return slackAt(state.lines, 0, load);
}

describe('the slack of a band of 5 to 10', () => {
  it.each([
    // A price of 3 presses down, to 10: 3 for every unit below it; beyond, only the wall of 2.
    { price: 3, load: 7, slack: 9 },
    { price: 3, load: 10, slack: 0 },
    { price: 3, load: 12, slack: 4 },
    { price: 3, load: 4, slack: 18 + 2 },
    // −3 presses up, to 5.
    { price: -3, load: 7, slack: 6 },
    { price: -3, load: 5, slack: 0 },
    { price: -3, load: 4, slack: 2 },
    { price: -3, load: 12, slack: 21 + 4 },
    { price: 0, load: 7, slack: 0 },
    { price: 0, load: 12, slack: 4 },
    { price: 0, load: 4, slack: 2 }
  ])('is $slack at price $price and load $load', ({ price, load, slack }) => {
    expect(slackOf(price, load, Infinity)).toBeCloseTo(slack, 12);
  });

  it('is what a unit beyond a soft end costs, less what its price took for it', () => {
    // Two units above cost 4 each, of which the price has taken 3 each; one below costs 4 and is 6 below 10.
    expect(slackOf(3, 12, 4)).toBeCloseTo(2, 12);
    expect(slackOf(3, 4, 4)).toBeCloseTo(18 + 4, 12);
  });
});

describe('what a shift is said to change', () => {
  it('is what it changes', () => {
    fc.assert(
      fc.property(
        smallProblem,
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 12, maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (problem, values, picks) => {
          const state = searchStateOf(problem, ({ band }) => {
            for (let at = 0; at < band.length; at += 1) band[at] = values[at % values.length] ?? 0;
          });
          const { candidates, regret, at } = state;
          state.wall.fill(0.7);
          resetSlack(state);
          const whole = (): number =>
            at.reduce((sum, entry) => sum + (regret[entry] ?? 0), 0) +
            state.slack.reduce((sum, slack) => sum + slack, 0);
          const hasMore = state.instance.budgets.length > 0 || state.instance.apart.length > 0;
          for (const pick of hasMore || candidates.rows === 0 ? [] : picks) {
            const row = pick % candidates.rows;
            const entry = row * candidates.stride + (pick % (candidates.used[row] ?? 1));
            if (candidates.territory[entry] === candidates.territory[at[row] ?? 0]) continue;
            const before = whole();
            const said = shiftDelta(state, row, entry);
            shift(state, row, entry);
            expect(whole() - before).toBeCloseTo(said, 7);
          }
        }
      ),
      { numRuns: 200, seed: 20261127 }
    );
  });
});
