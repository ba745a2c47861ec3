import { Worker } from 'node:worker_threads';
import type { AnswerReport } from './answer-report.ts';

/** What a thread sends back: the answer, or a fault of ours. */
export type AnswerMessage = AnswerReport | { readonly message: string };

/**
 * Answers in a thread of its own: a blocked event loop would lose the job's lock.
 * @param module the thread's module; it sends one `AnswerMessage`
 * @param task plain data
 */
export function answerApart(module: URL, task: unknown): Promise<AnswerReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData: task });
    worker.once('message', (answer: AnswerMessage) => {
      void worker.terminate();
      if ('message' in answer) reject(new Error(answer.message));
      else resolve(answer);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`The answering thread ended with exit code ${String(code)}.`));
    });
  });
}
