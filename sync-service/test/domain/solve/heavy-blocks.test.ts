import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';

const milesPerDegree = (3958.7613 * Math.PI) / 180;

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

/** Two bases at the ends of a line of 200 accounts that weigh 1 to 20; loads must be within 2 % of half. */
function withMiddling(seed: number): Problem {
  const accounts = 200;
  const random = seededRandom(seed);
  return {
    accounts,
    territories: 2,
    accountLatitude: new Float64Array(accounts),
    accountLongitude: Float64Array.from({ length: accounts }, () => random() ** 2),
    baseLatitude: new Float64Array(2),
    baseLongitude: Float64Array.of(0, 1),
    measures: [
      {
        name: 'workload',
        weight: Float64Array.from({ length: accounts }, () => 1 + Math.floor(20 * random())),
        share: Float64Array.of(1, 1),
        tolerance: 0.02,
        hard: true
      }
    ],
    current: new Int32Array(accounts).fill(-1),
    locked: new Uint8Array(accounts),
    family: new Int32Array(accounts).fill(-1),
    moveCost: new Float64Array(accounts),
    costPerMile: Float64Array.from({ length: accounts }, () => 0.2 + random())
  };
}

/** Least cost by dynamic programming over the whole loads of the first territory. */
function leastByLoads(problem: Problem): number {
  const weight = problem.measures[0]?.weight ?? new Float64Array(0);
  const total = weight.reduce((sum, own) => sum + own, 0);
  let least = new Float64Array(total + 1).fill(Infinity);
  least[0] = 0;
  for (let i = 0; i < problem.accounts; i += 1) {
    const perDegree = (problem.costPerMile[i] ?? 0) * milesPerDegree;
    const first = perDegree * (problem.accountLongitude[i] ?? 0);
    const second = perDegree - first;
    const own = weight[i] ?? 0;
    least = least.map((cost, load) =>
      Math.min(cost + second, load >= own ? (least[load - own] ?? Infinity) + first : Infinity)
    );
  }
  return least.reduce(
    (best, cost, load) =>
      load >= 0.98 * (total / 2) && load <= 1.02 * (total / 2) ? Math.min(best, cost) : best,
    Infinity
  );
}

describe('accounts of a fortieth to half of a band', () => {
  it.each([1, 2, 3, 4, 5])('go where the best of all plans has them, nearly (case %i)', (seed) => {
    const problem = withMiddling(seed);
    const plan = solve(problem, { seed: 1 });
    const least = leastByLoads(problem);
    expect(plan.violations).toStrictEqual([]);
    expect(plan.bound).toBeLessThanOrEqual(least * (1 + 1e-9));
    expect(plan.objective).toBeGreaterThanOrEqual(least * (1 - 1e-9));
    expect(plan.objective).toBeLessThanOrEqual(least * 1.001);
  });
});
