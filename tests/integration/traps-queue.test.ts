import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { ensureRedis } from '../../scripts/setup/redis.mjs';
import type { JobContext } from '../../sync-service/src/jobs/handlers.ts';
import { queueName } from '../../sync-service/src/jobs/job-types.ts';
import { openQueue } from '../../sync-service/src/jobs/queue.ts';
import { readOrg } from '../../sync-service/src/jobs/read-org.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { sampleOrg } from './service-stage.ts';

/** Faults of BullMQ and Redis that were met before: each test fails without the guard that it names. */
let redis: { url: string; stop(): Promise<void> };
let org: LocalOrg;
const quiet = pino({ level: 'silent' });

beforeAll(async () => {
  redis = await ensureRedis();
  org = await sampleOrg(2_000);
}, 60_000);

afterAll(async () => {
  await org.stop();
  await redis.stop();
}, 60_000);

const databaseUrl = (database: number): string =>
  `${redis.url.replace(/\/\d*$/, '')}/${String(database)}`;

async function emptied(database: number): Promise<string> {
  const client = new Redis(databaseUrl(database));
  await client.flushdb();
  client.disconnect();
  return databaseUrl(database);
}

/** A context whose org is away, and that counts how often it was asked for. */
function countingContext(): { context: JobContext; asked: () => number } {
  let times = 0;
  return {
    context: {
      connection: () => {
        times += 1;
        return Promise.reject(new Error('no org in this test'));
      },
      log: quiet,
      stop: new AbortController().signal,
      finished: () => undefined
    },
    asked: () => times
  };
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('the queue', () => {
  it('fires its schedule again and again, where a repeat option would fire once', async () => {
    const { context, asked } = countingContext();
    const queue = await openQueue(await emptied(8), context, quiet);
    await queue.schedule('* * * * * *', 'UTC');
    // A failed job comes again after thirty seconds, so a third call within the test is a third firing.
    await until(() => asked() >= 3);
    expect(asked()).toBeGreaterThanOrEqual(3);
    await queue.close();
  }, 20_000);

  it('takes a job again whose worker died over it', async () => {
    const url = await emptied(7);
    const client = new Redis(url, { maxRetriesPerRequest: null });
    const door = new Queue(queueName, { connection: client });
    await door.add('night', {}, { attempts: 5, backoff: { type: 'fixed', delay: 600_000 } });
    const dead = new Worker(queueName, null, { connection: client, lockDuration: 1_000 });
    const job = await dead.getNextJob('a worker that dies');
    expect(await job?.getState()).toBe('active');
    await dead.close(true);
    const { context, asked } = countingContext();
    const queue = await openQueue(url, context, quiet);
    await until(() => asked() > 0);
    expect(asked()).toBe(1);
    await queue.close();
    await door.close();
    client.disconnect();
  }, 120_000);

  it('tells that nobody takes its work, though Redis answers', async () => {
    const url = await emptied(6);
    const client = new Redis(url, { maxRetriesPerRequest: null });
    const door = new Queue(queueName, { connection: client });
    const queue = await openQueue(url, countingContext().context, quiet);
    expect(await queue.takesWork()).toBe(true);
    await door.pause();
    await door.add('night', {}, { timestamp: Date.now() - 30_000 });
    expect(await queue.takesWork()).toBe(true);
    await door.add('night', {}, { timestamp: Date.now() - 90_000, lifo: true });
    expect([await queue.answers(), await queue.takesWork()]).toEqual([true, false]);
    await queue.close();
    await door.close();
    client.disconnect();
  }, 30_000);

  it('opens where the host forbids CONFIG', async () => {
    const client = new Redis(await emptied(5));
    await client.call('ACL', 'SETUSER', 'shy', 'on', '>word', '~*', '&*', '+@all', '-config');
    const url = databaseUrl(5).replace('redis://', 'redis://shy:word@');
    const queue = await openQueue(url, countingContext().context, quiet);
    expect(await queue.answers()).toBe(true);
    await queue.close();
    await client.call('ACL', 'DELUSER', 'shy');
    client.disconnect();
  }, 30_000);
});

describe('the computation', () => {
  it('leaves the event loop free, so that a job keeps its lock', async () => {
    const connection = await connect({
      loginUrl: org.url,
      clientId: org.clientId,
      username: 'service@evenfield.example',
      privateKey: readFileSync(org.privateKeyFile, 'utf8'),
      audience: org.url,
      apiVersion: '66.0'
    });
    const { inputs, thread, historian, history } = await readOrg(connection, connection.now());
    let ticks = 0;
    const clock = setInterval(() => {
      ticks += 1;
    }, 1);
    await thread.place(inputs, history);
    const computed = await thread.compute();
    clearInterval(clock);
    await Promise.all([thread.end(), historian.end()]);
    expect(computed.accounts).toBe(2_000);
    // On the loop itself no timer could fire before the result is there.
    expect(ticks).toBeGreaterThan(0);
  }, 60_000);
});
