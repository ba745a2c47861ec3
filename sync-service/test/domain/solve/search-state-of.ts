import { chooseCandidates } from '../../../src/domain/assignment/solve/candidates.ts';
import { freeBlocks } from '../../../src/domain/assignment/solve/free-blocks.ts';
import { compileInstance } from '../../../src/domain/assignment/solve/instance.ts';
import { nearestTerritories } from '../../../src/domain/assignment/solve/nearest-territories.ts';
import type { BandPrices } from '../../../src/domain/assignment/solve/prices.ts';
import { noPrices } from '../../../src/domain/assignment/solve/prices.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import type { SearchState } from '../../../src/domain/assignment/solve/search-state.ts';
import { firstState } from '../../../src/domain/assignment/solve/search-state.ts';
import { territoryTree } from '../../../src/domain/assignment/solve/territory-tree.ts';

/** Everybody at the cheapest of three territories, at prices that `priced` sets. */
export function searchStateOf(
  problem: Problem,
  priced: (prices: BandPrices) => void = () => undefined
): SearchState {
  const instance = compileInstance(problem);
  const prices = noPrices(problem.territories, instance.bands.count, instance.budgets.length);
  priced(prices);
  const free = freeBlocks(instance);
  const tree = territoryTree(instance.baseAt);
  const nearest = nearestTerritories(instance, tree, free, 1);
  const candidates = chooseCandidates(instance, tree, prices, free, 3, nearest);
  return firstState(instance, candidates, prices, new Int32Array(candidates.rows).fill(-1));
}
