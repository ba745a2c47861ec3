import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';

/**
 * Two bases, one at each end of a line of 40 accounts of weight 1, and one heavy account in the
 * middle, a little nearer to the first base. Both territories must hold within 10 % of 30.
 */
function withHeavy(heavy: number): Problem {
  const accounts = 41;
  const east = Float64Array.from({ length: accounts }, (_, i) => (i < 40 ? i / 40 : 0.45));
  return {
    accounts,
    territories: 2,
    accountLatitude: new Float64Array(accounts),
    accountLongitude: east,
    baseLatitude: new Float64Array(2),
    baseLongitude: Float64Array.of(0, 1),
    measures: [
      {
        name: 'workload',
        weight: Float64Array.from({ length: accounts }, (_, i) => (i < 40 ? 1 : heavy)),
        share: Float64Array.of(1, 1),
        tolerance: 0.1,
        hard: true
      }
    ],
    current: new Int32Array(accounts).fill(-1),
    locked: new Uint8Array(accounts),
    family: new Int32Array(accounts).fill(-1),
    moveCost: new Float64Array(accounts),
    costPerMile: new Float64Array(accounts).fill(1)
  };
}

/** Least cost over both places of the heavy account and every number of light ones, split by place. */
function best(heavy: number): number {
  const milesPerDegree = (3958.7613 * Math.PI) / 180;
  const half = (40 + heavy) / 2;
  let least = Infinity;
  for (const inFirst of [true, false])
    for (let count = 0; count <= 40; count += 1) {
      const load = count + (inFirst ? heavy : 0);
      if (load < half * 0.9 || load > half * 1.1) continue;
      let degrees = inFirst ? 0.45 : 0.55;
      for (let i = 0; i < 40; i += 1) degrees += i < count ? i / 40 : 1 - i / 40;
      least = Math.min(least, degrees * milesPerDegree);
    }
  return least;
}

describe('a block that is heavy beside the band', () => {
  it.each([10, 20, 25])('is placed as in the best of all plans (weight %i)', (heavy) => {
    const plan = solve(withHeavy(heavy), { seed: 1 });
    expect(plan.violations).toStrictEqual([]);
    expect(plan.objective).toBeCloseTo(best(heavy), 6);
    expect(plan.bound).toBeLessThanOrEqual(best(heavy) + 1e-9);
  });
});
