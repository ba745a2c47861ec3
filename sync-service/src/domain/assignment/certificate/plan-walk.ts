import type { Random } from '../dense/seeded-random.ts';
import { blockCost, blockLoad, blockMoved, isPermitted } from '../solve/block-cost.ts';
import type { Instance } from '../solve/instance.ts';
import type { Proposals } from './proposals.ts';
import { chanceOf, drawPair, proposalsOf } from './proposals.ts';

/** The plans that a certificate counts: every hard limit met, and not dearer than this. */
export interface PlanSet {
  readonly instance: Instance;
  readonly mostCost: number;
  readonly proposals: Proposals;
  /** Blocks that nothing fixes. */
  readonly free: Int32Array;
  /** For each load (K × bands): 1 where the band is hard, and what is beyond it counts against. */
  readonly hard: Uint8Array;
  readonly unit: Float64Array;
}

/** A walk among plans, with its totals kept step by step. */
export interface PlanWalk {
  /** Territory of each block. */
  readonly at: Int32Array;
  readonly load: Float64Array;
  readonly moved: Float64Array;
  readonly members: number[][];
  readonly position: Int32Array;
  cost: number;
  /** How far beyond the limits, in fractions of them, and how far too dear; both 0 inside the set. */
  broken: number;
  dear: number;
  steps: number;
  accepted: number;
}

const rounding = 1e-9;
const tiny = 1e-300;

/** The set of plans within a cost. */
export function planSet(instance: Instance, mostCost: number): PlanSet {
  const free = Int32Array.from(instance.fixed.keys()).filter(
    (block) => (instance.fixed[block] ?? -1) < 0
  );
  const { bands } = instance;
  return {
    instance,
    mostCost,
    proposals: proposalsOf(instance, free),
    free,
    hard: Uint8Array.from(bands.lower, (_, at) =>
      bands.penalty[at % bands.count] === Infinity ? 1 : 0
    ),
    unit: bands.upper.map((most, at) =>
      Math.max(bands.lower[at] ?? 0, most < Infinity ? most : 0, tiny)
    )
  };
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
  walk.broken = brokenOf(set, walk);
  walk.dear = costOutside(walk.cost, set.mostCost);
}

/** How far a load is beyond its band. */
function beyond({ bands }: Instance, at: number, load: number): number {
  const most = bands.upper[at] as number;
  const least = bands.lower[at] as number;
  return load > most ? load - most : load < least ? least - load : 0;
}

function softCost({ instance, hard }: PlanSet, at: number, load: number): number {
  if (hard[at] === 1) return 0;
  return (instance.bands.penalty[at % instance.bands.count] as number) * beyond(instance, at, load);
}

function bandOutside({ instance, hard, unit }: PlanSet, at: number, load: number): number {
  if (hard[at] === 0) return 0;
  const off = beyond(instance, at, load) / (unit[at] as number);
  return off > rounding ? off : 0;
}

function costOutside(cost: number, mostCost: number): number {
  const off = (cost - mostCost) / ((mostCost < 0 ? -mostCost : mostCost) + tiny);
  return off > rounding ? off : 0;
}

function budgetOutside({ budgets }: Instance, g: number, moved: number): number {
  const most = budgets[g]?.most ?? Infinity;
  const off = (moved - most) / Math.max(most, 1);
  return off > rounding ? off : 0;
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
function apartCount(
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

/** Moves a block and keeps every total but `broken` and `dear`; returns the change of `broken`. */
function shift(set: PlanSet, walk: PlanWalk, block: number, to: number): number {
  const { instance } = set;
  const { bands, budgets } = instance;
  const from = walk.at[block] as number;
  let change = apartCount(instance, walk, block, to) - apartCount(instance, walk, block, from);
  let cost = blockCost(instance, block, to) - blockCost(instance, block, from);
  for (let m = 0; m < bands.count; m += 1) {
    for (let end = 0; end < 2; end += 1) {
      const k = end === 0 ? from : to;
      const at = k * bands.count + m;
      const before = walk.load[at] as number;
      const own = blockLoad(instance, block, k, m);
      const after = end === 0 ? before - own : before + own;
      cost += softCost(set, at, after) - softCost(set, at, before);
      change += bandOutside(set, at, after) - bandOutside(set, at, before);
      walk.load[at] = after;
    }
  }
  for (let g = 0; g < budgets.length; g += 1) {
    const before = walk.moved[g] as number;
    const after =
      before + blockMoved(instance, block, to, g) - blockMoved(instance, block, from, g);
    change += budgetOutside(instance, g, after) - budgetOutside(instance, g, before);
    walk.moved[g] = after;
  }
  walk.cost += cost;
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
  return change;
}

/** How soft limits and cost are, in fractions of them. */
export interface Softness {
  readonly limits: number;
  readonly cost: number;
}

/** Of all steps: shifts to any territory, to a near one, two such shifts at once; the rest are exchanges. */
const anyShift = 0.05;
const nearShift = 0.4;
const twoShifts = 0.5;

/**
 * One step of Metropolis and Hastings whose stationary weight is 1 on every plan of the set and
 * exp(−broken ÷ softness − dear ÷ softness) off it, so that the walk can pass between parts of the
 * set and what it shows inside is uniform. Shifts of a block to a near or any territory, two at once,
 * and exchanges of two; near ones are drawn by what they cost, and the chance of the way back sets
 * that right (Hastings 1970).
 */
export function stepWalk(set: PlanSet, walk: PlanWalk, softness: Softness, random: Random): void {
  const { instance, free, proposals } = set;
  walk.steps += 1;
  if (free.length === 0) return;
  const kind = random();
  if (kind < anyShift) {
    const block = free[(random() * free.length) | 0] as number;
    const to = (random() * instance.territories) | 0;
    if (to !== walk.at[block] && isPermitted(instance, block, to))
      tryMoves(set, walk, block, to, -1, -1, 1, softness, random);
    return;
  }
  const pair = drawPair(proposals, random);
  const block = proposals.block[pair] as number;
  const to = proposals.territory[pair] as number;
  const from = walk.at[block] as number;
  if (to === from) return;
  const back = chanceOf(proposals, block, from);
  if (back === 0) return;
  const there = proposals.chance[pair] as number;
  if (kind < nearShift) {
    tryMoves(set, walk, block, to, -1, -1, back / there, softness, random);
    return;
  }
  if (kind < twoShifts) {
    const second = drawPair(proposals, random);
    const other = proposals.block[second] as number;
    const place = proposals.territory[second] as number;
    const home = walk.at[other] as number;
    if (other === block || place === home) return;
    const ratio =
      (back * chanceOf(proposals, other, home)) / (there * (proposals.chance[second] as number));
    if (ratio > 0) tryMoves(set, walk, block, to, other, place, ratio, softness, random);
    return;
  }
  tryExchange(set, walk, block, from, to, there, back, softness, random);
}

/**
 * Exchanges a block with one of the territory that it goes to, drawn by its chance to go to where the
 * first one is. Either of the two may be drawn first.
 */
function tryExchange(
  set: PlanSet,
  walk: PlanWalk,
  block: number,
  from: number,
  to: number,
  there: number,
  back: number,
  softness: Softness,
  random: Random
): void {
  const { proposals } = set;
  const members = walk.members[to] as number[];
  const coming = chancesInto(proposals, members, from);
  let left = random() * coming;
  let other = -1;
  for (let index = 0; index < members.length && other < 0; index += 1) {
    left -= chanceOf(proposals, members[index] as number, from);
    if (left < 0) other = members[index] as number;
  }
  if (other < 0) return;
  const going = chancesInto(proposals, walk.members[from] as number[], to);
  const otherThere = chanceOf(proposals, other, from);
  const otherBack = chanceOf(proposals, other, to);
  const comingThen = coming - otherThere + back;
  const goingThen = going - there + otherBack;
  const ratio =
    (back * otherBack * (1 / comingThen + 1 / goingThen)) /
    (there * otherThere * (1 / coming + 1 / going));
  if (ratio > 0) tryMoves(set, walk, block, to, other, from, ratio, softness, random);
}

/** Chances of some blocks to go to a territory, summed. */
function chancesInto(proposals: Proposals, members: readonly number[], k: number): number {
  let sum = 0;
  for (let index = 0; index < members.length; index += 1)
    sum += chanceOf(proposals, members[index] as number, k);
  return sum;
}

/** Moves a block, and another (−1 for none), or leaves all as it was. */
function tryMoves(
  set: PlanSet,
  walk: PlanWalk,
  block: number,
  to: number,
  other: number,
  place: number,
  ratio: number,
  softness: Softness,
  random: Random
): void {
  const from = walk.at[block] as number;
  const home = other >= 0 ? (walk.at[other] as number) : -1;
  const cost = walk.cost;
  let broken = walk.broken + shift(set, walk, block, to);
  if (other >= 0) broken += shift(set, walk, other, place);
  if (broken < rounding) broken = 0;
  const dear = costOutside(walk.cost, set.mostCost);
  const less = (walk.broken - broken) / softness.limits + (walk.dear - dear) / softness.cost;
  if ((ratio >= 1 && less >= 0) || random() < ratio * Math.exp(less)) {
    walk.broken = broken;
    walk.dear = dear;
    walk.accepted += 1;
    return;
  }
  if (other >= 0) shift(set, walk, other, home);
  shift(set, walk, block, from);
  walk.cost = cost;
}
