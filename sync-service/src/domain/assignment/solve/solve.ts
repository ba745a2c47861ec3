import { boundByCases } from './bound-by-cases.ts';
import { compileSound } from './check-problem.ts';
import type { Instance } from './instance.ts';
import { lowerBound } from './lower-bound.ts';
import { costOfPlan } from './objective.ts';
import { dearness, leastOfBudget, outsideOf, withDearMoves } from './over-budget.ts';
import type { Counters, Plan, SolveOptions, Violation } from './plan.ts';
import type { FoundPlan } from './plan-search.ts';
import { searchPlan } from './plan-search.ts';
import { isOutside } from './plan-score.ts';
import type { PriceSearch } from './price-search.ts';
import { searchPrices } from './price-search.ts';
import type { BandPrices } from './prices.ts';
import type { Problem } from './problem.ts';
import type { TerritoryTree } from './territory-tree.ts';
import { territoryTree } from './territory-tree.ts';
import { findViolations } from './violations.ts';

/**
 * Finds an assignment and a bound on how much better any other could be: prices for the bands by
 * smoothed dual ascent, everybody at the cheapest priced territory, then rounds of local search.
 * Where limits and a disruption budget are not met together, the limits come first: the plan is the
 * one found to be least over budget, and what no plan can avoid is proved.
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
  const first = judgedPlan(instance, search, found);
  const chosen =
    instance.budgets.length === 0 || !isOutside(found) || cancelled()
      ? first
      : found.best
        ? { ...first, violations: asLeast(first.violations) }
        : leastOver(instance, tree, first, options, cancelled);
  const { territory, objective, violations } = chosen;
  options.onProgress?.({
    stage: 'bound',
    nodes: chosen.counters.nodes,
    objective,
    violation: outsideOf(violations).reduce((sum, part) => sum + part, 0)
  });
  const plain = Math.min(
    lowerBound(instance, tree, search.prices),
    violations.length === 0 ? objective : Infinity
  );
  const byCases =
    search.giants === null || violations.length > 0 || cancelled()
      ? null
      : boundByCases(instance, tree, search.prices, search.giants, plain, objective);
  const bound = byCases?.bound ?? plain;
  return {
    territory,
    objective,
    bound,
    gap: violations.length > 0 ? null : gapOf(objective, bound),
    prices: chosen.search.prices,
    cases: byCases?.cases ?? null,
    violations,
    counters: chosen.counters
  };
}

/** (objective − bound) / objective; 0 when both are 0. */
export function gapOf(objective: number, bound: number): number {
  return objective === 0 ? 0 : Math.max(0, (objective - bound) / objective);
}

/** A plan with its cost and violations from scratch. */
interface JudgedPlan {
  readonly search: PriceSearch;
  readonly territory: Int32Array;
  readonly objective: number;
  readonly violations: readonly Violation[];
  readonly counters: Counters;
}

function judgedPlan(instance: Instance, search: PriceSearch, found: FoundPlan): JudgedPlan {
  return {
    search,
    territory: found.territory,
    objective: costOfPlan(instance, found.territory).total,
    violations: findViolations(instance, found.territory),
    counters: {
      newtonSteps: search.newtonSteps,
      nodes: found.count.weighed,
      rounds: found.rounds,
      accepted: found.count.accepted
    }
  };
}

/**
 * The plan that meets all limits but the budgets and is least over those, with what is proved of
 * it; where it meets them too, the search for the least cost goes on from it.
 */
function leastOver(
  instance: Instance,
  tree: TerritoryTree,
  first: JudgedPlan,
  options: SolveOptions,
  cancelled: () => boolean
): JudgedPlan {
  let best = first;
  let freed = [...instance.budgets.keys()];
  const least = new Float64Array(freed.length);
  while (freed.length > 0 && !cancelled()) {
    const dear = withDearMoves(instance, freed, first.search.unit);
    const search = searchPrices(dear, tree, options.seed, null, cancelled);
    const plan = judgedPlan(instance, search, searchPlan(dear, search, options, cancelled));
    best = counted(better(best, plan), best, plan);
    for (const g of freed) {
      const price = dearness(instance, freed, first.search.unit, g);
      const proved = leastOfBudget(instance, tree, search.prices, g, price);
      least[g] = Math.max(least[g] ?? 0, proved);
    }
    // A budget that is met by the way need not be pressed at the cost of the others.
    const over = freed.filter((g) => isOver(plan, instance.budgets[g]?.name));
    freed = over.length < freed.length ? over : [];
  }
  if (best.search !== first.search && best.violations.length === 0) {
    const again = searchPlan(instance, first.search, options, cancelled, best.territory);
    const plan = judgedPlan(instance, first.search, again);
    best = counted(better(best, plan), best, plan);
  }
  const violations = best.violations.map((violation) => {
    const g = instance.budgets.findIndex(
      ({ name }) => isOver(best, name) && name === violation.name
    );
    return violation.kind !== 'budget' || g < 0
      ? violation
      : { ...violation, leastPossible: least[g] ?? null };
  });
  return { ...best, violations };
}

/** Where every plan was looked at and only a budget is not met, its excess is the least. */
function asLeast(violations: readonly Violation[]): Violation[] {
  const unmet = violations.filter(({ kind }) => kind !== 'forced');
  return violations.map((violation) =>
    violation.kind === 'budget' && unmet.length === 1
      ? { ...violation, leastPossible: violation.actual }
      : violation
  );
}

const isOver = ({ violations }: JudgedPlan, budget: string | undefined): boolean =>
  violations.some(({ kind, name }) => kind === 'budget' && name === budget);

/** A plan with the work of two searches. */
function counted(plan: JudgedPlan, { counters: one }: JudgedPlan, { counters: other }: JudgedPlan) {
  return {
    ...plan,
    counters: {
      newtonSteps: one.newtonSteps + other.newtonSteps,
      nodes: one.nodes + other.nodes,
      rounds: one.rounds + other.rounds,
      accepted: one.accepted + other.accepted
    }
  };
}

/** The first plan unless the other is less outside, or no more outside and cheaper. */
function better(one: JudgedPlan, other: JudgedPlan): JudgedPlan {
  const [limits, budgets] = outsideOf(one.violations);
  const [otherLimits, otherBudgets] = outsideOf(other.violations);
  if (limits !== otherLimits) return limits < otherLimits ? one : other;
  if (budgets !== otherBudgets) return budgets < otherBudgets ? one : other;
  return one.objective <= other.objective ? one : other;
}
