import { Worker } from 'node:worker_threads';
import type { Progress } from '../domain/assignment/solve/plan.ts';
import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import type { RebalanceQuestion } from '../domain/rebalance/question.ts';
import type { RebalanceAnswer } from '../domain/rebalance/rebalance-answer.ts';

export interface ProposeTask {
  readonly snapshot: OrgSnapshot;
  readonly question: RebalanceQuestion;
  /** Four bytes, of which the first number is 1 once the search is to end. */
  readonly stop: SharedArrayBuffer;
}

export type ProposeAnswer =
  | { readonly progress: Progress }
  | { readonly answer: RebalanceAnswer | null }
  | { readonly message: string };

/** A search in a thread of its own. */
export interface Search {
  readonly done: Promise<RebalanceAnswer | null>;
  /** Ends the search; `done` then gives the best plan so far. */
  stop(): void;
}

/** Starts the search for a scenario's moves. `done` is rejected with what makes the data unsound. */
export function proposeApart(
  snapshot: OrgSnapshot,
  question: RebalanceQuestion,
  onProgress: (progress: Progress) => void
): Search {
  const stop = new SharedArrayBuffer(4);
  const task: ProposeTask = { snapshot, question, stop };
  const worker = new Worker(new URL('./propose-worker.ts', import.meta.url), { workerData: task });
  const done = new Promise<RebalanceAnswer | null>((resolve, reject) => {
    worker.on('message', (message: ProposeAnswer) => {
      if ('progress' in message) onProgress(message.progress);
      else if ('answer' in message) resolve(message.answer);
      else reject(new Error(message.message));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      reject(new Error(`The searching thread ended with exit code ${String(code)}.`));
    });
  });
  return {
    done: done.finally(() => worker.terminate()),
    stop() {
      Atomics.store(new Int32Array(stop), 0, 1);
    }
  };
}
