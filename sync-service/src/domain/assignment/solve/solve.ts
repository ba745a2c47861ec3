import type { Candidates } from './candidates.ts';
import { compileSound } from './check-problem.ts';
import type { SearchCount } from './ejection-chains.ts';
import type { Instance } from './instance.ts';
import { lowerBound } from './lower-bound.ts';
import { nearChoices } from './near-choices.ts';
import { costOfPlan } from './objective.ts';
import type { Plan, SolveOptions } from './plan.ts';
import type { PriceSearch } from './price-search.ts';
import { searchPrices } from './price-search.ts';
import type { BandPrices } from './prices.ts';
import type { Problem } from './problem.ts';
import type { SearchUnits } from './round.ts';
import { closeLimits, searchRound } from './round.ts';
import type { SearchState } from './search-state.ts';
import { firstState, resetTotals, scoreState } from './search-state.ts';
import { seededRandom } from './seeded-random.ts';
import { territoryTree } from './territory-tree.ts';
import { findViolations } from './violations.ts';

/** Moves weighed when no budget is given: several rounds for a few thousand accounts, one for many. */
const usualNodes = 5_000_000;
/** While a hard limit is violated, the search may take this many times the budget. */
const untilFeasible = 6;
const mostRounds = 40;
/** Rounds that bring nothing before the search ends by itself. */
const patience = 2;
/** Entries up to this many scales dearer than a row's first choice are worth trying. */
const nearReach = 0.25;
/** Further ones, for a plan that is still out of band. */
const farReaches = [0.5, 2];

/**
 * Finds an assignment and a bound on how much better any other could be: prices for the bands by
 * smoothed dual ascent, everybody at the cheapest priced territory, then rounds of local search.
 * The same problem, seed and node budget give the same plan on every machine; a larger budget only
 * adds rounds, and the best plan is kept, so it is never worse.
 * @param warm prices of an earlier plan of nearly the same problem
 * @throws UnsoundProblemError for data that no plan could fit
 */
export function solve(problem: Problem, options: SolveOptions, warm?: BandPrices): Plan {
  const instance = compileSound(problem);
  const tree = territoryTree(instance.baseAt);
  const cancelled = options.cancelled ?? (() => false);
  options.onProgress?.({ stage: 'prices', nodes: 0, objective: null, violation: null });
  const search = searchPrices(instance, tree, options.seed, warm ?? null, cancelled);
  options.onProgress?.({ stage: 'rounding', nodes: 0, objective: null, violation: null });
  const found = searchPlan(instance, search, options, cancelled);
  const territory = spreadToAccounts(instance, search.candidates, found.at);
  options.onProgress?.({
    stage: 'bound',
    nodes: found.count.weighed,
    objective: found.cost,
    violation: found.violation
  });
  const objective = costOfPlan(instance, territory).total;
  const violations = findViolations(instance, territory);
  const bound = Math.min(
    lowerBound(instance, tree, search.prices),
    violations.length === 0 ? objective : Infinity
  );
  return {
    territory,
    objective,
    bound,
    gap: violations.length > 0 ? null : gapOf(objective, bound),
    prices: search.prices,
    violations,
    counters: {
      newtonSteps: search.newtonSteps,
      nodes: found.count.weighed,
      rounds: found.rounds,
      accepted: found.count.accepted
    }
  };
}

/** (objective − bound) / objective; 0 when both are 0. */
export function gapOf(objective: number, bound: number): number {
  return objective === 0 ? 0 : Math.max(0, (objective - bound) / objective);
}

interface FoundPlan {
  readonly at: Int32Array;
  readonly count: SearchCount;
  readonly rounds: number;
  readonly violation: number;
  readonly cost: number;
}

function searchPlan(
  instance: Instance,
  search: PriceSearch,
  options: SolveOptions,
  cancelled: () => boolean
): FoundPlan {
  const { candidates } = search;
  const units = unitsOf(candidates, search.unit);
  const state = firstState(instance, candidates, search.guide, search.placed);
  const random = seededRandom(options.seed + 1);
  const count: SearchCount = { accepted: 0, weighed: 0 };
  const budget = options.nodeBudget ?? usualNodes;
  const near = nearChoices(state, nearReach, units.leastScale);
  let best = { at: state.at.slice(), ...scoreState(state) };
  let rounds = 0;
  let idle = 0;
  const goesOn = (): boolean => {
    if (rounds === 0) return true;
    if (rounds >= mostRounds) return false;
    if (best.violation > 0) return count.weighed < untilFeasible * budget;
    return count.weighed < budget && idle < patience;
  };
  while (goesOn() && !cancelled()) {
    searchRound(state, near, units, rounds > 0, random, count, cancelled);
    for (const reach of farReaches)
      if (scoreState(state).violation > 0 && !cancelled())
        closeLimits(state, nearChoices(state, reach, units.leastScale), units, count, cancelled);
    resetTotals(state);
    const score = scoreState(state);
    rounds += 1;
    idle += 1;
    if (isBetter(score, best)) {
      if (best.violation > 0 || score.cost < best.cost * (1 - 1e-6)) idle = 0;
      best = { at: state.at.slice(), ...score };
    } else adopt(state, best.at);
    options.onProgress?.({
      stage: 'search',
      nodes: count.weighed,
      objective: best.cost,
      violation: best.violation
    });
  }
  return { ...best, count, rounds };
}

function isBetter(
  one: { violation: number; cost: number },
  other: { violation: number; cost: number }
): boolean {
  return (
    one.violation < other.violation || (one.violation === other.violation && one.cost < other.cost)
  );
}

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
