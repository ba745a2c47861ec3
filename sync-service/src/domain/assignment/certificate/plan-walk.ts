import { blockCost, blockLoad, blockMoved } from '../solve/block-cost.ts';
import type { Instance } from '../solve/instance.ts';
import type { PlanSet } from './plan-set.ts';
import { bandOutside, budgetOutside, costOutside, softCost } from './plan-set.ts';

/** A walk among plans, with its totals kept step by step. */
export interface PlanWalk {
  /** Territory of each block. */
  readonly at: Int32Array;
  readonly load: Float64Array;
  readonly moved: Float64Array;
  readonly members: number[][];
  readonly position: Int32Array;
  /** Chances of the blocks in k to go to l, summed, [k × K + l]. */
  readonly leaving: Float64Array;
  cost: number;
  /** How far beyond the limits, in fractions of them, and how far too dear; both 0 inside the set. */
  broken: number;
  dear: number;
  steps: number;
  accepted: number;
}

/** A walk that starts at a plan (territory of each account). */
export function startWalk(set: PlanSet, territory: Int32Array): PlanWalk {
  const { blocks, bands, budgets, territories: K } = set.instance;
  const walk: PlanWalk = {
    at: Int32Array.from(
      { length: blocks.count },
      (_, block) => territory[blocks.member[blocks.start[block] ?? 0] ?? 0] ?? 0
    ),
    load: new Float64Array(K * bands.count),
    moved: new Float64Array(budgets.length),
    members: Array.from({ length: K }, () => []),
    position: new Int32Array(blocks.count),
    leaving: new Float64Array(K * K),
    cost: 0,
    broken: 0,
    dear: 0,
    steps: 0,
    accepted: 0
  };
  for (const block of set.free) {
    const list = walk.members[walk.at[block] ?? 0];
    walk.position[block] = list?.length ?? 0;
    list?.push(block);
  }
  resetWalk(set, walk);
  return walk;
}

/** Totals from scratch. */
export function resetWalk(set: PlanSet, walk: PlanWalk): void {
  const { instance } = set;
  const { blocks, bands, budgets } = instance;
  walk.load.fill(0);
  walk.moved.fill(0);
  walk.cost = 0;
  for (let block = 0; block < blocks.count; block += 1) {
    const k = walk.at[block] as number;
    walk.cost += blockCost(instance, block, k);
    for (let m = 0; m < bands.count; m += 1) {
      const at = k * bands.count + m;
      walk.load[at] = (walk.load[at] as number) + blockLoad(instance, block, k, m);
    }
    for (let g = 0; g < budgets.length; g += 1)
      walk.moved[g] = (walk.moved[g] as number) + blockMoved(instance, block, k, g);
  }
  for (let at = 0; at < walk.load.length; at += 1)
    walk.cost += softCost(set, at, walk.load[at] as number);
  walk.leaving.fill(0);
  for (const block of set.free) addLeaving(set, walk, block, walk.at[block] as number, 1);
  walk.broken = brokenOf(set, walk);
  walk.dear = costOutside(walk.cost, set.mostCost);
}

function brokenOf(set: PlanSet, walk: PlanWalk): number {
  const { instance } = set;
  let outside = 0;
  walk.load.forEach((load, at) => {
    outside += bandOutside(set, at, load);
  });
  walk.moved.forEach((moved, g) => {
    outside += budgetOutside(instance, g, moved);
  });
  for (let block = 0; block < walk.at.length; block += 1)
    outside += apartCount(instance, walk, block, walk.at[block] as number) / 2;
  return outside;
}

/** Must-apart partners of a block in a territory. */
export function apartCount(
  { apartStart, apart }: Instance,
  walk: PlanWalk,
  block: number,
  k: number
): number {
  if (apart.length === 0) return 0;
  let count = 0;
  const end = apartStart[block + 1] as number;
  for (let at = apartStart[block] as number; at < end; at += 1)
    if (walk.at[apart[at] as number] === k) count += 1;
  return count;
}

/** Adds the chances of a block in k to go elsewhere, or takes them out again with sign −1. */
export function addLeaving(
  set: PlanSet,
  walk: PlanWalk,
  block: number,
  k: number,
  sign: 1 | -1
): void {
  const { pairFrom, territory, chance, territories } = set.proposals;
  const end = pairFrom[block + 1] as number;
  for (let pair = pairFrom[block] as number; pair < end; pair += 1) {
    const at = k * territories + (territory[pair] as number);
    walk.leaving[at] = (walk.leaving[at] as number) + sign * (chance[pair] as number);
  }
}
