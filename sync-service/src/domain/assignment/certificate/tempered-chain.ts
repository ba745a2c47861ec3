import type { Random } from '../dense/seeded-random.ts';
import type { PlanSet } from './plan-set.ts';
import type { PlanWalk } from './plan-walk.ts';
import { resetWalk, startWalk } from './plan-walk.ts';
import type { Softness } from './walk-step.ts';
import { stepWalk } from './walk-step.ts';

/**
 * Walks of unlike softness that change places (replica exchange, Swendsen and Wang 1986; Geyer 1991):
 * the softest goes anywhere, and what it finds comes down to the hardest, whose plans are counted.
 * Each exchange keeps the weight of both walks' plans taken together, so that what the hardest shows
 * inside the set stays uniform.
 */
export interface TemperedChain {
  /** By rung, the hardest first. */
  readonly walks: PlanWalk[];
  readonly ladder: readonly Softness[];
  readonly random: Random;
  /** Steps of each walk before its plan may be counted and change places, about as many as blocks. */
  readonly sweep: number;
  /** Whether rungs 0 and 1, 2 and 3 … change next, or 1 and 2, 3 and 4 … */
  odd: boolean;
}

const sweepsOnTheWay = 50;
/** A rung is hard enough where so many of its plans are inside. */
const enoughInside = 0.4;
const sweepsWatched = 400;
const leastSweep = 10;

/** A chain whose walks all start at a plan (territory of each account). */
export function temperedChain(
  set: PlanSet,
  territory: Int32Array,
  ladder: readonly Softness[],
  random: Random
): TemperedChain {
  return {
    walks: ladder.map(() => startWalk(set, territory)),
    ladder,
    random,
    sweep: Math.max(leastSweep, Math.min(set.free.length, 2000)),
    odd: false
  };
}

/** A sweep of each walk, then neighbours change places as often as their weights say. */
export function sweepChain(set: PlanSet, chain: TemperedChain): void {
  const { walks, ladder, random, sweep } = chain;
  for (let rung = 0; rung < walks.length; rung += 1)
    for (let step = 0; step < sweep; step += 1)
      stepWalk(set, walks[rung] as PlanWalk, ladder[rung] as Softness, random);
  for (let rung = chain.odd ? 1 : 0; rung + 1 < walks.length; rung += 2) {
    const hard = walks[rung] as PlanWalk;
    const soft = walks[rung + 1] as PlanWalk;
    const below = ladder[rung] as Softness;
    const above = ladder[rung + 1] as Softness;
    const gain =
      (hard.broken - soft.broken) * (1 / below.limits - 1 / above.limits) +
      (hard.dear - soft.dear) * (1 / below.cost - 1 / above.cost);
    if (gain < 0 && random() >= Math.exp(gain)) continue;
    walks[rung] = soft;
    walks[rung + 1] = hard;
  }
  chain.odd = !chain.odd;
}

/** Totals of all walks from scratch. */
export function resetChain(set: PlanSet, { walks }: TemperedChain): void {
  for (const walk of walks) resetWalk(set, walk);
}

/**
 * A ladder without the rungs that are harder than a chain needs. Watched with walks that change
 * places, since a walk by itself may be caught outside, which looks as if it were not hard enough.
 */
export function usefulRungs(
  set: PlanSet,
  territory: Int32Array,
  ladder: readonly Softness[],
  random: Random
): { readonly rungs: readonly Softness[]; readonly steps: number } {
  const chain = temperedChain(set, territory, ladder, random);
  const inside = new Float64Array(ladder.length);
  for (let sweep = 0; sweep < sweepsWatched; sweep += 1) {
    sweepChain(set, chain);
    for (const [rung, walk] of chain.walks.entries())
      if (walk.broken === 0 && walk.dear === 0) inside[rung] = (inside[rung] ?? 0) + 1;
  }
  const from = Math.max(
    0,
    inside.findLastIndex((count) => count >= enoughInside * sweepsWatched)
  );
  return { rungs: ladder.slice(from), steps: stepsOf(chain) };
}

/** All walks harden down the ladder from its softest rung, each by itself, so that each starts elsewhere. */
export function scatterChain(set: PlanSet, chain: TemperedChain): void {
  const { walks, ladder, random, sweep } = chain;
  walks.forEach((walk, rung) => {
    for (let own = ladder.length - 1; own >= rung; own -= 1)
      for (let step = 0; step < sweepsOnTheWay * sweep; step += 1)
        stepWalk(set, walk, ladder[own] as Softness, random);
  });
  resetChain(set, chain);
}

/** Steps of all walks. */
export const stepsOf = ({ walks }: TemperedChain): number =>
  walks.reduce((sum, { steps }) => sum + steps, 0);
