import type { DenseProblem } from './dense-problem.ts';
import type { PlanState } from './plan-state.ts';
import { moveAccount } from './plan-state.ts';
import type { SearchTables } from './search-tables.ts';
import type { Random } from './seeded-random.ts';

export interface AnnealingOutcome {
  readonly proposals: number;
  /** Best plan within the capacities, or null. */
  readonly plan: Int32Array | null;
}

const proposalsPerCheck = 4096;
/** Share of proposals made from a plan within the capacities that the fine aims at. */
const feasibleShare = 0.1;

/**
 * Annealing over shifts, swaps and three-territory chains in which capacity may be exceeded for a
 * fine: a multiple of the capacity's price, raised while plans stay overloaded and lowered while
 * they do not, so that the search keeps to the edge of what fits (strategic oscillation). Ends
 * after `minimum` proposals if a plan within the capacities was seen, else after `maximum`.
 */
export function annealWithOverload(
  problem: DenseProblem,
  tables: SearchTables,
  state: PlanState,
  random: Random,
  minimum: number,
  maximum: number,
  stop: () => boolean
): AnnealingOutcome {
  const { accounts, territories, cost, weight, capacity } = problem;
  const { candidates, candidatesEach } = tables;
  const { plan, loads, members, memberCount } = state;
  const fine = finePrices(tables.prices, tables.regret);
  let bestCost = Infinity;
  let best: Int32Array | null = null;
  let factor = 1;
  let feasible = 0;
  let temperature = 0;
  let proposals = 0;
  const keepIfBest = (): void => {
    if (state.overloaded > 0 || state.cost >= bestCost - 1e-9) return;
    bestCost = state.cost;
    if (best === null) best = Int32Array.from(plan);
    else best.set(plan);
  };
  const fined = (territory: number, change: number): number => {
    const over = (loads[territory] as number) - (capacity[territory] as number);
    const after = over + change;
    return factor * (fine[territory] as number) * ((after > 0 ? after : 0) - (over > 0 ? over : 0));
  };
  keepIfBest();
  for (; proposals < maximum && (proposals < minimum || best === null); proposals += 1) {
    if (proposals % proposalsPerCheck === 0) {
      if (stop()) break;
      factor =
        feasible < feasibleShare * proposalsPerCheck
          ? Math.min(factor * 1.01, 1e6)
          : Math.max(factor * 0.99, 0.01);
      feasible = 0;
      temperature = 0.2 * tables.regret * 0.1 ** Math.min(1, proposals / minimum);
    }
    if (state.overloaded === 0) feasible += 1;
    const account = (random() * accounts) | 0;
    const from = plan[account] as number;
    const row = account * territories;
    const to = candidates[account * candidatesEach + ((random() * candidatesEach) | 0)] as number;
    if (to === from) continue;
    const limit = -temperature * Math.log(random() + 1e-300);
    const leaves = weight[row + from] as number;
    const enters = weight[row + to] as number;
    const base = (cost[row + to] as number) - (cost[row + from] as number);
    const there = memberCount[to] as number;
    if (there === 0 || random() < 0.3) {
      if (base + fined(from, -leaves) + fined(to, enters) > limit) continue;
      moveAccount(problem, state, account, to);
      keepIfBest();
      continue;
    }
    const other = members[to * accounts + ((random() * there) | 0)] as number;
    const otherRow = other * territories;
    const next =
      random() < 0.5
        ? from
        : (candidates[other * candidatesEach + ((random() * candidatesEach) | 0)] as number);
    if (next === to) continue;
    const otherEnters = weight[otherRow + next] as number;
    const ejected = enters - (weight[otherRow + to] as number);
    let change =
      base +
      (cost[otherRow + next] as number) -
      (cost[otherRow + to] as number) +
      fined(to, ejected);
    if (next === from) change += fined(from, otherEnters - leaves);
    else change += fined(from, -leaves) + fined(next, otherEnters);
    if (!(change <= limit)) continue;
    moveAccount(problem, state, account, to);
    moveAccount(problem, state, other, next);
    keepIfBest();
  }
  return { proposals, plan: best };
}

/** Where capacity has no price, half the mean price is taken, so that exceeding it is never free. */
function finePrices(prices: Float64Array, regret: number): Float64Array {
  const mean = prices.reduce((sum, price) => sum + price, 0) / Math.max(1, prices.length);
  const least = Math.max(mean / 2, regret * 1e-3);
  return prices.map((price) => Math.max(price, least));
}
