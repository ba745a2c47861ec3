import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { faultsOfWhole } from '../domain/assignment/design/solve-part.ts';
import type { RegionPlan, Regions } from '../domain/assignment/design/solve-regions.ts';
import { joinRegions, optionsOfPart } from '../domain/assignment/design/solve-regions.ts';
import { UnsoundInputError } from '../domain/assignment/input/input-fault.ts';
import type { Plan } from '../domain/assignment/solve/plan.ts';
import type { RegionAnswer, RegionTask } from './region-messages.ts';

export interface ApartOptions {
  readonly seed: number;
  readonly nodeBudget?: number;
  /** Threads at most; by default one a core. */
  readonly threads?: number;
  /** Ends the threads; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Solves regions in threads of their own, the largest first. The plan is the same, to the byte, as
 * that of `solveRegions`: each region is a problem by itself, whoever solves it and when.
 * @throws UnsoundInputError as `solveRegions` does
 */
export async function solveRegionsApart(
  regions: Regions,
  options: ApartOptions
): Promise<RegionPlan> {
  options.signal?.throwIfAborted();
  const tasks = tasksOf(regions, options);
  const threads = Math.max(1, Math.min(tasks.length, options.threads ?? availableParallelism()));
  const answers = new Map<number, RegionAnswer>();
  const ending = new AbortController();
  const stop = (): void => {
    ending.abort(options.signal?.reason);
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(
      Array.from({ length: threads }, () => workThrough(tasks, answers, ending.signal))
    );
  } finally {
    ending.abort();
    options.signal?.removeEventListener('abort', stop);
  }
  return joinRegions(
    regions,
    regions.parts.map((_, index) => planOf(regions, index, answers))
  );
}

function tasksOf(regions: Regions, options: ApartOptions): RegionTask[] {
  const budget =
    options.nodeBudget === undefined
      ? { seed: options.seed }
      : { seed: options.seed, nodeBudget: options.nodeBudget };
  return regions.parts
    .flatMap((part, index) =>
      part.accounts.length === 0
        ? []
        : [
            {
              index,
              problem: part.problem,
              seed: options.seed,
              nodeBudget: optionsOfPart(regions, part, budget).nodeBudget ?? null
            }
          ]
    )
    .sort((a, b) => a.problem.accounts - b.problem.accounts);
}

/** One thread that takes the largest task left until none is. */
function workThrough(
  tasks: RegionTask[],
  answers: Map<number, RegionAnswer>,
  signal: AbortSignal
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const worker = new Worker(new URL('./region-worker.ts', import.meta.url));
    const end = (error?: unknown): void => {
      signal.removeEventListener('abort', abort);
      void worker.terminate();
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error(String(error)));
    };
    const abort = (): void => {
      end(signal.reason ?? new Error('The regions were given up.'));
    };
    const next = (): void => {
      const task = tasks.pop();
      if (task === undefined) end();
      else worker.postMessage(task);
    };
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (answer: RegionAnswer) => {
      answers.set(answer.index, answer);
      next();
    });
    worker.on('error', end);
    worker.on('exit', (code) => {
      end(new Error(`A region’s thread ended with exit code ${String(code)}.`));
    });
    next();
  });
}

function planOf(
  { parts }: Regions,
  index: number,
  answers: ReadonlyMap<number, RegionAnswer>
): Plan | null {
  const answer = answers.get(index);
  const part = parts[index];
  if (answer === undefined || part === undefined) return null;
  if ('plan' in answer) return answer.plan;
  if ('faults' in answer) throw new UnsoundInputError(faultsOfWhole(part, answer.faults));
  throw new Error(answer.message);
}
