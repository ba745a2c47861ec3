import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { regionsOfTree } from '../../../src/domain/assignment/design/regions-of-tree.ts';
import type { RegionPlan } from '../../../src/domain/assignment/design/solve-regions.ts';
import {
  cutIntoRegions,
  solveRegions
} from '../../../src/domain/assignment/design/solve-regions.ts';
import { UnsoundInputError } from '../../../src/domain/assignment/input/input-fault.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';
import type { TerritoryTree } from '../../../src/domain/territory/tree.ts';
import { solveRegionsApart } from '../../../src/jobs/solve-regions-apart.ts';
import { smallProblem } from '../solve/small-problem.ts';

const options = { seed: 1, nodeBudget: 5000 };

/** Two countries: accounts and bases of one far from the other's. */
function twoCountries(accounts: number): Problem {
  const half = accounts / 2;
  const zeros = (): Float64Array => new Float64Array(accounts);
  const east = (i: number): number => (i < half ? -100 : 10) + (i % half) / half;
  return {
    accounts,
    territories: 4,
    accountLatitude: zeros().map((_, i) => 40 + ((i * 7) % half) / half),
    accountLongitude: zeros().map((_, i) => east(i)),
    baseLatitude: Float64Array.of(40.5, 40.5, 40.5, 40.5),
    baseLongitude: Float64Array.of(-99.8, -99.2, 10.2, 10.8),
    measures: [
      {
        name: 'workload',
        weight: zeros().map((_, i) => 1 + ((i * 13) % 5)),
        share: new Float64Array(4).fill(1),
        tolerance: 0.1,
        hard: true
      }
    ],
    current: Int32Array.from({ length: accounts }, (_, i) => (i < half ? i % 2 : 2 + (i % 2))),
    locked: new Uint8Array(accounts),
    family: new Int32Array(accounts).fill(-1),
    moveCost: zeros().fill(1),
    costPerMile: zeros().fill(1)
  };
}

const region = [0, 0, 1, 1];

describe('regions', () => {
  it('give in threads the same bytes as one after another', async () => {
    const regions = cutIntoRegions(twoCountries(200), region);
    const inTurn = solveRegions(regions, options);
    for (const threads of [1, 2, 3])
      expect(await solveRegionsApart(regions, { ...options, threads })).toStrictEqual(inTurn);
  });

  it('are each as good as solved alone, and nobody changes region', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const whole = solveOrRefused(() =>
          solveRegions(cutIntoRegions(problem, new Int32Array(problem.territories)), options)
        );
        if (whole === null) return;
        const alone = solve(problem, options);
        expect(whole.territory).toStrictEqual(alone.territory);
        expect(whole.objective).toBe(alone.objective);
        expect(whole.bound).toBe(alone.bound);
        expect(whole.violations).toEqual(alone.violations);
        const each = Int32Array.from({ length: problem.territories }, (_, k) => k);
        const apart = solveOrRefused(() => solveRegions(cutIntoRegions(problem, each), options));
        apart?.territory.forEach((k, i) => {
          if ((problem.current[i] ?? -1) >= 0) expect(k).toBe(problem.current[i]);
          else expect(k).toBeGreaterThanOrEqual(0);
        });
      }),
      { numRuns: 60, seed: 20261126 }
    );
  });

  it('name violations and faults by the whole’s numbers, in threads as well', async () => {
    const problem = twoCountries(20);
    const heavy = {
      ...problem,
      measures: problem.measures.map((measure) => ({
        ...measure,
        weight: measure.weight.map((own, i) => (i === 15 ? 500 : own))
      }))
    };
    const regions = cutIntoRegions(heavy, region);
    const { violations } = solveRegions(regions, options);
    expect(violations.map(({ territory }) => territory).sort()).toEqual([2, 3]);
    expect((await solveRegionsApart(regions, options)).violations).toEqual(violations);

    const skilled = {
      ...problem,
      skills: {
        words: 1,
        needed: Int32Array.from({ length: 20 }, (_, i) => (i === 12 ? 1 : 0)),
        offered: Int32Array.of(1, 1, 0, 0)
      }
    };
    const cut = cutIntoRegions(skilled, region);
    expect(() => solveRegions(cut, options)).toThrow('Account 12: skills');
    await expect(solveRegionsApart(cut, options)).rejects.toThrow('Account 12: skills');
  });

  it('end when told to', async () => {
    const regions = cutIntoRegions(twoCountries(200), region);
    const control = new AbortController();
    const solving = solveRegionsApart(regions, { seed: 1, signal: control.signal });
    control.abort(new Error('enough'));
    await expect(solving).rejects.toThrow('enough');
  });

  it('place accounts without territory by the nearest base, and name what is tied across', () => {
    const problem = twoCountries(8);
    problem.current[0] = -1;
    // A family in three territories, two of them in one region.
    for (const member of [1, 2, 6]) problem.family[member] = 3;
    const regions = cutIntoRegions(problem, region);
    expect(regions.placed).toEqual([0]);
    const plan = solveRegions(regions, options);
    expect([0, 1]).toContain(plan.territory[0]);
    expect(plan.tied).toEqual([1, 2, 6]);
    expect([1, 2, 6].map((account) => plan.territory[account])).toEqual([1, 0, 2]);
  });

  it('are refused without a number for each territory', () => {
    expect(() => cutIntoRegions(twoCountries(8), [0, 1])).toThrow('region has 2 values, not 4.');
    expect(() => cutIntoRegions(twoCountries(8), [0, 1, NaN, 1])).toThrow(
      'Territory 2: region is NaN'
    );
  });
});

function solveOrRefused(solving: () => RegionPlan): RegionPlan | null {
  try {
    return solving();
  } catch (error) {
    expect(error).toBeInstanceOf(UnsoundInputError);
    return null;
  }
}

describe('regions of a tree', () => {
  const tree = (parents: readonly number[]): TerritoryTree => {
    const above = (index: number): number[] => {
      const up = parents[index] ?? -1;
      return up < 0 ? [] : [up, ...above(up)];
    };
    return {
      territories: parents.map(() => ({}) as TerritoryTree['territories'][number]),
      indexById: new Map(),
      above,
      children: () => [],
      leavesBelow: () => [],
      inScope: () => true
    };
  };

  it('are the branches below one root, or the roots', () => {
    // 0 over 1 and 2; 1 over 3 and 4; 2 over 5.
    expect([...regionsOfTree(tree([-1, 0, 0, 1, 1, 2]), [3, 4, 5])]).toEqual([0, 0, 1]);
    expect([...regionsOfTree(tree([-1, -1, 0, 0, 1]), [2, 3, 4])]).toEqual([0, 0, 1]);
  });
});
