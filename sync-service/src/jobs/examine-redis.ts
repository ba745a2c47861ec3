import { Redis } from 'ioredis';
import type { Finding } from './doctor.ts';
import { inTime } from './queue.ts';

/** A server that is only slow, or a machine that is busy, is no fault. */
const patienceMilliseconds = 10_000;

/** Whether Redis answers and keeps what it is given. */
export async function examineRedis(url: string | undefined): Promise<Finding> {
  const check = 'Redis';
  if (url === undefined || url === '')
    return {
      check,
      ok: false,
      message: 'REDIS_URL is not set.',
      cure: 'Set REDIS_URL to the address of a Redis server, such as redis://localhost:6379. The service needs it; sync from the terminal does not.'
    };
  const client = new Redis(url, {
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    lazyConnect: true
  });
  client.on('error', () => undefined);
  try {
    await inTime(client.connect(), patienceMilliseconds, 'no answer');
    const answer = (await client.config('GET', 'maxmemory-policy')) as string[];
    if (answer[1] !== undefined && answer[1] !== 'noeviction')
      return {
        check,
        ok: false,
        message: `Redis has maxmemory-policy ${answer[1]}, which loses jobs.`,
        cure: 'Set maxmemory-policy noeviction in the Redis server that REDIS_URL names.'
      };
    return { check, ok: true, message: 'Redis answers and evicts nothing.', cure: null };
  } catch (error) {
    return {
      check,
      ok: false,
      message: `Redis at REDIS_URL does not answer (${error instanceof Error ? error.message : String(error)}).`,
      cure: 'Start the Redis server, or correct REDIS_URL.'
    };
  } finally {
    client.disconnect();
  }
}
