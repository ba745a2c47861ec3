import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boundByCases } from '../../../src/domain/assignment/solve/bound-by-cases.ts';
import { isPermitted } from '../../../src/domain/assignment/solve/block-cost.ts';
import { compileInstance } from '../../../src/domain/assignment/solve/instance.ts';
import { lowerBound } from '../../../src/domain/assignment/solve/lower-bound.ts';
import { noPrices } from '../../../src/domain/assignment/solve/prices.ts';
import type { BandPrices } from '../../../src/domain/assignment/solve/prices.ts';
import { territoryTree } from '../../../src/domain/assignment/solve/territory-tree.ts';
import { bruteForce } from './brute-force.ts';
import { smallProblem } from './small-problem.ts';

test('cases never bound above the best plan, wherever giants are put and whatever the prices', () => {
  let stronger = 0;
  fc.assert(
    fc.property(smallProblem, fc.integer({ min: 1, max: 1e6 }), (problem, salt) => {
      const best = bruteForce(problem);
      if (best === null) return;
      const instance = compileInstance(problem);
      const { bands, blocks, budgets, territories } = instance;
      const tree = territoryTree(instance.baseAt);
      const anyPrices = (turn: number): BandPrices => {
        const prices = noPrices(territories, bands.count, budgets.length);
        prices.band.forEach((_, at) => {
          const any = Math.sin(salt * (at + turn)) * 3;
          const most = bands.penalty[at % bands.count] ?? 0;
          prices.band[at] = Math.max(-most, Math.min(most, any));
        });
        prices.budget.fill(Math.abs(Math.cos(salt + turn)));
        return prices;
      };
      const prices = anyPrices(1);
      const bound = lowerBound(instance, tree, prices);
      const block = [0, 1].filter((b) => b < blocks.count && (instance.fixed[b] ?? -1) < 0);
      const at = block.map((b) => {
        const may = Array.from({ length: territories }, (_, k) => k).filter((k) =>
          isPermitted(instance, b, k)
        );
        return may[salt % Math.max(1, may.length)] ?? 0;
      });
      if (block.length === 0) return;
      const giants = {
        block: Int32Array.from(block),
        territory: Int32Array.from(at),
        prices: anyPrices(2)
      };
      const found = boundByCases(instance, tree, prices, giants, bound, best + 5);
      if (found === null) return;
      stronger += 1;
      expect(found.bound).toBeGreaterThan(bound);
      expect(found.bound).toBeLessThanOrEqual(best + 1e-9 * Math.max(1, best));
    }),
    { numRuns: 100, seed: 20261126 }
  );
  expect(stronger).toBeGreaterThan(20);
});
