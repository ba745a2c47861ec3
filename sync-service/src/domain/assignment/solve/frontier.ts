import type { Plan, SolveOptions } from './plan.ts';
import type { Problem } from './problem.ts';
import { solve } from './solve.ts';

/** One plan on the line from least travel to least disruption. */
export interface FrontierPlan {
  /** What the cost of moving was multiplied by. */
  readonly factor: number;
  readonly plan: Plan;
  readonly movedAccounts: number;
}

/** From "moving is free" to "moving is dear", in seven plans. */
export const usualFactors: readonly number[] = [0, 0.25, 0.5, 1, 2, 4, 8];

/**
 * Plans at rising costs of moving, each with its own gap. Each starts from the prices of the one
 * before, which saves the search on samples.
 */
export function solveFrontier(
  problem: Problem,
  options: SolveOptions,
  factors: readonly number[] = usualFactors
): FrontierPlan[] {
  const found: FrontierPlan[] = [];
  for (const factor of [...factors].sort((a, b) => a - b)) {
    if (found.length > 0 && options.cancelled?.() === true) break;
    const priced = { ...problem, moveCost: problem.moveCost.map((cost) => cost * factor) };
    const plan = solve(priced, options, found.at(-1)?.plan.prices);
    let movedAccounts = 0;
    plan.territory.forEach((k, account) => {
      const from = problem.current[account] ?? -1;
      if (from >= 0 && from !== k) movedAccounts += 1;
    });
    found.push({ factor, plan, movedAccounts });
  }
  return found;
}
