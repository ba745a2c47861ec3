import { describe, expect, it } from '@jest/globals';
import { chooseCandidates } from '../../../src/domain/assignment/solve/candidates.ts';
import { coverTerritories } from '../../../src/domain/assignment/solve/cover-territories.ts';
import { compileInstance } from '../../../src/domain/assignment/solve/instance.ts';
import { noPrices } from '../../../src/domain/assignment/solve/prices.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { seededRandom } from '../../../src/domain/assignment/solve/seeded-random.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';
import { territoryTree } from '../../../src/domain/assignment/solve/territory-tree.ts';
import { nearestTerritories } from '../../../src/domain/assignment/solve/nearest-territories.ts';

const bases = 30;
const perBase = 40;

/** 29 bases in one town with all accounts around it, and one base far away; fair shares of accounts. */
function townAndOutpost(): Problem {
  const accounts = bases * perBase;
  const random = seededRandom(5);
  const around = (middle: number, spread: number): number =>
    middle + spread * (random.next() / 2147483648 - 1);
  const spots = (count: number, middle: number): Float64Array =>
    Float64Array.from({ length: count }, () => around(middle, 0.2));
  const baseLatitude = spots(bases, 40);
  baseLatitude[bases - 1] = 47;
  return {
    accounts,
    territories: bases,
    accountLatitude: spots(accounts, 40),
    accountLongitude: spots(accounts, -74),
    baseLatitude,
    baseLongitude: spots(bases, -74),
    measures: [
      {
        name: 'accounts',
        weight: new Float64Array(accounts).fill(1),
        share: new Float64Array(bases).fill(1),
        tolerance: 0.05,
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

describe('a base far from everybody', () => {
  const problem = townAndOutpost();

  it('is a choice of enough accounts to fill it three times over, who had it among none of their nearest', () => {
    const instance = compileInstance(problem);
    const prices = noPrices(bases, 1, 0);
    const block = Int32Array.from({ length: problem.accounts }, (_, index) => index);
    const tree = territoryTree(instance.baseAt);
    const candidates = chooseCandidates(
      instance,
      tree,
      prices,
      block,
      12,
      nearestTerritories(instance, tree, block, 4)
    );
    const rowsOf = (k: number): number =>
      candidates.territory.reduce((count, other) => count + (other === k ? 1 : 0), 0);
    expect(rowsOf(bases - 1)).toBe(0);
    coverTerritories(instance, candidates, null, prices, new Float64Array(bases));
    expect(rowsOf(bases - 1)).toBeGreaterThanOrEqual(3 * 0.95 * perBase - 1);
    for (let row = 0; row < candidates.rows; row += 1) {
      const own = candidates.territory.subarray(row * 12, row * 12 + 12);
      expect(new Set(own).size).toBe(12);
    }
  });

  it('is filled at the cost that its distance makes inevitable', () => {
    const plan = solve(problem, { seed: 1 });
    expect(plan.violations).toEqual([]);
    const held = plan.territory.filter((k) => k === bases - 1).length;
    expect(held).toBe(0.95 * perBase);
    expect(plan.gap).toBeLessThan(0.01);
  });
});
