import type { AnswerReport } from './answer-report.ts';
import { startThread } from './ask-thread.ts';

/**
 * Answers in a thread of its own: a blocked event loop would lose the job's lock.
 * @param module the thread's module, which calls `answerQuestions`; it is asked once
 * @param task plain data
 */
export async function answerApart(module: URL, task: unknown): Promise<AnswerReport> {
  const thread = startThread<null>(module, task);
  try {
    return await thread.ask<AnswerReport>(null);
  } finally {
    await thread.end();
  }
}
