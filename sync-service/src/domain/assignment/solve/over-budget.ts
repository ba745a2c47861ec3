import type { Instance } from './instance.ts';
import { budgetSize } from './instance.ts';
import { lowerBound } from './lower-bound.ts';
import type { Violation } from './plan.ts';
import type { BandPrices } from './prices.ts';
import type { TerritoryTree } from './territory-tree.ts';

/** What takes of a budget costs this many times what a typical account would rather save. */
const dominance = 1000;

/**
 * The instance without some of its budgets, and with what took of them so dear that every other
 * cost only tells plans apart that move nearly the same. All else stays hard: what moves then is
 * what a plan in band can hardly avoid. Budgets are weighed as fractions of themselves.
 * @param freed indices of these budgets
 * @param unit change of a price, by band then budget, that matters to a typical block
 */
export function withDearMoves(
  instance: Instance,
  freed: readonly number[],
  unit: Float64Array
): Instance {
  const { budgets, problem } = instance;
  const moveCost = problem.moveCost.slice();
  for (const g of freed) {
    const price = dearness(instance, freed, unit, g);
    budgets[g]?.amount.forEach((amount, account) => {
      moveCost[account] = (moveCost[account] ?? 0) + price * amount;
    });
  }
  return {
    ...instance,
    problem: { ...problem, moveCost },
    budgets: budgets.filter((_, g) => !freed.includes(g))
  };
}

/** What a unit of budget g costs more once it is freed. */
export function dearness(
  { bands, budgets }: Instance,
  freed: readonly number[],
  unit: Float64Array,
  g: number
): number {
  let weight = 0;
  for (const other of freed) {
    const budget = budgets[other];
    if (budget !== undefined)
      weight = Math.max(weight, dominance * (unit[bands.count + other] ?? 1) * budgetSize(budget));
  }
  const budget = budgets[g];
  return budget === undefined ? 0 : weight / budgetSize(budget);
}

/**
 * Lower bound on what takes of budget g in any plan that meets all limits but the budgets: the
 * Lagrangean bound where nothing costs but that.
 * @param prices valid at any; near the least at those found with dear moves
 * @param price what a unit of the budget cost there
 */
export function leastOfBudget(
  instance: Instance,
  tree: TerritoryTree,
  prices: BandPrices,
  g: number,
  price: number
): number {
  const { problem } = instance;
  const budget = instance.budgets[g];
  if (budget === undefined) return 0;
  const onlyMoves: Instance = {
    ...instance,
    problem: {
      ...problem,
      costPerMile: new Float64Array(problem.accounts),
      moveCost: budget.amount
    },
    preferred: null,
    budgets: []
  };
  const { count, penalty } = instance.bands;
  // A soft band is no limit, and where only moves cost, being beyond it costs nothing.
  const band = prices.band.map((own, at) => (penalty[at % count] === Infinity ? own / price : 0));
  return Math.max(0, lowerBound(onlyMoves, tree, { band, budget: new Float64Array(0) }));
}

/** How far a plan is outside: other limits first, then budgets, as fractions of each limit. */
export function outsideOf(violations: readonly Violation[]): [number, number] {
  const outside: [number, number] = [0, 0];
  for (const { kind, actual, least, most } of violations) {
    const beyond = Math.max(actual - most, least - actual);
    if (kind === 'budget') outside[1] += beyond / Math.max(1, most);
    else if (kind === 'forced') outside[0] += 1;
    else outside[0] += beyond / Math.max(1e-9, least, most < Infinity ? most : 0);
  }
  return outside;
}
