import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { answerAsked } from './answer-asked.ts';
import type { ChangedAccounts } from './changed-accounts.ts';
import { changedAccounts } from './changed-accounts.ts';
import type { JobContext } from './handlers.ts';
import { resumeRun, runAsked, runChanges, runDay, runNight } from './handlers.ts';
import { applyRebalance } from './apply-rebalance.ts';
import type { JobName } from './job-types.ts';
import { isJobName, jobTypes, queueName } from './job-types.ts';

import { serveRebalance } from './serve-rebalance.ts';

/** Work that cannot be taken in, in words for the caller. */
export class QueueUnavailableError extends Error {}

export interface WorkQueue {
  /** Adds a job within two seconds. @throws QueueUnavailableError */
  add(name: JobName, data: object, oneAtATime: string): Promise<string>;
  /** Remembers changed accounts; they become one job, a little later, however many events come. */
  noteChanged(accountIds: readonly string[]): Promise<void>;
  /** Adds to a count that begins anew each UTC day. @returns the day's count so far */
  countToday(name: string, more: number): Promise<number>;
  /** Sets the night's schedule and removes schedules that this version does not know. */
  schedule(pattern: string, timeZone: string): Promise<void>;
  /** Pattern and zone that Redis holds; null where there is none. */
  scheduled(): Promise<{ pattern: string; timeZone: string } | null>;
  /** Keeps a word for the next process; null forgets it. */
  remember(name: string, word: string | null): Promise<void>;
  recall(name: string): Promise<string | null>;
  /** Whether Redis answers within a second. */
  answers(): Promise<boolean>;
  /** False where work has waited for a minute and nobody took it: a worker may sleep on after an outage while Redis answers. */
  takesWork(): Promise<boolean>;
  /** Stops taking work, waits for what runs, closes; bounded, and the same promise when called again. */
  close(): Promise<void>;
}

const addDeadlineMilliseconds = 2_000;
const closeDeadlineMilliseconds = 30_000;
/** Work that nobody has taken for so long tells of a worker that sleeps. */
const longestWaitMilliseconds = 60_000;
const nightScheduleId = 'night';
/** Runs for changes take at most a fifth of the time. */
const mostlyIdle = 4;

/**
 * Opens queue and worker.
 * @param gatherSeconds how long changes of accounts are gathered before their territories are recomputed
 * @throws Error when Redis would evict locks and jobs
 */
export async function openQueue(
  redisUrl: string,
  context: JobContext,
  log: Logger,
  gatherSeconds = 20
): Promise<WorkQueue> {
  const commands = new Redis(redisUrl, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: true,
    retryStrategy: (times) => Math.min(times * 200, 2_000)
  });
  const blocking = new Redis(redisUrl, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 200, 2_000)
  });
  for (const client of [commands, blocking])
    client.on('error', (error: Error) => {
      log.warn({ error: error.message }, 'Redis');
    });
  try {
    await refuseEviction(commands, log);
  } catch (error) {
    for (const client of [commands, blocking]) client.disconnect();
    throw error;
  }
  const queue = new Queue(queueName, {
    connection: commands,
    defaultJobOptions: {
      attempts: 5,
      backoff: { type: 'exponential', delay: 30_000 },
      removeOnComplete: { age: 86_400, count: 200 },
      removeOnFail: { age: 7 * 86_400, count: 200 }
    }
  });
  const changed = changedAccounts(commands);
  let lastChangeSeconds = 0;
  const queueChange = async (): Promise<void> => {
    // A run that takes long comes less often, so that the org has most of its time to itself.
    const seconds = Math.max(gatherSeconds, mostlyIdle * lastChangeSeconds);
    await queue.add('change', {}, { delay: seconds * 1000, deduplication: { id: 'change' } });
  };
  queue.on('error', (error) => {
    log.warn({ error: error.message }, 'queue');
  });
  const worker = new Worker(
    queueName,
    async (job) => {
      if (!isJobName(job.name)) {
        log.warn(
          { name: job.name, id: job.id },
          'a job of a name that this version does not know; it is dropped'
        );
        return null;
      }
      return handle(job.name, job.data, context, changed);
    },
    { connection: blocking, concurrency: 1, lockDuration: 60_000, maxStalledCount: 5 }
  );
  worker.on('error', (error) => {
    log.warn({ error: error.message }, 'worker');
  });
  worker.on('completed', (job) => {
    if (job.name !== 'change') return;
    lastChangeSeconds = ((job.finishedOn ?? 0) - (job.processedOn ?? 0)) / 1000;
    const again = async (): Promise<void> => {
      // What changed while the job ran could not be queued beside it.
      if ((await changed.read()).size > 0) await queueChange();
    };
    again().catch((error: unknown) => {
      log.warn({ error: String(error) }, 'changed accounts wait for the night');
    });
  });
  worker.on('failed', (job, error) => {
    log.error({ name: job?.name, id: job?.id, error: error.message }, 'a job failed');
  });
  let closing: Promise<void> | null = null;
  return {
    async add(name, data, oneAtATime) {
      const added = queue.add(name, jobTypes[name].parse(data), {
        deduplication: { id: oneAtATime }
      });
      const job = await inTime(
        added,
        addDeadlineMilliseconds,
        'Redis does not answer, so no work can be taken in. Check REDIS_URL and the Redis server.'
      );
      return job.id ?? '';
    },
    async noteChanged(accountIds) {
      if (accountIds.length === 0) return;
      await changed.add(accountIds);
      await queueChange();
    },
    async countToday(name, more) {
      const key = `evenfield:${name}:${new Date().toISOString().slice(0, 10)}`;
      const count = await commands.incrby(key, more);
      await commands.expire(key, 2 * 86_400);
      return count;
    },
    async schedule(pattern, timeZone) {
      for (const scheduler of await queue.getJobSchedulers()) {
        if (scheduler.key !== nightScheduleId) {
          log.warn(
            { schedule: scheduler.key },
            'a schedule that this version does not know is removed'
          );
          await queue.removeJobScheduler(scheduler.key);
        }
      }
      await queue.upsertJobScheduler(
        nightScheduleId,
        { pattern, tz: timeZone },
        { name: 'night', data: {} }
      );
    },
    async scheduled() {
      const found = (await queue.getJobSchedulers()).find(
        (scheduler) => scheduler.key === nightScheduleId
      );
      return found?.pattern === undefined || found.pattern === null
        ? null
        : { pattern: found.pattern, timeZone: found.tz ?? 'UTC' };
    },
    async remember(name, word) {
      if (word === null) await commands.del(`evenfield:${name}`);
      else await commands.set(`evenfield:${name}`, word);
    },
    recall: (name) => commands.get(`evenfield:${name}`),
    async answers() {
      try {
        await inTime(commands.ping(), 1_000, 'no answer');
        return true;
      } catch (error) {
        log.debug({ error: String(error) }, 'ping');
        return false;
      }
    },
    async takesWork() {
      if ((await queue.getActiveCount()) > 0) return true;
      const [oldest] = await queue.getJobs(['waiting'], 0, 0, true);
      return oldest === undefined || Date.now() - oldest.timestamp < longestWaitMilliseconds;
    },
    close() {
      closing ??= closeAll(worker, queue, [commands, blocking], log);
      return closing;
    }
  };
}

async function handle(
  name: JobName,
  data: unknown,
  context: JobContext,
  changed: ChangedAccounts
): Promise<unknown> {
  switch (name) {
    case 'night':
      return runNight(context);
    case 'sync': {
      const { runKey, requestIds } = jobTypes.sync.parse(data);
      return runAsked(context, runKey, requestIds);
    }
    case 'answer':
      return answerAsked(context, jobTypes.answer.parse(data).requestId);
    case 'change':
      return runChanges(context, changed);
    case 'day':
      return runDay(context);
    case 'rebalance':
      return serveRebalance(
        await context.connection(),
        jobTypes.rebalance.parse(data).requestId,
        context.stop
      );
    case 'apply-due':
      return applyRebalance(
        await context.connection(),
        jobTypes['apply-due'].parse(data).rebalanceId,
        { stop: context.stop }
      );
    case 'resume':
      return resumeRun(context, jobTypes.resume.parse(data).runKey, changed);
  }
}

/** Some hosts forbid CONFIG; then the setting is taken on trust and said so. */
async function refuseEviction(client: Redis, log: Logger): Promise<void> {
  let policy: string | undefined;
  try {
    const answer = (await inTime(
      client.config('GET', 'maxmemory-policy'),
      5_000,
      'Redis does not answer. Check REDIS_URL and the Redis server.'
    )) as string[];
    policy = answer[1];
  } catch (error) {
    if (error instanceof QueueUnavailableError) throw error;
    log.warn(
      { error: String(error) },
      'Redis does not tell its maxmemory-policy; it must be noeviction'
    );
    return;
  }
  if (policy !== undefined && policy !== 'noeviction')
    throw new Error(
      `Redis has maxmemory-policy ${policy}, which loses jobs and locks. Set it to noeviction.`
    );
}

/** The promise's value, or an error when it takes too long. */
export async function inTime<T>(
  promise: Promise<T>,
  milliseconds: number,
  message: string
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new QueueUnavailableError(message));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined);
  }
}

async function closeAll(
  worker: Worker,
  queue: Queue,
  clients: readonly Redis[],
  log: Logger
): Promise<void> {
  try {
    await inTime(worker.close(), closeDeadlineMilliseconds, 'the running job did not end in time');
    await inTime(queue.close(), 5_000, 'the queue did not close in time');
  } catch (error) {
    log.warn({ error: String(error) }, 'closing');
  }
  for (const client of clients) client.disconnect();
}
