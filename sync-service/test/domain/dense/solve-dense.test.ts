import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DenseProblem } from '../../../src/domain/assignment/dense/dense-problem.ts';
import { solveDense } from '../../../src/domain/assignment/dense/solve-dense.ts';

/** Least cost of all plans within the capacities, by trying every one; null where there is none. */
function leastCost(problem: DenseProblem): number | null {
  const { accounts, territories, cost, weight, capacity } = problem;
  const load = new Float64Array(territories);
  let least: number | null = null;
  const place = (account: number, sum: number): void => {
    if (account === accounts) {
      if (least === null || sum < least) least = sum;
      return;
    }
    for (let k = 0; k < territories; k += 1) {
      const at = account * territories + k;
      const heavier = (load[k] ?? 0) + (weight[at] ?? 0);
      if (heavier > (capacity[k] ?? 0)) continue;
      load[k] = heavier;
      place(account + 1, sum + (cost[at] ?? 0));
      load[k] = heavier - (weight[at] ?? 0);
    }
  };
  place(0, 0);
  return least;
}

const small: fc.Arbitrary<DenseProblem> = fc
  .record({ accounts: fc.integer({ min: 1, max: 7 }), territories: fc.integer({ min: 2, max: 3 }) })
  .chain(({ accounts, territories }) => {
    const cells = { minLength: accounts * territories, maxLength: accounts * territories };
    return fc.record({
      accounts: fc.constant(accounts),
      territories: fc.constant(territories),
      cost: fc.array(fc.integer({ min: 1, max: 30 }), cells).map((all) => Float64Array.from(all)),
      weight: fc.array(fc.integer({ min: 1, max: 9 }), cells).map((all) => Float64Array.from(all)),
      capacity: fc
        .array(fc.integer({ min: 5, max: 30 }), { minLength: territories, maxLength: territories })
        .map((all) => Float64Array.from(all))
    });
  });

describe('an exact-size assignment', () => {
  it('finds the least cost of small problems, with a bound that is never above it', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const least = leastCost(problem);
        const result = solveDense(problem, { seed: 1, nodes: 200_000 });
        if (!result.ok) {
          expect([result.fault.code, least]).toEqual(['NO_TERRITORY', null]);
          return;
        }
        const { solution } = result;
        if (least === null) {
          expect(solution.gap).toBeNull();
          expect(solution.exceeded.length).toBeGreaterThan(0);
          return;
        }
        expect(solution.exceeded).toEqual([]);
        expect(solution.cost).toBeCloseTo(least, 9);
        expect(solution.bound).toBeLessThanOrEqual(least + 1e-6);
      }),
      { numRuns: 60, seed: 7 }
    );
  });

  it('gives the same plan for the same seed and budget', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 1000 }), (problem, seed) => {
        const once = solveDense(problem, { seed, nodes: 50_000 });
        const again = solveDense(problem, { seed, nodes: 50_000 });
        expect(again).toEqual(once);
      }),
      { numRuns: 20, seed: 11 }
    );
  });
});
