import type { Candidates } from './candidates.ts';
import { holdTerritories } from './candidates.ts';
import type { SearchCount } from './ejection-chains.ts';
import type { KeptPlan } from './every-plan.ts';
import { bestOfAll, isListable } from './every-plan.ts';
import type { Instance } from './instance.ts';
import { nearChoices } from './near-choices.ts';
import type { SolveOptions } from './plan.ts';
import type { PlanScore } from './plan-score.ts';
import { isBetter, isOutside, scoreState } from './plan-score.ts';
import type { PriceSearch } from './price-search.ts';
import type { SearchUnits } from './round.ts';
import { closeLimits, searchRound } from './round.ts';
import type { SearchState } from './search-state.ts';
import { firstState, resetTotals } from './search-state.ts';
import { seededRandom } from './seeded-random.ts';

/** Moves weighed when no budget is given: several rounds for a few thousand accounts, one for many. */
const usualNodes = 17_000_000;
const usualNodesPerChoice = 12;
/** While a hard limit is violated, the search may take this many times the budget, */
const untilFeasible = 2;
/** and this many while a round still leaves no more than so much of what was violated. */
const whileClosing = 12;
const closingPart = 0.7;
const mostRounds = 40;
const manyRows = 200_000;
/** Rounds that bring nothing before the search ends by itself; a second one hardly ever brings more. */
const patience = 1;
/** Of the cost: a round that brings less brings nothing. */
const worthwhile = 3e-5;
/** Entries up to this many scales dearer than a row's first choice are worth trying, */
const nearReach = 0.12;
/** and up to so many among few rows, where there may be no other that fits. */
const nearReachOfFew = 0.5;
const fewRows = 2000;
/** Further ones, for a plan that is still out of band. */
const farReaches = [0.5, 2];

/** The best plan of a search and what it took. */
export interface FoundPlan extends PlanScore {
  /** Territory of each account (N). */
  readonly territory: Int32Array;
  readonly count: SearchCount;
  readonly rounds: number;
  /** Whether every plan was looked at, so that none is better. */
  readonly best: boolean;
}

/**
 * Everybody to the cheapest priced territory, then rounds of local search until they bring nothing
 * or the node budget is spent; the best plan is kept. A handful of accounts is tried in every way.
 * @param start a plan to begin from instead (N); its territories are made candidates
 */
export function searchPlan(
  instance: Instance,
  search: PriceSearch,
  options: SolveOptions,
  cancelled: () => boolean,
  start: Int32Array | null = null
): FoundPlan {
  const { candidates } = search;
  const units = unitsOf(candidates, search.unit);
  const held = start === null ? null : holdTerritories(instance, candidates, start);
  const state = firstState(instance, candidates, search.guide, search.placed);
  const random = seededRandom(options.seed + 1);
  const count: SearchCount = { accepted: 0, weighed: 0 };
  const nearby = candidates.rows <= fewRows ? nearReachOfFew : nearReach;
  let near = nearChoices(state, nearby, units.leastScale);
  const budget = options.nodeBudget ?? Math.max(usualNodes, usualNodesPerChoice * near.count);
  if (held !== null) adopt(state, held);
  let best: KeptPlan = { at: state.at.slice(), ...scoreState(state) };
  const listed = isListable(candidates, instance.territories);
  let rounds = 0;
  let idle = 0;
  let isClosing = false;
  let isHeld = search.light.length > 0;
  const goesOn = (): boolean => {
    if (rounds === 0) return true;
    if (listed || rounds >= mostRounds) return false;
    if (isOutside(best)) return count.weighed < (isClosing ? whileClosing : untilFeasible) * budget;
    return count.weighed < budget && idle < patience;
  };
  while (goesOn() && !cancelled()) {
    searchRound(state, near, units, rounds > 0 || start !== null, random, count, cancelled);
    if (isHeld && isOutside(scoreState(state))) {
      isHeld = false;
      for (const row of search.light) state.placed[row] = -1;
      near = nearChoices(state, nearby, units.leastScale);
    }
    // A second round at near choices costs less than one look at the far ones of many rows.
    for (const reach of rounds > 0 || candidates.rows <= manyRows ? farReaches : [])
      if (isOutside(scoreState(state)) && !cancelled())
        closeLimits(state, nearChoices(state, reach, units.leastScale), units, count, cancelled);
    resetTotals(state);
    const score = scoreState(state);
    rounds += 1;
    idle += 1;
    isClosing = beyond(score) <= closingPart * beyond(best);
    if (isBetter(score, best)) {
      if (isOutside(best) || score.cost < best.cost * (1 - worthwhile)) idle = 0;
      best = { at: state.at.slice(), ...score };
    } else adopt(state, best.at);
    options.onProgress?.({
      stage: 'search',
      nodes: count.weighed,
      objective: best.cost,
      violation: beyond(best)
    });
  }
  const all = listed && !cancelled();
  if (all) best = bestOfAll(state, best);
  const { at, ...score } = best;
  const territory = spreadToAccounts(instance, candidates, at);
  return { ...score, territory, count, rounds, best: all };
}

/** How far a plan is beyond its hard limits in all. */
const beyond = ({ violation, overBudget }: PlanScore): number => violation + overBudget;

function adopt(state: SearchState, at: Int32Array): void {
  state.at.set(at);
  resetTotals(state);
}

function unitsOf(candidates: Candidates, unit: Float64Array): SearchUnits {
  let sum = 0;
  for (const scale of candidates.scale) sum += scale;
  const spread = sum > 0 ? sum / candidates.rows : 1;
  return { spread, unit, leastScale: 0.05 * spread };
}

function spreadToAccounts(instance: Instance, candidates: Candidates, at: Int32Array): Int32Array {
  const { blocks, fixed } = instance;
  const ofBlock = fixed.slice();
  for (let row = 0; row < candidates.rows; row += 1)
    ofBlock[candidates.block[row] ?? 0] = candidates.territory[at[row] ?? 0] ?? 0;
  return Int32Array.from(blocks.of, (block) => ofBlock[block] ?? -1);
}
