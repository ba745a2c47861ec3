import { parentPort, workerData } from 'node:worker_threads';
import { proposeMoves } from '../domain/rebalance/propose-moves.ts';
import type { ProposeAnswer, ProposeTask } from './propose-apart.ts';

/** Answers one question in a thread of its own: a blocked event loop would lose the job's lock. */
const task = workerData as ProposeTask;
const stop = new Int32Array(task.stop);
const tell = (answer: ProposeAnswer): void => {
  parentPort?.postMessage(answer);
};
try {
  const answer = proposeMoves(task.snapshot, task.question, {
    cancelled: () => Atomics.load(stop, 0) === 1,
    onProgress: (progress) => {
      tell({ progress });
    }
  });
  tell({ answer });
} catch (error) {
  tell({ message: error instanceof Error ? error.message : String(error) });
}
