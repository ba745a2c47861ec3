import type { Candidates } from './candidates.ts';
import type { PlanScore } from './plan-score.ts';
import { isBetter, scoreState } from './plan-score.ts';
import type { SearchState } from './search-state.ts';
import { resetTotals, shift } from './search-state.ts';

/** A plan by the entry of each row. */
export interface KeptPlan extends PlanScore {
  readonly at: Int32Array;
}

/** So many plans are looked at one by one. */
const mostPlans = 20_000;

/** Whether there are so few plans that each can be looked at; then the best is known to be so. */
export function isListable(candidates: Candidates, territories: number): boolean {
  // With fewer candidates than territories some plans would be left out.
  if (territories > candidates.stride) return false;
  let plans = 1;
  for (let row = 0; row < candidates.rows && plans <= mostPlans; row += 1)
    plans *= Math.max(1, candidates.used[row] ?? 0);
  return plans <= mostPlans;
}

/**
 * The best of all plans: limits first, then budgets, then cost. Leaves the state at the last one.
 * @param best the plan to beat
 * @returns that plan where none is better
 */
export function bestOfAll(state: SearchState, best: KeptPlan): KeptPlan {
  const { rows, stride, used } = state.candidates;
  let found = best;
  const place = (row: number): void => {
    if (row === rows) {
      const score = scoreState(state);
      if (isBetter(score, found)) found = { ...score, at: state.at.slice() };
      return;
    }
    for (let entry = row * stride; entry < row * stride + (used[row] ?? 0); entry += 1) {
      if (entry !== state.at[row]) shift(state, row, entry);
      place(row + 1);
    }
  };
  place(0);
  if (found === best) return best;
  state.at.set(found.at);
  resetTotals(state);
  return { ...scoreState(state), at: found.at };
}
