import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseCandidates } from '../../../src/domain/assignment/solve/candidates.ts';
import { closeByPaths } from '../../../src/domain/assignment/solve/close-by-paths.ts';
import { compileInstance } from '../../../src/domain/assignment/solve/instance.ts';
import { nearChoices } from '../../../src/domain/assignment/solve/near-choices.ts';
import { hardExcess } from '../../../src/domain/assignment/solve/plan-score.ts';
import { noPrices } from '../../../src/domain/assignment/solve/prices.ts';
import type { SearchState } from '../../../src/domain/assignment/solve/search-state.ts';
import { firstState, resetTotals } from '../../../src/domain/assignment/solve/search-state.ts';
import { territoryTree } from '../../../src/domain/assignment/solve/territory-tree.ts';
import { nearestTerritories } from '../../../src/domain/assignment/solve/nearest-territories.ts';

const milesPerDegree = (3958.7613 * Math.PI) / 180;

/**
 * Bases a degree apart on the equator, so many accounts of weight 1 at each, every account at its
 * own base; a territory may hold within 10 % of the mean. An account may go to its own and the bases nearest to it.
 */
function line(counts: readonly number[], choices = 3): SearchState {
  const territories = counts.length;
  const at = counts.flatMap((count, k) => new Array<number>(count).fill(k));
  const accounts = at.length;
  const instance = compileInstance({
    accounts,
    territories,
    accountLatitude: new Float64Array(accounts),
    accountLongitude: Float64Array.from(at),
    baseLatitude: new Float64Array(territories),
    baseLongitude: Float64Array.from(counts.keys()),
    measures: [
      {
        name: 'accounts',
        weight: new Float64Array(accounts).fill(1),
        share: new Float64Array(territories).fill(1),
        tolerance: 0.1,
        hard: true
      }
    ],
    current: new Int32Array(accounts).fill(-1),
    locked: new Uint8Array(accounts),
    family: new Int32Array(accounts).fill(-1),
    moveCost: new Float64Array(accounts),
    costPerMile: new Float64Array(accounts).fill(1)
  });
  const prices = noPrices(territories, 1, 0);
  const block = Int32Array.from(at.keys());
  const tree = territoryTree(instance.baseAt);
  const none = nearestTerritories(instance, tree, block, 0);
  const candidates = chooseCandidates(instance, tree, prices, block, choices, none);
  return firstState(instance, candidates, prices, new Int32Array(accounts).fill(-1));
}

const outside = (state: SearchState): number[] =>
  Array.from(state.load.keys(), (at) => Math.abs(hardExcess(state, at)));

const close = (state: SearchState): void => {
  closeByPaths(state, nearChoices(state, 1e9, 1), { accepted: 0, weighed: 0 }, Infinity);
  resetTotals(state);
};

const milesMoved = (state: SearchState): number =>
  state.at.reduce((sum, entry) => sum + (state.candidates.cost[entry] ?? 0), 0);

describe('what is beyond a band', () => {
  it.each([
    { name: 'too much', counts: [12, 11, 11, 11, 11, 10, 4] },
    { name: 'too little', counts: [10, 9, 9, 9, 9, 8, 16] }
  ])('is closed across a region where nobody else has room: $name', ({ counts }) => {
    const state = line(counts);
    close(state);
    expect(Math.max(...outside(state))).toBe(0);
  });

  it('takes the one path there is, each account one base on', () => {
    const state = line([12, 11, 11, 11, 10]);
    // Mean 11, so 9.9 to 12.1: narrowed by hand, so that the first has one too many and the last room for it.
    state.upper.fill(11);
    close(state);
    expect([...state.load]).toStrictEqual([11, 11, 11, 11, 11]);
    expect(milesMoved(state)).toBeCloseTo(4 * milesPerDegree, 6);
  });

  it('is never made worse anywhere, and goes wherever whole accounts can', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 3, max: 17 }), { minLength: 2, maxLength: 8 }),
        (counts) => {
          const state = line(counts, counts.length);
          const before = outside(state);
          close(state);
          const after = outside(state);
          after.forEach((part, k) => {
            expect(part).toBeLessThanOrEqual((before[k] ?? 0) + 1e-12);
          });
          // Whole accounts fit where n × floor(most) ≥ total ≥ n × ceil(least).
          const total = counts.reduce((sum, count) => sum + count, 0);
          const mean = total / counts.length;
          const fits =
            Math.floor(mean * 1.1) * counts.length >= total &&
            Math.ceil(mean * 0.9) * counts.length <= total;
          if (fits) expect(Math.max(...after)).toBe(0);
        }
      ),
      { numRuns: 200 }
    );
  });
});
