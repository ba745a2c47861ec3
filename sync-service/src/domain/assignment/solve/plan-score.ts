import { budgetSize } from './instance.ts';
import { partnersIn } from './search-slack.ts';
import type { SearchState } from './search-state.ts';
import { roundingMargin } from './drawn-in-bands.ts';

/** A load at the very end of its band is outside by the margin that bands are drawn in by. */
const atTheEnd = 1.5 * roundingMargin;

/** Excess of slot k × M + m over a hard band, as a fraction of the band's end; negative when short. */
export function hardExcess(state: SearchState, at: number): number {
  const m = at % state.instance.bands.count;
  if (state.instance.bands.penalty[m] !== Infinity) return 0;
  return excessOf(state.load[at] ?? 0, state.lower[at] ?? 0, state.upper[at] ?? 0);
}

/** How far a load is beyond a band, as a fraction of the band's end; negative when short. */
export function excessOf(load: number, low: number, high: number): number {
  if (load <= high && load >= low) return 0;
  const size = Math.max(1e-9, low, high < Infinity ? high : 0);
  const beyond = (load > high ? load - high : load - low) / size;
  return Math.abs(beyond) <= atTheEnd ? 0 : beyond;
}

/** How good a plan is, in the order in which plans are compared. */
export interface PlanScore {
  /** How far hard limits other than budgets are overstepped, each as a fraction of its limit. */
  readonly violation: number;
  /** How far hard budgets are, likewise. */
  readonly overBudget: number;
  /** Objective, with soft bands. */
  readonly cost: number;
}

/** Sums of the same fractions in another order differ by less. */
const rounding = 1e-12;

/** Bands and pairs come first, then budgets, then cost. */
export function isBetter(one: PlanScore, other: PlanScore): boolean {
  if (Math.abs(one.violation - other.violation) > rounding) return one.violation < other.violation;
  if (Math.abs(one.overBudget - other.overBudget) > rounding)
    return one.overBudget < other.overBudget;
  return one.cost < other.cost;
}

/** Whether some hard limit is not met. */
export const isOutside = ({ violation, overBudget }: PlanScore): boolean =>
  violation > 0 || overBudget > 0;

export function scoreState(state: SearchState): PlanScore {
  const { instance, candidates, at, load, moved } = state;
  const { bands, budgets } = instance;
  let cost = 0;
  for (let row = 0; row < candidates.rows; row += 1) cost += candidates.cost[at[row] ?? 0] ?? 0;
  let violation = 0;
  for (let slot = 0; slot < load.length; slot += 1) {
    const x = load[slot] ?? 0;
    violation += Math.abs(hardExcess(state, slot));
    const soft = state.beyond[slot % bands.count] ?? 0;
    if (soft > 0)
      cost += soft * Math.max(0, x - (state.upper[slot] ?? 0), (state.lower[slot] ?? 0) - x);
  }
  let overBudget = 0;
  budgets.forEach((budget, g) => {
    const over = Math.max(0, (moved[g] ?? 0) - budget.most * (1 + 1e-12));
    overBudget += over / budgetSize(budget);
  });
  if (instance.apart.length > 0)
    for (let row = 0; row < candidates.rows; row += 1)
      violation += 0.5 * partnersIn(state, row, candidates.territory[at[row] ?? 0] ?? 0);
  return { violation, overBudget, cost };
}
