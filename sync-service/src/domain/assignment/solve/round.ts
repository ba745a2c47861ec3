import type { AnnealLimits } from './anneal.ts';
import { anneal } from './anneal.ts';
import type { ChainMemory, ChainReach, SearchCount } from './ejection-chains.ts';
import { chainMemory, chainPass } from './ejection-chains.ts';
import { exchangePass, relievePass } from './exchange.ts';
import { closeByPaths } from './close-by-paths.ts';
import { roundingMargin } from './drawn-in-bands.ts';
import type { NearChoices } from './near-choices.ts';
import { hardExcess, isOutside, scoreState } from './plan-score.ts';
import { resetSlack } from './search-slack.ts';
import type { SearchState } from './search-state.ts';
import { drawIn } from './search-state.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What a unit beyond a hard limit costs on top of its price, in price units, drawn tight step by step. */
const walls = [0.1, 0.3, 1, 4, 20];
/** A later round begins here, so as not to forget the plan that it starts from. */
const reheatedFrom = 2;
const heats = [0, 0, 0.002, 0.001];
const mostPasses = 3;
/** Shifts weighed in one place for each choice, by how many choices share the usual effort. */
const usualEffort = 800_000;
const mostInPlace = 60;
const leastInPlace = 12;
/** Longer chains are tried where there is this much effort for a choice: many, and not far each. */
const enoughForLong = 40;
const longChains: ChainReach = { widths: [12, 3], weighed: 16 };
/** Bands are searched a little narrower than they are, so that what is left over is still in band. */
const searchMargin = 2e-5;
/** Moves that one level may weigh: so many, or so many for each choice where there are more. */
const levelNodes = 2_000_000;
const levelNodesPerChoice = 8;
/** In the end even a trace beyond a limit is worth more than any change of cost. */
const closingWall = 1e6;
/** Bands come before budgets: what is beyond a budget never costs more than this. */
const mostBudgetWall = 1e3;
const closingPasses = 8;
const closingWidths = [8];
const closingInPlace = 300;
/** Moves that one closing may weigh: chains of three shifts are many. */
const closingNodes = 3_000_000;
/** Or so many for each territory on paths, each of which looks at a whole region. */
const pathNodes = 15_000;

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
  const weighed = Math.round(
    Math.max(leastInPlace, Math.min(mostInPlace, usualEffort / Math.max(1, near.count)))
  );
  const short: ChainReach = { widths: [], weighed };
  const long = weighed < enoughForLong ? short : longChains;
  const memory = chainMemory(state.instance.territories, near);
  for (let level = reheated ? reheatedFrom : 0; level < walls.length && !stop(); level += 1) {
    noteChanges(state, memory, () => {
      tighten(state, units, walls[level] ?? 1, searchMargin);
    });
    const heat = reheated ? (heats[level] ?? 0) : 0;
    if (heat > 0) {
      const limits: AnnealLimits = {
        proposals: 2 * near.count,
        heat,
        leastScale: units.leastScale
      };
      anneal(state, near, limits, random, count);
    }
    const most = count.weighed + Math.max(levelNodes, levelNodesPerChoice * near.count);
    for (let pass = 0; pass < mostPasses && count.weighed < most; pass += 1)
      if (
        chainPass(state, near, pass === 0 ? long : short, memory, count, most) <
        near.count * 1e-3
      )
        break;
  }
  closeLimits(state, near, units, count, stop);
}

/** Lets choices be tried again in the territories whose slack a step changes. */
function noteChanges(state: SearchState, memory: ChainMemory, step: () => void): void {
  const before = state.slack.slice();
  step();
  memory.time += 1;
  before.forEach((slack, k) => {
    if (slack !== state.slack[k]) memory.changed[k] = memory.time;
  });
}

/** Chains of growing length from whatever is still beyond a hard limit. */
export function closeLimits(
  state: SearchState,
  near: NearChoices,
  units: SearchUnits,
  count: SearchCount,
  stop: () => boolean
): void {
  tighten(state, units, closingWall, roundingMargin);
  const memory = chainMemory(state.instance.territories, near);
  const score = scoreState(state);
  if (isOutside(score)) {
    // Choices at both ends in band have nothing to close, but for a budget that all take part in.
    memory.failed.fill(0);
    if (score.overBudget > 0) memory.changed.fill(1);
    for (let slot = 0; slot < state.load.length; slot += 1)
      if (hardExcess(state, slot) !== 0)
        memory.changed[Math.floor(slot / state.instance.bands.count)] = 1;
    memory.time = 1;
    const reach = { widths: closingWidths, weighed: closingInPlace };
    chainPass(state, near, reach, memory, count, count.weighed + closingNodes);
  }
  if (scoreState(state).violation > 0)
    closeByPaths(
      state,
      near,
      count,
      count.weighed + Math.max(closingNodes, pathNodes * state.instance.territories)
    );
  let depth = 1;
  let last = scoreState(state).violation;
  const most = count.weighed + closingNodes;
  const goesOn = (pass: number): boolean =>
    pass < closingPasses && last > 0 && depth < 4 && count.weighed < most && !stop();
  for (let pass = 0; goesOn(pass); pass += 1) {
    relievePass(state, near, depth, count, most);
    const { violation } = scoreState(state);
    if (violation > 0.7 * last) depth += 1;
    last = violation;
  }
  exchangePass(state, near, count);
}

/** Sets what it costs to be beyond hard limits. */
function tighten(state: SearchState, units: SearchUnits, wall: number, margin: number): void {
  const { spread, unit } = units;
  const { count: measures } = state.instance.bands;
  for (let m = 0; m < measures; m += 1) state.wall[m] = wall * (unit[m] ?? 0);
  for (let g = 0; g < state.budgetWall.length; g += 1)
    state.budgetWall[g] =
      Math.min(wall, mostBudgetWall) * (unit[measures + g] ?? 0) +
      1.2 * (state.prices.budget[g] ?? 0);
  state.pairCost = spread * 10 * wall;
  drawIn(state, margin);
  resetSlack(state);
}
