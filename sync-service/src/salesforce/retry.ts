import { OrgError } from './errors.ts';

/** Lasting trouble stops within this long. */
const patienceMilliseconds = 40_000;
const firstWaitMilliseconds = 200;
const longestWaitMilliseconds = 5_000;

/**
 * Runs `work` until it succeeds, waiting longer each time and by chance a little different, so
 * that many who failed at once do not come back at once. Only for what may be sent twice.
 * @throws OrgError the last one, when it is not retryable or patience has ended
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OrgError) || !error.retryable) throw error;
      const wait =
        Math.min(longestWaitMilliseconds, firstWaitMilliseconds * 2 ** attempt) *
        (0.5 + Math.random());
      if (Date.now() - started + wait > patienceMilliseconds) throw error;
      await pause(wait);
    }
  }
}

/** Resolves after so many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
