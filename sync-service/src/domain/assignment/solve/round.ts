import type { AnnealLimits } from './anneal.ts';
import { anneal } from './anneal.ts';
import type { SearchCount } from './exchange.ts';
import { exchangePass, relievePass, sweepPass } from './exchange.ts';
import type { NearChoices } from './near-choices.ts';
import type { SearchState } from './search-state.ts';
import { resetSlack, scoreState } from './search-state.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Hard limits are let go by this much and then drawn tight, step by step. */
const stiffness = [0.05, 0.2, 0.8, 3, 12, 50, 200];
const heats = [0.04, 0.016, 0.006];
/** From here on being beyond a limit at all costs something, not only being far beyond. */
const firstWall = 4;
/** Sweeping all near choices is dear: once while limits are loose, once while tight. */
const sweepLevels = [3, 5];
/** In the end even a trace beyond a limit is worth more than any change of cost. */
const closingWall = 1e6;
const closingPasses = 8;
/** Moves that one closing may weigh: chains of three shifts are many. */
const closingNodes = 3_000_000;

/** The units in which a search is stiff: typical cost difference, and price change that matters as much. */
export interface SearchUnits {
  readonly spread: number;
  /** By band, then by budget. */
  readonly unit: Float64Array;
  readonly leastScale: number;
}

/**
 * One round: anneals with soft limits, draws the limits tight, and closes what is left open by
 * ever longer chains.
 * @param reheated whether it starts from an earlier round's plan, which it should not forget
 * @param stop asked between steps
 */
export function searchRound(
  state: SearchState,
  near: NearChoices,
  units: SearchUnits,
  reheated: boolean,
  random: SeededRandom,
  count: SearchCount,
  stop: () => boolean
): void {
  const from = reheated ? 1 : 0;
  for (let level = from; level < stiffness.length && !stop(); level += 1) {
    tighten(state, units, stiffness[level] ?? 1, level < firstWall ? 0 : 10 ** (level - firstWall));
    const heat = heats[level] ?? 0;
    if (heat > 0) {
      const limits: AnnealLimits = {
        proposals: 2 * near.count,
        heat: reheated ? heat / 2 : heat,
        leastScale: units.leastScale
      };
      anneal(state, near, limits, random, count);
    }
    exchangePass(state, near, count);
    if (sweepLevels.includes(level)) sweepPass(state, near, count);
    if (level >= firstWall) relievePass(state, near, 1, count, Infinity);
  }
  closeLimits(state, near, units, count, stop);
}

/** Chains of growing length from whatever is still beyond a hard limit. */
export function closeLimits(
  state: SearchState,
  near: NearChoices,
  units: SearchUnits,
  count: SearchCount,
  stop: () => boolean
): void {
  tighten(state, units, stiffness.at(-1) ?? 1, closingWall);
  let depth = 1;
  let last = scoreState(state).violation;
  const most = count.weighed + closingNodes;
  const goesOn = (pass: number): boolean =>
    pass < closingPasses && last > 0 && depth < 4 && count.weighed < most && !stop();
  for (let pass = 0; goesOn(pass); pass += 1) {
    exchangePass(state, near, count);
    relievePass(state, near, depth, count, most);
    const { violation } = scoreState(state);
    if (violation > 0.7 * last) depth += 1;
    last = violation;
  }
  exchangePass(state, near, count);
}

/** Sets what it costs to be beyond hard limits. */
function tighten(state: SearchState, units: SearchUnits, stiff: number, wall: number): void {
  const { spread, unit } = units;
  const { count: measures } = state.instance.bands;
  for (let m = 0; m < measures; m += 1) {
    state.growth[m] = (0.5 * stiff * (unit[m] ?? 0) ** 2) / spread;
    state.wall[m] = wall * (unit[m] ?? 0);
  }
  for (let g = 0; g < state.budgetWall.length; g += 1)
    state.budgetWall[g] =
      (stiff + wall) * (unit[measures + g] ?? 0) + (state.prices.budget[g] ?? 0) * 1.2;
  state.pairCost = spread * (stiff + 10 * wall);
  resetSlack(state);
}
