import { blockCost, blockLoad, blockMoved, isPermitted } from './block-cost.ts';
import { milesApart, milesOfChord, mostMilesOfChord } from './great-circle.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';
import type { TerritoryTree } from './territory-tree.ts';

/** Finds the permitted territories of least cost at given prices, over all K, without looking at most. */
export interface CheapestTerritories {
  /**
   * Writes up to `count` territories by rising priced cost into `found` and `pricedCost`.
   * @param below only those that cost less
   * @returns how many there are
   */
  search(block: number, count: number, below?: number): number;
  readonly found: Int32Array;
  readonly pricedCost: Float64Array;
}

/** Cost of a block in a territory with what it takes of bands and budgets at their prices. */
export function pricedCost(
  instance: Instance,
  prices: BandPrices,
  block: number,
  k: number
): number {
  const { count } = instance.bands;
  let cost = blockCost(instance, block, k);
  for (let m = 0; m < count; m += 1) {
    const price = prices.band[k * count + m] ?? 0;
    if (price !== 0) cost += price * blockLoad(instance, block, k, m);
  }
  for (let g = 0; g < instance.budgets.length; g += 1) {
    const price = prices.budget[g] ?? 0;
    if (price !== 0) cost += price * blockMoved(instance, block, k, g);
  }
  return cost;
}

/** Where one in so many of all is wanted, to look at each takes less than to pass over some. */
const mostOfAll = 5;

/**
 * A search that holds for one set of prices. A ball of territories is passed over when even the
 * least price of each band in it and the least miles to it cost more than what is already found.
 */
export function cheapestTerritories(
  instance: Instance,
  tree: TerritoryTree,
  prices: BandPrices,
  most: number
): CheapestTerritories {
  const { problem, blocks, bands, accountAt, baseAt, territories, budgets } = instance;
  const { count: measures } = bands;
  const { order } = tree;
  const lowest = lowestPrices(tree, prices, measures);
  const found = new Int32Array(most + 1);
  const cost = new Float64Array(most + 1);
  const stack = new Int32Array(128);
  const stackBound = new Float64Array(128);
  const plain = !instance.anyTravels && instance.preferred === null;
  const { start, member } = blocks;
  let have = 0;
  let want = 0;
  let cutoff = Infinity;

  const offer = (k: number, value: number): void => {
    if (value >= cutoff) return;
    let slot = have < want ? have : want - 1;
    while (slot > 0 && (cost[slot - 1] ?? 0) > value) {
      cost[slot] = cost[slot - 1] ?? 0;
      found[slot] = found[slot - 1] ?? 0;
      slot -= 1;
    }
    cost[slot] = value;
    found[slot] = k;
    if (have < want) have += 1;
    if (have === want) cutoff = cost[have - 1] ?? Infinity;
  };

  const hasFound = (k: number): boolean => {
    for (let slot = 0; slot < have; slot += 1) if (found[slot] === k) return true;
    return false;
  };

  /** What every territory that holds no member today costs at least, whatever its place. */
  const costOfLeaving = (block: number): number => {
    let leaving = 0;
    const end = start[block + 1] ?? 0;
    for (let slot = start[block] ?? 0; slot < end; slot += 1) {
      const account = member[slot] ?? 0;
      if ((problem.current[account] ?? -1) < 0) continue;
      leaving += problem.moveCost[account] ?? 0;
      for (let g = 0; g < budgets.length; g += 1)
        leaving += (prices.budget[g] ?? 0) * (budgets[g]?.amount[account] ?? 0);
    }
    return leaving;
  };

  const ballBound = (node: number, block: number): number => {
    let bound = 0;
    for (let m = 0; m < measures; m += 1)
      bound +=
        (instance.blockWeight[block * measures + m] ?? 0) * (lowest[node * measures + m] ?? 0);
    const end = start[block + 1] ?? 0;
    for (let slot = start[block] ?? 0; slot < end; slot += 1) {
      const account = member[slot] ?? 0;
      const dx = (accountAt.x[account] ?? 0) - (tree.x[node] ?? 0);
      const dy = (accountAt.y[account] ?? 0) - (tree.y[node] ?? 0);
      const dz = (accountAt.z[account] ?? 0) - (tree.z[node] ?? 0);
      const square = dx * dx + dy * dy + dz * dz;
      if (square !== square) continue;
      const chord = Math.sqrt(square);
      const radius = tree.radius[node] ?? 0;
      let perMile = problem.costPerMile[account] ?? 0;
      if (!plain)
        for (let m = 0; m < measures; m += 1)
          perMile += (bands.perMile[m]?.[account] ?? 0) * (lowest[node * measures + m] ?? 0);
      if (perMile > 0) {
        if (chord > radius) bound += perMile * milesOfChord(chord - radius);
      } else bound += perMile * mostMilesOfChord(chord + radius);
    }
    return bound;
  };

  const isHome = (block: number, k: number): boolean => {
    const end = start[block + 1] ?? 0;
    for (let slot = start[block] ?? 0; slot < end; slot += 1)
      if (problem.current[member[slot] ?? 0] === k) return true;
    return false;
  };

  const offerAll = (
    from: number,
    end: number,
    block: number,
    leaving: number,
    single: number
  ): void => {
    for (let slot = from; slot < end; slot += 1) {
      const k = order[slot] ?? 0;
      if (!isPermitted(instance, block, k) || isHome(block, k)) continue;
      if (single < 0) {
        offer(k, pricedCost(instance, prices, block, k));
        continue;
      }
      let value = leaving;
      for (let m = 0; m < measures; m += 1)
        value +=
          (instance.blockWeight[block * measures + m] ?? 0) * (prices.band[k * measures + m] ?? 0);
      if (value >= cutoff) continue;
      offer(
        k,
        value + (problem.costPerMile[single] ?? 0) * milesApart(accountAt, single, baseAt, k)
      );
    }
  };

  const search = (block: number, count: number, below = Infinity): number => {
    want = Math.min(count, most, territories);
    have = 0;
    cutoff = below;
    const from = start[block] ?? 0;
    const end = start[block + 1] ?? 0;
    const fixed = instance.fixed[block] ?? -1;
    if (fixed >= 0) {
      offer(fixed, pricedCost(instance, prices, block, fixed));
      return have;
    }
    for (let slot = from; slot < end; slot += 1) {
      const k = problem.current[member[slot] ?? 0] ?? -1;
      if (k < 0 || hasFound(k) || !isPermitted(instance, block, k)) continue;
      offer(k, pricedCost(instance, prices, block, k));
    }
    for (const k of tree.placeless)
      if (isPermitted(instance, block, k) && !isHome(block, k))
        offer(k, pricedCost(instance, prices, block, k));
    if (tree.nodes === 0) return have;
    const leaving = costOfLeaving(block);
    const single = plain && end - from === 1 ? (member[from] ?? 0) : -1;
    if (want * mostOfAll >= territories) {
      offerAll(0, order.length, block, leaving, single);
      return have;
    }
    let depth = 1;
    stack[0] = 0;
    stackBound[0] = -Infinity;
    while (depth > 0) {
      depth -= 1;
      const node = stack[depth] ?? 0;
      if ((stackBound[depth] ?? 0) >= cutoff) continue;
      const left = tree.left[node] ?? -1;
      if (left < 0) {
        offerAll(tree.first[node] ?? 0, tree.last[node] ?? 0, block, leaving, single);
        continue;
      }
      const one = leaving + ballBound(left, block);
      const other = leaving + ballBound(left + 1, block);
      const near = one <= other ? left : left + 1;
      stack[depth] = near === left ? left + 1 : left;
      stackBound[depth] = Math.max(one, other);
      stack[depth + 1] = near;
      stackBound[depth + 1] = Math.min(one, other);
      depth += 2;
    }
    return have;
  };
  return { search, found, pricedCost: cost };
}

function lowestPrices(tree: TerritoryTree, prices: BandPrices, measures: number): Float64Array {
  const lowest = new Float64Array(tree.nodes * measures).fill(Infinity);
  for (let node = tree.nodes - 1; node >= 0; node -= 1)
    for (let m = 0; m < measures; m += 1) {
      let low = Infinity;
      const left = tree.left[node] ?? -1;
      if (left >= 0)
        low = Math.min(lowest[left * measures + m] ?? 0, lowest[(left + 1) * measures + m] ?? 0);
      else
        for (let slot = tree.first[node] ?? 0; slot < (tree.last[node] ?? 0); slot += 1)
          low = Math.min(low, prices.band[(tree.order[slot] ?? 0) * measures + m] ?? 0);
      lowest[node * measures + m] = low;
    }
  return lowest;
}
