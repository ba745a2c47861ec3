import type { Plan } from '../src/domain/assignment/solve/plan.ts';
import type { Problem } from '../src/domain/assignment/solve/problem.ts';
import { solve } from '../src/domain/assignment/solve/solve.ts';

/**
 * The same instance where nothing counts but the workload that changes hands: its bound is less
 * than any plan in band must move. A trace of travel tells equal territories apart.
 */
export function leastMoved(problem: Problem, seed: number): Plan {
  const workload = problem.measures[0]?.weight ?? new Float64Array(problem.accounts);
  return solve(
    { ...problem, moveCost: workload, costPerMile: new Float64Array(problem.accounts) },
    { seed, nodeBudget: 0 }
  );
}
