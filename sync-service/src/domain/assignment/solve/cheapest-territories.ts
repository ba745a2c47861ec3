import { blockCost, blockLoad, blockMoved, isPermitted } from './block-cost.ts';
import { milesApart, milesOfChord, mostMilesOfChord } from './great-circle.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';
import type { TerritoryTree } from './territory-tree.ts';

/**
 * A search, at one set of prices, for the permitted territories of least priced cost over all K,
 * without looking at most; and what it found last, by rising priced cost.
 */
export interface CheapestTerritories {
  readonly instance: Instance;
  readonly tree: TerritoryTree;
  readonly prices: BandPrices;
  /** Nodes × M: the least price of each band in a ball of territories. */
  readonly lowest: Float64Array;
  /** Territories that a search may be asked for at most. */
  readonly most: number;
  readonly found: Int32Array;
  readonly pricedCost: Float64Array;
  /** Balls still to look at, and the least that a territory of each costs. */
  readonly stack: Int32Array;
  readonly stackBound: Float64Array;
  have: number;
  want: number;
  /** What a further one must cost less than. */
  cutoff: number;
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

/** A tree of 2,000 territories is a tenth as deep. */
const deepest = 128;

/** @param most that any one search will ask for */
export function cheapestTerritories(
  instance: Instance,
  tree: TerritoryTree,
  prices: BandPrices,
  most: number
): CheapestTerritories {
  return {
    instance,
    tree,
    prices,
    lowest: lowestPrices(tree, prices, instance.bands.count),
    most: Math.min(most, instance.territories),
    found: new Int32Array(most + 1),
    pricedCost: new Float64Array(most + 1),
    stack: new Int32Array(deepest),
    stackBound: new Float64Array(deepest),
    have: 0,
    want: 0,
    cutoff: Infinity
  };
}

/**
 * Writes up to `count` territories into `found` and `pricedCost`. A ball of territories is passed over
 * when even the least price of each band in it and the least miles to it cost more than what is
 * already found.
 * @param below only those that cost less
 * @returns how many there are
 */
export function searchCheapest(
  state: CheapestTerritories,
  block: number,
  count: number,
  below = Infinity
): number {
  const { instance, tree, prices } = state;
  const { territories } = instance;
  state.want = Math.min(count, state.most);
  state.have = 0;
  state.cutoff = below;
  const fixed = instance.fixed[block] ?? -1;
  if (fixed >= 0) {
    offer(state, fixed, pricedCost(instance, prices, block, fixed));
    return state.have;
  }
  offerHomes(state, block);
  for (const k of tree.placeless)
    if (isPermitted(instance, block, k) && !isHome(instance, block, k))
      offer(state, k, pricedCost(instance, prices, block, k));
  if (tree.nodes === 0) return state.have;
  const leaving = costOfLeaving(instance, prices, block);
  if (state.want * mostOfAll >= territories) offerAll(state, 0, tree.order.length, block, leaving);
  else offerNear(state, block, leaving);
  return state.have;
}

function offer(state: CheapestTerritories, k: number, value: number): void {
  if (value >= state.cutoff) return;
  const { found, pricedCost: cost, have, want } = state;
  let slot = have < want ? have : want - 1;
  while (slot > 0 && (cost[slot - 1] ?? 0) > value) {
    cost[slot] = cost[slot - 1] ?? 0;
    found[slot] = found[slot - 1] ?? 0;
    slot -= 1;
  }
  cost[slot] = value;
  found[slot] = k;
  if (have < want) state.have = have + 1;
  if (have + 1 >= want) state.cutoff = cost[want - 1] ?? Infinity;
}

/** Offers the territories of the block's members today. */
function offerHomes(state: CheapestTerritories, block: number): void {
  const { instance, prices } = state;
  const { blocks, problem } = instance;
  const end = blocks.start[block + 1] ?? 0;
  for (let slot = blocks.start[block] ?? 0; slot < end; slot += 1) {
    const k = problem.current[blocks.member[slot] ?? 0] ?? -1;
    if (k < 0 || hasFound(state, k) || !isPermitted(instance, block, k)) continue;
    offer(state, k, pricedCost(instance, prices, block, k));
  }
}

function hasFound({ found, have }: CheapestTerritories, k: number): boolean {
  for (let slot = 0; slot < have; slot += 1) if (found[slot] === k) return true;
  return false;
}

function isHome({ blocks, problem }: Instance, block: number, k: number): boolean {
  const end = blocks.start[block + 1] ?? 0;
  for (let slot = blocks.start[block] ?? 0; slot < end; slot += 1)
    if (problem.current[blocks.member[slot] ?? 0] === k) return true;
  return false;
}

/** What every territory that holds no member today costs at least, whatever its place. */
function costOfLeaving(
  { problem, blocks, budgets }: Instance,
  prices: BandPrices,
  block: number
): number {
  let leaving = 0;
  const end = blocks.start[block + 1] ?? 0;
  for (let slot = blocks.start[block] ?? 0; slot < end; slot += 1) {
    const account = blocks.member[slot] ?? 0;
    if ((problem.current[account] ?? -1) < 0) continue;
    leaving += problem.moveCost[account] ?? 0;
    for (let g = 0; g < budgets.length; g += 1)
      leaving += (prices.budget[g] ?? 0) * (budgets[g]?.amount[account] ?? 0);
  }
  return leaving;
}

/** Whether a territory costs a block nothing but miles, moving and prices. */
const isPlain = (instance: Instance): boolean =>
  !instance.anyTravels && instance.preferred === null;

/** Offers territories `from` to `end` − 1 of the tree's order that hold no member today. */
function offerAll(
  state: CheapestTerritories,
  from: number,
  end: number,
  block: number,
  leaving: number
): void {
  const { instance, tree, prices } = state;
  const { blocks, problem, blockWeight, accountAt, baseAt } = instance;
  const { count: measures } = instance.bands;
  const { order } = tree;
  const { band } = prices;
  const first = blocks.start[block] ?? 0;
  const isSingle = isPlain(instance) && (blocks.start[block + 1] ?? 0) - first === 1;
  const account = blocks.member[first] ?? 0;
  const perMile = problem.costPerMile[account] ?? 0;
  for (let slot = from; slot < end; slot += 1) {
    const k = order[slot] ?? 0;
    if (!isPermitted(instance, block, k) || isHome(instance, block, k)) continue;
    if (!isSingle) {
      offer(state, k, pricedCost(instance, prices, block, k));
      continue;
    }
    let value = leaving;
    for (let m = 0; m < measures; m += 1)
      value += (blockWeight[block * measures + m] ?? 0) * (band[k * measures + m] ?? 0);
    if (value >= state.cutoff) continue;
    offer(state, k, value + perMile * milesApart(accountAt, account, baseAt, k));
  }
}

/** Offers the territories of balls that may hold one that costs less than what is found, nearest first. */
function offerNear(state: CheapestTerritories, block: number, leaving: number): void {
  const { tree, stack, stackBound } = state;
  let depth = 1;
  stack[0] = 0;
  stackBound[0] = -Infinity;
  while (depth > 0) {
    depth -= 1;
    const node = stack[depth] ?? 0;
    if ((stackBound[depth] ?? 0) >= state.cutoff) continue;
    const left = tree.left[node] ?? -1;
    if (left < 0) {
      offerAll(state, tree.first[node] ?? 0, tree.last[node] ?? 0, block, leaving);
      continue;
    }
    const one = leaving + ballBound(state, left, block);
    const other = leaving + ballBound(state, left + 1, block);
    const near = one <= other ? left : left + 1;
    stack[depth] = near === left ? left + 1 : left;
    stackBound[depth] = Math.max(one, other);
    stack[depth + 1] = near;
    stackBound[depth + 1] = Math.min(one, other);
    depth += 2;
  }
}

/** What a block costs at least in any territory of a ball, but for leaving today's. */
function ballBound(
  { instance, tree, lowest }: CheapestTerritories,
  node: number,
  block: number
): number {
  const { bands, blocks, problem, accountAt, blockWeight } = instance;
  const { count: measures } = bands;
  let bound = 0;
  for (let m = 0; m < measures; m += 1)
    bound += (blockWeight[block * measures + m] ?? 0) * (lowest[node * measures + m] ?? 0);
  const end = blocks.start[block + 1] ?? 0;
  for (let slot = blocks.start[block] ?? 0; slot < end; slot += 1) {
    const account = blocks.member[slot] ?? 0;
    const dx = (accountAt.x[account] ?? 0) - (tree.x[node] ?? 0);
    const dy = (accountAt.y[account] ?? 0) - (tree.y[node] ?? 0);
    const dz = (accountAt.z[account] ?? 0) - (tree.z[node] ?? 0);
    const square = dx * dx + dy * dy + dz * dz;
    if (square !== square) continue;
    const chord = Math.sqrt(square);
    const radius = tree.radius[node] ?? 0;
    let perMile = problem.costPerMile[account] ?? 0;
    if (instance.anyTravels)
      for (let m = 0; m < measures; m += 1)
        perMile += (bands.perMile[m]?.[account] ?? 0) * (lowest[node * measures + m] ?? 0);
    if (perMile > 0) {
      if (chord > radius) bound += perMile * milesOfChord(chord - radius);
    } else bound += perMile * mostMilesOfChord(chord + radius);
  }
  return bound;
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
