import { parentPort } from 'node:worker_threads';
import { UnsoundProblemError } from '../domain/assignment/solve/check-problem.ts';
import { solve } from '../domain/assignment/solve/solve.ts';
import type { RegionAnswer, RegionTask } from './region-messages.ts';

/** Solves the regions it is given, one after another. */
function answer({ index, problem, seed, nodeBudget }: RegionTask): RegionAnswer {
  try {
    const plan = solve(problem, { seed, ...(nodeBudget === null ? {} : { nodeBudget }) });
    return { index, plan };
  } catch (error) {
    return error instanceof UnsoundProblemError
      ? { index, faults: error.faults }
      : { index, message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (task: RegionTask) => {
  parentPort?.postMessage(answer(task));
});
