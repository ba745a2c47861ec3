import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import type { JobContext } from '../../sync-service/src/jobs/handlers.ts';
import { queueName } from '../../sync-service/src/jobs/job-types.ts';
import type { WorkQueue } from '../../sync-service/src/jobs/queue.ts';
import { openQueue } from '../../sync-service/src/jobs/queue.ts';
import { keepSchedule, takeUpMissed } from '../../sync-service/src/jobs/schedule.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { ensureRedis } from '../../scripts/setup/redis.mjs';

/**
 * The real scheduler, queue and worker over a simulated clock: only `Date` is ours, and the org,
 * the service and BullMQ all see it.
 */
const minute = 60_000;
const step = 30 * minute;
let org: LocalOrg;
let redis: { url: string; stop(): Promise<void> };
const services: Service[] = [];

interface Service {
  readonly queue: WorkQueue;
  readonly connection: OrgConnection;
  /** Wakes the worker, which would else sleep by the real clock, and waits until it has no work. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

beforeAll(async () => {
  redis = await ensureRedis();
  org = await startLocalOrg();
}, 60_000);

afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
  jest.useRealTimers();
}, 60_000);

afterAll(async () => {
  await org.stop();
  await redis.stop();
}, 60_000);

/** Starts a service on a Redis database of its own, so that nothing but the org keeps two apart. */
async function startService(database: number): Promise<Service> {
  const url = `${redis.url.replace(/\/\d*$/, '')}/${String(database)}`;
  const client = new Redis(url);
  await client.flushdb();
  const connection = await connect({
    loginUrl: org.url,
    clientId: org.clientId,
    username: 'service@evenfield.example',
    privateKey: readFileSync(org.privateKeyFile, 'utf8'),
    audience: org.url,
    apiVersion: '66.0'
  });
  const context: JobContext = {
    connection: () => Promise.resolve(connection),
    log: pino({ level: 'silent' }),
    stop: new AbortController().signal,
    finished: () => undefined
  };
  const queue = await openQueue(url, context, context.log);
  const door = new Queue(queueName, { connection: client });
  const service: Service = {
    queue,
    connection,
    async settle() {
      const tick = await door.add('tick', {});
      for (;;) {
        const counts = await door.getJobCounts('active', 'waiting', 'prioritized');
        const due = (await door.getDelayed()).some(
          (job) => job.timestamp + (job.opts.delay ?? 0) <= Date.now()
        );
        const done = await tick.isCompleted();
        if (done && !due && Object.values(counts).every((count) => count === 0)) return;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    async close() {
      await queue.close();
      await door.close();
      client.disconnect();
    }
  };
  services.push(service);
  return service;
}

const timersLeftReal = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout'
] as const;

function setClock(moment: number): void {
  jest.useFakeTimers({ now: moment, doNotFake: [...timersLeftReal] });
}

function setPolicy(timeZone: string, hour: number, minutes: number): void {
  const userId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  const row = {
    Name: 'Clock',
    Key__c: 'clock',
    Active__c: true,
    Time_Zone__c: timeZone,
    Nightly_Hour__c: hour,
    Nightly_Minute__c: minutes
  };
  const [saved] = org.org.upsert({ userId }, 'Evenfield_Policy__c', 'Key__c', [row], {
    allOrNone: true
  });
  if (saved?.success !== true) throw new Error(JSON.stringify(saved));
}

/** Nightly runs of the org that began between two moments: their keys with their status, in order. */
async function nights(from: number, to: number): Promise<string[]> {
  const [service] = services;
  if (service === undefined) throw new Error('no service is up');
  const answer = await service.connection.send({
    method: 'GET',
    path: `/query?q=${encodeURIComponent("SELECT Key__c, Status__c, Started__c FROM Evenfield_Run__c WHERE Kind__c = 'Nightly' ORDER BY Started__c")}`,
    about: 'Nights'
  });
  const { records } = JSON.parse(answer.text) as {
    records: { Key__c: string; Status__c: string; Started__c: string }[];
  };
  return records
    .filter((row) => Date.parse(row.Started__c) >= from && Date.parse(row.Started__c) <= to)
    .map((row) => `${row.Key__c} ${row.Status__c} ${row.Started__c.slice(5, 16)}`);
}

async function play(from: number, to: number): Promise<void> {
  for (let now = from; now <= to; now += step) {
    setClock(now);
    for (const service of services) await service.settle();
  }
}

/** By hand: 02:30 of each zone in UTC around its change of clocks. Where 02:30 does not exist the cron fires at the hour after the gap. */
const stretches = [
  {
    name: 'spring in New York',
    zone: 'America/New_York',
    from: '2026-03-06T18:00:00Z',
    to: '2026-03-09T18:00:00Z',
    keys: ['nightly:2026-03-06', 'nightly:2026-03-07', 'nightly:2026-03-08']
  },
  {
    name: 'autumn in New York',
    zone: 'America/New_York',
    from: '2026-10-30T18:00:00Z',
    to: '2026-11-02T18:00:00Z',
    keys: ['nightly:2026-10-30', 'nightly:2026-10-31', 'nightly:2026-11-01']
  },
  {
    name: 'spring in Berlin',
    zone: 'Europe/Berlin',
    from: '2026-03-27T12:00:00Z',
    to: '2026-03-30T12:00:00Z',
    keys: ['nightly:2026-03-27', 'nightly:2026-03-28', 'nightly:2026-03-29']
  },
  {
    name: 'autumn in Berlin',
    zone: 'Europe/Berlin',
    from: '2026-10-23T12:00:00Z',
    to: '2026-10-26T12:00:00Z',
    keys: ['nightly:2026-10-23', 'nightly:2026-10-24', 'nightly:2026-10-25']
  },
  {
    name: 'spring in Sydney',
    zone: 'Australia/Sydney',
    from: '2026-10-02T03:00:00Z',
    to: '2026-10-05T03:00:00Z',
    keys: ['nightly:2026-10-02', 'nightly:2026-10-03', 'nightly:2026-10-04']
  },
  {
    name: 'autumn in Sydney',
    zone: 'Australia/Sydney',
    from: '2026-04-03T03:00:00Z',
    to: '2026-04-06T03:00:00Z',
    keys: ['nightly:2026-04-03', 'nightly:2026-04-04', 'nightly:2026-04-05']
  }
];

describe('the scheduler over a simulated clock', () => {
  it.each(stretches)(
    'fires once a night in $name, with two services up on Redis databases of their own',
    async ({ zone, from, to, keys }) => {
      const [start, end] = [Date.parse(from), Date.parse(to)];
      setClock(start);
      setPolicy(zone, 2, 30);
      await startService(14);
      await startService(15);
      for (const { connection, queue } of services) await keepSchedule(connection, queue);
      await play(start, end);
      const ran = await nights(start, end);
      expect(ran.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(
        keys.map((key) => `${key} Completed`)
      );
      process.stdout.write(`counted: ${zone}: ${ran.join(', ')}\n`);
    },
    120_000
  );

  it('is made up for at boot, once, where the service was down over the hour', async () => {
    const start = Date.parse('2026-06-09T20:00:00Z');
    setClock(start);
    setPolicy('America/New_York', 2, 0);
    const first = await startService(14);
    await keepSchedule(first.connection, first.queue);
    await play(start, Date.parse('2026-06-10T04:00:00Z'));
    await first.close();
    services.splice(0);
    const back = Date.parse('2026-06-10T11:00:00Z');
    setClock(back);
    const second = await startService(14);
    await keepSchedule(second.connection, second.queue);
    await takeUpMissed(second.connection, second.queue);
    await play(back, Date.parse('2026-06-10T18:00:00Z'));
    expect(await nights(start, Date.parse('2026-06-10T18:00:00Z'))).toEqual([
      'nightly:2026-06-09 Completed 06-10T11:00'
    ]);
  }, 120_000);

  it('follows an hour that an admin moves at noon, both ways, with one run a night', async () => {
    const start = Date.parse('2026-07-06T16:00:00Z');
    setClock(start);
    setPolicy('America/New_York', 2, 0);
    const { connection, queue } = await startService(14);
    await keepSchedule(connection, queue);
    const noons = ['2026-07-07T16:00:00Z', '2026-07-09T16:00:00Z', '2026-07-11T16:00:00Z'].map(
      (moment) => Date.parse(moment)
    );
    let from = start;
    for (const [place, noon] of noons.entries()) {
      await play(from, noon - step);
      setClock(noon);
      setPolicy('America/New_York', place === 0 ? 22 : 2, 0);
      await keepSchedule(connection, queue);
      from = noon;
    }
    expect(await nights(start, from)).toEqual([
      'nightly:2026-07-06 Completed 07-07T06:00',
      'nightly:2026-07-07 Completed 07-08T02:00',
      'nightly:2026-07-08 Completed 07-09T02:00',
      'nightly:2026-07-09 Completed 07-10T06:00',
      'nightly:2026-07-10 Completed 07-11T06:00'
    ]);
  }, 120_000);
});
