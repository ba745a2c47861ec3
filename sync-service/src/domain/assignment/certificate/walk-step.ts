import type { Random } from '../dense/seeded-random.ts';
import { isPermitted } from '../solve/block-cost.ts';
import type { PlanSet } from './plan-set.ts';
import { costOutside, rounding } from './plan-set.ts';
import type { PlanWalk } from './plan-walk.ts';
import { chanceOf, drawPair } from './proposals.ts';
import { beginChange, carryOut, noteMove, weighChange } from './walk-change.ts';

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
  const K = proposals.territories;
  const coming = walk.leaving[to * K + from] as number;
  let left = random() * coming;
  let other = -1;
  for (let index = 0; index < members.length && other < 0; index += 1) {
    left -= chanceOf(proposals, members[index] as number, from);
    if (left < 0) other = members[index] as number;
  }
  if (other < 0) return;
  const going = walk.leaving[from * K + to] as number;
  const otherThere = chanceOf(proposals, other, from);
  const otherBack = chanceOf(proposals, other, to);
  const comingThen = coming - otherThere + back;
  const goingThen = going - there + otherBack;
  const ratio =
    (back * otherBack * (1 / comingThen + 1 / goingThen)) /
    (there * otherThere * (1 / coming + 1 / going));
  if (ratio > 0) tryMoves(set, walk, block, to, other, from, ratio, softness, random);
}

const costs = new Float64Array(1);

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
  beginChange(set.instance.bands.count);
  let own = noteMove(set, walk, block, to);
  if (other >= 0) own += noteMove(set, walk, other, place);
  costs[0] = walk.cost + own;
  let broken = walk.broken + weighChange(set, walk, costs);
  if (broken < rounding) broken = 0;
  const cost = costs[0];
  const dear = costOutside(cost, set.mostCost);
  const less = (walk.broken - broken) / softness.limits + (walk.dear - dear) / softness.cost;
  if ((ratio < 1 || less < 0) && random() >= ratio * Math.exp(less)) return;
  carryOut(set, walk);
  walk.cost = cost;
  walk.broken = broken;
  walk.dear = dear;
  walk.accepted += 1;
}
