import type { Random } from '../dense/seeded-random.ts';
import type { PlanSet, PlanWalk, Softness } from './plan-walk.ts';
import { resetWalk, stepWalk } from './plan-walk.ts';

/** Softness to start with, as a fraction of each limit; then so that each holds this share of the time. */
const firstSoftness = 1e-5;
const wantedInside = 0.6;
const tunings = 60;
const sweepsATuning = 20;
const leastTuning = 2000;
/** A rung is so soft that its plans weigh on the one below e times more or less, one standard deviation. */
const spread = 1;
const sweepsARung = 40;
const mostRungs = 24;
/** The softest rung: cost so many times softer than the hardest; limits are loosened faster. */
const softest = 12;
const limitsFaster = 1.5;
const longestStep = 0.5;
const bisections = 40;
/** So few blocks go anywhere by themselves. */
const fewBlocks = 40;

/**
 * How soft limits and cost must be for each to hold most of the time. Found from the plan outwards:
 * hardened too soon, a walk that is outside would stay there.
 */
export function tuneSoftness(set: PlanSet, walk: PlanWalk, random: Random): Softness {
  let softness: Softness = { limits: firstSoftness, cost: firstSoftness };
  const span = Math.max(sweepsATuning * set.free.length, leastTuning);
  const turned = (value: number, inside: number): number =>
    Math.min(1, Math.max(1e-9, value * (inside > wantedInside * span ? 1.3 : 0.77)));
  for (let turn = 0; turn < tunings; turn += 1) {
    let kept = 0;
    let cheap = 0;
    for (let step = 0; step < span; step += 1) {
      stepWalk(set, walk, softness, random);
      if (walk.broken === 0) kept += 1;
      if (walk.dear === 0) cheap += 1;
    }
    resetWalk(set, walk);
    softness = { limits: turned(softness.limits, kept), cost: turned(softness.cost, cheap) };
  }
  return softness;
}

/**
 * From the hardest softness to one at which a walk goes anywhere, each rung so near the one below
 * that walks on both often change places. The walk ends on the softest.
 */
export function ladderAbove(
  set: PlanSet,
  walk: PlanWalk,
  hardest: Softness,
  random: Random
): Softness[] {
  const ladder = [hardest];
  if (set.free.length <= fewBlocks) return ladder;
  const steps = sweepsARung * Math.max(set.free.length, 50);
  const every = Math.max(1, Math.floor(set.free.length / 4));
  for (let height = 0; height < Math.log(softest) && ladder.length < mostRungs;) {
    const here = ladder.at(-1) ?? hardest;
    const seen: { readonly broken: number; readonly dear: number }[] = [];
    for (let step = 0; step < steps; step += 1) {
      stepWalk(set, walk, here, random);
      if (step > steps / 4 && step % every === 0)
        seen.push({ broken: walk.broken / here.limits, dear: walk.dear / here.cost });
    }
    resetWalk(set, walk);
    const up = stepUp(seen);
    height += up;
    ladder.push(softer(hardest, height));
  }
  return ladder;
}

const softer = ({ limits, cost }: Softness, height: number): Softness => ({
  limits: Math.min(1, limits * Math.exp(limitsFaster * height)),
  cost: Math.min(1, cost * Math.exp(height))
});

/** How far up the next rung is: as far as the weights of plans change by `spread` on the way. */
function stepUp(seen: readonly { readonly broken: number; readonly dear: number }[]): number {
  let low = 0.02;
  let high = longestStep;
  for (let turn = 0; turn < bisections; turn += 1) {
    const middle = (low + high) / 2;
    const limits = 1 - Math.exp(-limitsFaster * middle);
    const cost = 1 - Math.exp(-middle);
    if (deviation(seen.map(({ broken, dear }) => broken * limits + dear * cost)) > spread)
      high = middle;
    else low = middle;
  }
  return low;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}
