import type { ProblemFault } from '../domain/assignment/solve/check-problem.ts';
import type { Plan } from '../domain/assignment/solve/plan.ts';
import type { Problem } from '../domain/assignment/solve/problem.ts';

/** A region for a thread to solve. */
export interface RegionTask {
  readonly index: number;
  readonly problem: Problem;
  readonly seed: number;
  readonly nodeBudget: number | null;
}

/** Its plan; or what is wrong with its data; or a fault of ours. */
export type RegionAnswer =
  | { readonly index: number; readonly plan: Plan }
  | { readonly index: number; readonly faults: readonly ProblemFault[] }
  | { readonly index: number; readonly message: string };
