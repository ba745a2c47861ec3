import type { Random } from '../dense/seeded-random.ts';
import type { PlanSet, PlanWalk, Softness } from './plan-walk.ts';
import { resetWalk, startWalk, stepWalk } from './plan-walk.ts';

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

const sweepsToResume = 200;
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

/** All walks begin at the softest and harden, a rung after the other, so that each starts elsewhere. */
export function scatterChain(set: PlanSet, chain: TemperedChain): void {
  const { walks, ladder, random, sweep } = chain;
  walks.forEach((walk, rung) => {
    for (let own = ladder.length - 1; own >= rung; own -= 1)
      for (let step = 0; step < sweepsToResume * sweep; step += 1)
        stepWalk(set, walk, ladder[own] as Softness, random);
  });
  resetChain(set, chain);
}

/** Steps of all walks. */
export const stepsOf = ({ walks }: TemperedChain): number =>
  walks.reduce((sum, { steps }) => sum + steps, 0);
