import { startThread } from './ask-thread.ts';

/**
 * Answers in a thread of its own: a blocked event loop would lose the job's lock.
 * @param module the thread's module, which calls `answerQuestions`; it is asked once
 * @param task plain data
 */
export async function answerApart<T>(module: URL, task: unknown): Promise<T> {
  const thread = startThread<null>(module, task);
  try {
    return await thread.ask<T>(null);
  } finally {
    await thread.end();
  }
}
