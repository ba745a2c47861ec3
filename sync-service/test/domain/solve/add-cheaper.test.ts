import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addCheaper } from '../../../src/domain/assignment/solve/add-cheaper.ts';
import { chooseCandidates } from '../../../src/domain/assignment/solve/candidates.ts';
import { compileInstance } from '../../../src/domain/assignment/solve/instance.ts';
import { noPrices } from '../../../src/domain/assignment/solve/prices.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { seededRandom } from '../../../src/domain/assignment/solve/seeded-random.ts';
import { territoryTree } from '../../../src/domain/assignment/solve/territory-tree.ts';
import { miles } from './small-problem.ts';
import { nearestTerritories } from '../../../src/domain/assignment/solve/nearest-territories.ts';

const accounts = 40;
const territories = 30;
const chosen = 6;

/** Accounts and bases within a degree of each other; those of odd number are held somewhere today. */
function crowd(random: () => number): Problem {
  const column = (count: number, make: (index: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, index) => make(index));
  return {
    accounts,
    territories,
    accountLatitude: column(accounts, () => 40 + random()),
    accountLongitude: column(accounts, () => -74 + random()),
    baseLatitude: column(territories, () => 40 + random()),
    baseLongitude: column(territories, () => -74 + random()),
    measures: [
      {
        name: 'workload',
        weight: column(accounts, () => 1 + random()),
        share: new Float64Array(territories).fill(1),
        tolerance: 0.05,
        hard: true
      }
    ],
    current: Int32Array.from({ length: accounts }, (_, i) =>
      i % 2 === 0 ? -1 : Math.floor(random() * territories)
    ),
    locked: new Uint8Array(accounts),
    family: new Int32Array(accounts).fill(-1),
    moveCost: column(accounts, () => 5 * random()),
    costPerMile: column(accounts, () => random())
  };
}

const costOf = (problem: Problem, price: Float64Array, i: number, k: number): number => {
  const today = problem.current[i] ?? -1;
  return (
    (problem.costPerMile[i] ?? 0) * miles(problem, i, k) +
    (today >= 0 && today !== k ? (problem.moveCost[i] ?? 0) : 0) +
    (price[k] ?? 0) * (problem.measures[0]?.weight[i] ?? 0)
  );
};

describe('candidates at new prices', () => {
  it('hold the cheapest of all territories once what they miss is added, each once, today’s among them, and what they held while slots were free', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(0, 4), (seed, spare) => {
        const uniform = seededRandom(seed);
        const random = (): number => uniform.next() / 4294967296;
        const problem = crowd(random);
        const instance = compileInstance(problem);
        const tree = territoryTree(instance.baseAt);
        const rows = Int32Array.from({ length: accounts }, (_, i) => i);
        const first = noPrices(territories, 1, 0);
        const table = chooseCandidates(
          instance,
          tree,
          first,
          rows,
          chosen,
          nearestTerritories(instance, tree, rows, 2),
          spare
        );
        const entries = (i: number): number[] => [
          ...table.territory.subarray(i * table.stride, i * table.stride + (table.used[i] ?? 0))
        ];
        const before = [...rows].map(entries);
        const prices = {
          ...first,
          band: Float64Array.from({ length: territories }, () => 30 * random())
        };
        const given = addCheaper(instance, tree, prices, table);
        for (const i of rows) {
          const held = entries(i);
          const cost = (k: number): number => costOf(problem, prices.band, i, k);
          const least = Math.min(...Array.from({ length: territories }, (_, k) => cost(k)));
          expect(Math.min(...held.map(cost))).toBeCloseTo(least, 6);
          expect(new Set(held).size).toBe(held.length);
          const today = problem.current[i] ?? -1;
          if (today >= 0) expect(held).toContain(today);
          if (spare > 0) expect(held).toEqual(expect.arrayContaining(before[i] ?? []));
        }
        expect(given > 0).toBe([...rows].some((i) => entries(i).join() !== before[i]?.join()));
        expect(addCheaper(instance, tree, prices, table)).toBe(0);
      }),
      { numRuns: 50 }
    );
  });
});
