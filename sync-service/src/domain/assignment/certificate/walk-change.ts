import { blockLoad, blockMoved } from '../solve/block-cost.ts';
import type { Instance } from '../solve/instance.ts';
import type { PlanSet } from './plan-set.ts';
import { bandOutside, budgetOutside, softCost } from './plan-set.ts';
import type { PlanWalk } from './plan-walk.ts';
import { addLeaving, apartCount } from './plan-walk.ts';
import { pairCost } from './proposals.ts';

/** Up to two moves that are weighed together, and what they would change. */
interface Change {
  count: number;
  readonly block: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Territories at either end, each once, and by how much their loads change, [slot × bands + m]. */
  ends: number;
  readonly end: Int32Array;
  load: Float64Array;
}

/** One at a time is weighed; made once, as steps are many. */
const change: Change = {
  count: 0,
  block: new Int32Array(2),
  from: new Int32Array(2),
  to: new Int32Array(2),
  ends: 0,
  end: new Int32Array(4),
  load: new Float64Array(8)
};

/** Slot of a territory among the ends of a change. */
function endOf(k: number, bands: number): number {
  for (let slot = 0; slot < change.ends; slot += 1) if (change.end[slot] === k) return slot;
  const slot = change.ends;
  change.end[slot] = k;
  change.load.fill(0, slot * bands, (slot + 1) * bands);
  change.ends += 1;
  return slot;
}

export function beginChange(bands: number): void {
  change.count = 0;
  change.ends = 0;
  if (change.load.length < 4 * bands) change.load = new Float64Array(4 * bands);
}

/** Notes a move; returns its own cost. */
export function noteMove(
  { instance, proposals }: PlanSet,
  walk: PlanWalk,
  block: number,
  to: number
): number {
  const { count: bands } = instance.bands;
  const from = walk.at[block] as number;
  change.block[change.count] = block;
  change.from[change.count] = from;
  change.to[change.count] = to;
  change.count += 1;
  const out = endOf(from, bands) * bands;
  const into = endOf(to, bands) * bands;
  for (let m = 0; m < bands; m += 1) {
    change.load[out + m] = (change.load[out + m] as number) - blockLoad(instance, block, from, m);
    change.load[into + m] = (change.load[into + m] as number) + blockLoad(instance, block, to, m);
  }
  return pairCost(proposals, instance, block, to) - pairCost(proposals, instance, block, from);
}

/** Change of `broken` by the moves noted; adds what soft bands cost to `costs[0]`. */
export function weighChange(set: PlanSet, walk: PlanWalk, costs: Float64Array): number {
  const { instance } = set;
  const { bands, budgets } = instance;
  let broken = 0;
  let cost = costs[0] as number;
  for (let slot = 0; slot < change.ends; slot += 1)
    for (let m = 0; m < bands.count; m += 1) {
      const at = (change.end[slot] as number) * bands.count + m;
      const before = walk.load[at] as number;
      const after = before + (change.load[slot * bands.count + m] as number);
      if (set.hard[at] === 1) broken += bandOutside(set, at, after) - bandOutside(set, at, before);
      else cost += softCost(set, at, after) - softCost(set, at, before);
    }
  costs[0] = cost;
  for (let g = 0; g < budgets.length; g += 1) {
    const before = walk.moved[g] as number;
    broken +=
      budgetOutside(instance, g, before + movedBy(instance, g)) -
      budgetOutside(instance, g, before);
  }
  if (instance.apart.length === 0) return broken;
  for (let move = 0; move < change.count; move += 1) {
    const block = change.block[move] as number;
    broken +=
      apartCount(instance, walk, block, change.to[move] as number) -
      apartCount(instance, walk, block, change.from[move] as number);
    // The next may be kept apart from this one.
    walk.at[block] = change.to[move] as number;
  }
  for (let move = 0; move < change.count; move += 1)
    walk.at[change.block[move] as number] = change.from[move] as number;
  return broken;
}

/** What the moves noted take of a budget. */
function movedBy(instance: Instance, g: number): number {
  let moved = 0;
  for (let move = 0; move < change.count; move += 1) {
    const block = change.block[move] as number;
    moved +=
      blockMoved(instance, block, change.to[move] as number, g) -
      blockMoved(instance, block, change.from[move] as number, g);
  }
  return moved;
}

/** Carries out the moves noted: every total but `cost`, `broken` and `dear`. */
export function carryOut(set: PlanSet, walk: PlanWalk): void {
  const { bands, budgets } = set.instance;
  for (let slot = 0; slot < change.ends; slot += 1)
    for (let m = 0; m < bands.count; m += 1) {
      const at = (change.end[slot] as number) * bands.count + m;
      walk.load[at] = (walk.load[at] as number) + (change.load[slot * bands.count + m] as number);
    }
  for (let g = 0; g < budgets.length; g += 1)
    walk.moved[g] = (walk.moved[g] as number) + movedBy(set.instance, g);
  for (let move = 0; move < change.count; move += 1) {
    const block = change.block[move] as number;
    const from = change.from[move] as number;
    const to = change.to[move] as number;
    const left = walk.members[from] as number[];
    const last = left.pop() as number;
    if (last !== block) {
      const hole = walk.position[block] as number;
      left[hole] = last;
      walk.position[last] = hole;
    }
    const joined = walk.members[to] as number[];
    walk.position[block] = joined.length;
    joined.push(block);
    walk.at[block] = to;
    addLeaving(set, walk, block, from, -1);
    addLeaving(set, walk, block, to, 1);
  }
}
