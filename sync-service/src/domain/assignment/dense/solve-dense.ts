import { capacityPrices } from './capacity-prices.ts';
import { exchangeSearch } from './cyclic-exchange.ts';
import type { DenseFault, DenseProblem } from './dense-problem.ts';
import { denseFault, planCost, planLoads } from './dense-problem.ts';
import { annealWithOverload } from './overload-annealing.ts';
import type { PlanState } from './plan-state.ts';
import { moveAccount, planState } from './plan-state.ts';
import type { SearchTables } from './search-tables.ts';
import { searchTables } from './search-tables.ts';
import type { Random } from './seeded-random.ts';
import { seededRandom } from './seeded-random.ts';

export interface DenseOptions {
  readonly seed: number;
  /** Accounts and territories that the search may look at: the budget that makes runs alike. */
  readonly nodes: number;
  /** Asked now and then; true ends the search with the best plan so far. */
  readonly stop?: () => boolean;
}

export interface DenseSolution {
  /** Territory of each account. */
  readonly plan: Int32Array;
  readonly cost: number;
  /** No plan within the capacities costs less. */
  readonly bound: number;
  /** (cost − bound) / |cost|, 0 if both are 0; null while a capacity is exceeded. */
  readonly gap: number | null;
  /** Territories above capacity, and by how much. Empty if the plan is within all. */
  readonly exceeded: readonly { readonly territory: number; readonly by: number }[];
  readonly prices: Float64Array;
  readonly nodes: number;
}

export type DenseResult =
  | { readonly ok: true; readonly solution: DenseSolution }
  | { readonly ok: false; readonly fault: DenseFault };

const candidatesEach = 5;
const exchangeLimits = { moves: 6, tries: 400 };
const annealingShare = 0.05;

/**
 * A plan near the cheapest within hard capacities, with a valid lower bound. Capacity prices give
 * the bound and each account's few best territories; annealing with fines finds a plan that fits;
 * exchanges that keep it so make it cheaper. The same for the same seed and nodes, unless `stop`
 * ends it.
 */
export function solveDense(problem: DenseProblem, options: DenseOptions): DenseResult {
  const fault = denseFault(problem);
  if (fault !== null) return { ok: false, fault };
  const stop = options.stop ?? (() => false);
  const random = seededRandom(options.seed);
  const priced = capacityPrices(problem);
  let tables = searchTables(problem, priced, candidatesEach);
  let state = planState(problem, bestTerritories(problem, tables));
  let nodes = 0;
  let plan: Int32Array | null = null;
  for (let share = 1; plan === null && share <= 4; share += 1) {
    if (share > 1) tables = searchTables(problem, priced, candidatesEach * 4 ** (share - 1));
    const annealed = annealWithOverload(
      problem,
      tables,
      state,
      random,
      Math.ceil(options.nodes * annealingShare),
      Math.ceil(options.nodes * 0.2),
      stop
    );
    nodes += annealed.nodes;
    plan = annealed.plan;
  }
  if (plan !== null) {
    tables = searchTables(problem, priced, candidatesEach);
    state = planState(problem, plan);
    nodes += improve(problem, tables, state, plan, random, options.nodes - nodes, stop);
  }
  const final = plan ?? state.plan;
  const cost = planCost(problem, final);
  const loads = planLoads(problem, final);
  const exceeded = [...loads].flatMap((load, territory) => {
    const by = load - (problem.capacity[territory] ?? 0);
    return by > 1e-9 * Math.max(1, load) ? [{ territory, by }] : [];
  });
  const gap = cost === priced.bound ? 0 : (cost - priced.bound) / Math.abs(cost);
  return {
    ok: true,
    solution: {
      plan: final,
      cost,
      bound: priced.bound,
      gap: exceeded.length > 0 ? null : gap,
      exceeded,
      prices: priced.prices,
      nodes
    }
  };
}

/** Each account where it is cheapest with capacity priced. */
function bestTerritories(problem: DenseProblem, tables: SearchTables): Int32Array {
  return Int32Array.from(
    { length: problem.accounts },
    (_, account) => tables.candidates[account * tables.candidatesEach] as number
  );
}

/** Exchanges under a falling threshold; writes the best plan seen into `best`. Returns nodes used. */
function improve(
  problem: DenseProblem,
  tables: SearchTables,
  state: PlanState,
  best: Int32Array,
  random: Random,
  budget: number,
  stop: () => boolean
): number {
  const search = exchangeSearch(problem, tables, state, exchangeLimits);
  const { found } = search;
  let bestCost = state.cost;
  let temperature = 0;
  for (let step = 0; found.nodes < budget; step += 1) {
    if (step % 64 === 0) {
      if (stop()) break;
      temperature = tables.regret * 0.7 * 0.04 ** (found.nodes / budget);
    }
    const account = (random() * problem.accounts) | 0;
    search.find(account, -temperature * Math.log(random() + 1e-300));
    for (let move = 0; move < found.count; move += 1)
      moveAccount(
        problem,
        state,
        found.accounts[move] as number,
        found.territories[move] as number
      );
    if (found.count > 0 && state.cost < bestCost - 1e-9) {
      bestCost = state.cost;
      best.set(state.plan);
    }
  }
  return found.nodes;
}
