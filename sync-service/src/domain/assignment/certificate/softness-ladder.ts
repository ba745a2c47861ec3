import type { Random } from '../dense/seeded-random.ts';
import type { PlanSet } from './plan-set.ts';
import type { PlanWalk } from './plan-walk.ts';
import { resetWalk } from './plan-walk.ts';
import type { Softness } from './walk-step.ts';
import { stepWalk } from './walk-step.ts';

/** So soft at first, in fractions of limits and cost, that a walk goes anywhere; limits are softer. */
const firstCost = 0.5;
const limitsSofter = 2;
/** The hardest rung keeps limits and cost for this share of the time each. */
const wantedInside = 0.6;
/** A rung weighs plans of the one above it e times more or less, so many standard deviations. */
const spread = 1.2;
const sweepsToSettle = 60;
const sweepsARung = 120;
const leastSweep = 50;
const seenASweep = 4;
const mostRungs = 60;
const longestStep = 0.5;
const shortestStep = 0.02;
const bisections = 40;

/** What a walk showed on a rung: how often it kept limits and cost, and how far it was beyond them. */
interface RungRecord {
  readonly kept: number;
  readonly cheap: number;
  readonly seen: readonly { readonly broken: number; readonly dear: number }[];
}

/**
 * From so soft that a start says nothing down to where limits and cost each seem to hold most of the
 * time, each rung so near the next that walks on both often change places. A walk that is hardened
 * slowly finds its way inside; hardened at once it stays where it is. The walk ends on the hardest.
 * @returns the hardest first
 */
export function softnessLadder(set: PlanSet, walk: PlanWalk, random: Random): Softness[] {
  const ladder: Softness[] = [{ limits: limitsSofter * firstCost, cost: firstCost }];
  while (ladder.length < mostRungs) {
    const here = ladder[0] as Softness;
    const record = tryRung(set, walk, here, random);
    const limits = record.kept < wantedInside;
    const dear = record.cheap < wantedInside;
    if (!limits && !dear) break;
    const down = Math.exp(-stepDown(record, limits, dear));
    ladder.unshift({
      limits: limits ? here.limits * down : here.limits,
      cost: dear ? here.cost * down : here.cost
    });
  }
  return ladder;
}

/** Settles a walk on a rung and watches it there. */
function tryRung(set: PlanSet, walk: PlanWalk, rung: Softness, random: Random): RungRecord {
  const sweep = Math.max(set.free.length, leastSweep);
  for (let step = 0; step < sweepsToSettle * sweep; step += 1) stepWalk(set, walk, rung, random);
  const every = Math.max(1, Math.floor(sweep / seenASweep));
  const seen: { broken: number; dear: number }[] = [];
  let kept = 0;
  let cheap = 0;
  for (let step = 1; step <= sweepsARung * sweep; step += 1) {
    stepWalk(set, walk, rung, random);
    if (step % every !== 0) continue;
    seen.push({ broken: walk.broken / rung.limits, dear: walk.dear / rung.cost });
    if (walk.broken === 0) kept += 1;
    if (walk.dear === 0) cheap += 1;
  }
  resetWalk(set, walk);
  return { kept: kept / seen.length, cheap: cheap / seen.length, seen };
}

/** How far down the next rung is: as far as the weights of plans change by `spread` on the way. */
function stepDown({ seen }: RungRecord, limits: boolean, dear: boolean): number {
  let low = shortestStep;
  let high = longestStep;
  for (let turn = 0; turn < bisections; turn += 1) {
    const middle = (low + high) / 2;
    const more = Math.exp(middle) - 1;
    const weights = seen.map(
      (one) => (limits ? one.broken * more : 0) + (dear ? one.dear * more : 0)
    );
    if (deviation(weights) > spread) high = middle;
    else low = middle;
  }
  return low;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}
