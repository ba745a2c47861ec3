import type { CapacityPrices } from './capacity-prices.ts';
import { capacityPrices } from './capacity-prices.ts';
import type { ExchangeLimits } from './cyclic-exchange.ts';
import { exchangeSearch } from './cyclic-exchange.ts';
import type { DenseFault, DenseProblem } from './dense-problem.ts';
import { denseFault, planCost, planLoads } from './dense-problem.ts';
import { annealWithOverload } from './overload-annealing.ts';
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

interface ExchangeStage {
  /** Share of the nodes left when the first stage begins. */
  readonly share: number;
  readonly candidatesEach: number;
  readonly limits: ExchangeLimits;
  /** First and last temperature, in mean regrets. */
  readonly hot: number;
  readonly cold: number;
}

const candidatesEach = 5;
const annealingShare = 0.05;
/** A proposal takes about as long as looking at eight accounts. */
const nodesPerProposal = 8;
/** Narrow and hot where many plans are nearly as good; then wide and cool where weights hardly fit. */
const stages: readonly ExchangeStage[] = [
  { share: 0.4, candidatesEach: 4, limits: { moves: 6, tries: 400 }, hot: 1.5, cold: 0.15 },
  { share: 0.6, candidatesEach: 8, limits: { moves: 6, tries: 1500 }, hot: 0.5, cold: 0.03 }
];

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
  const state = planState(problem, bestTerritories(problem, tables));
  let nodes = 0;
  let plan: Int32Array | null = null;
  for (let share = 1; plan === null && share <= 4; share += 1) {
    if (share > 1) tables = searchTables(problem, priced, candidatesEach * 4 ** (share - 1));
    const annealed = annealWithOverload(
      problem,
      tables,
      state,
      random,
      Math.ceil((options.nodes * annealingShare) / nodesPerProposal),
      Math.ceil((options.nodes * 0.2) / nodesPerProposal),
      stop
    );
    nodes += annealed.proposals * nodesPerProposal;
    plan = annealed.plan;
  }
  if (plan !== null) {
    const left = options.nodes - nodes;
    for (const stage of stages)
      nodes += improve(problem, priced, stage, plan, random, left * stage.share, stop);
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
  priced: CapacityPrices,
  stage: ExchangeStage,
  best: Int32Array,
  random: Random,
  budget: number,
  stop: () => boolean
): number {
  const tables = searchTables(problem, priced, stage.candidatesEach);
  const state = planState(problem, best);
  const search = exchangeSearch(problem, tables, state, stage.limits);
  const { found } = search;
  let bestCost = state.cost;
  let temperature = 0;
  for (let step = 0; found.nodes < budget; step += 1) {
    if (step % 64 === 0) {
      if (stop()) break;
      temperature = tables.regret * stage.hot * (stage.cold / stage.hot) ** (found.nodes / budget);
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
