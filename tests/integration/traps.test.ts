import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { ensureRedis } from '../../scripts/setup/redis.mjs';
import type { JobContext } from '../../sync-service/src/jobs/handlers.ts';
import { queueName } from '../../sync-service/src/jobs/job-types.ts';
import { openQueue, QueueUnavailableError } from '../../sync-service/src/jobs/queue.ts';
import type { OrgConnection } from '../../sync-service/src/salesforce/connection.ts';
import { connect } from '../../sync-service/src/salesforce/connection.ts';
import { readRows } from '../../sync-service/src/salesforce/read-rows.ts';
import { writeRows } from '../../sync-service/src/salesforce/write-rows.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { control } from '../local-org/test/sign-assertion.ts';

/** Faults of our libraries that were met before: each test fails without the guard that it names. */
let org: LocalOrg;
let redis: { url: string; stop(): Promise<void> };
let connection: OrgConnection;
const accounts = 12_500;

beforeAll(async () => {
  redis = await ensureRedis();
  org = await startLocalOrg();
  org.org.load(
    'Account',
    Array.from({ length: accounts }, (_, index) => ({ Name: `Account ${String(index)}` }))
  );
  connection = await signIn();
}, 60_000);

afterEach(async () => {
  await control(org, 'DELETE', '/faults');
  await control(org, 'DELETE', '/log');
});

afterAll(async () => {
  await org.stop();
  await redis.stop();
}, 30_000);

function signIn(): Promise<OrgConnection> {
  return connect({
    loginUrl: org.url,
    clientId: org.clientId,
    username: 'service@evenfield.example',
    privateKey: readFileSync(org.privateKeyFile, 'utf8'),
    audience: org.url,
    apiVersion: '66.0'
  });
}

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

async function seen(method: string, path: RegExp): Promise<Seen[]> {
  const log = (await (await fetch(`${org.url}/control/log`)).json()) as Seen[];
  return log.filter((entry) => entry.method === method && path.test(entry.path));
}

const limits = { method: 'GET', path: '/limits', about: 'Asking' } as const;

describe('jsforce', () => {
  it('asks for one token where twenty calls meet an expired session at once', async () => {
    const own = await signIn();
    await control(org, 'DELETE', '/log');
    await control(org, 'POST', '/faults', { path: '/limits', action: { kind: 'expire-session' } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => own.send(limits)));
    expect(answers.map((answer) => answer.status)).toEqual(new Array(20).fill(200));
    expect(await seen('POST', /oauth2\/token/)).toHaveLength(1);
  }, 30_000);

  it('does not ask for ever where the org ends every session', async () => {
    const own = await signIn();
    await control(org, 'DELETE', '/log');
    await control(org, 'POST', '/faults', {
      path: '/limits',
      count: 10_000,
      action: { kind: 'expire-session' }
    });
    await expect(own.send(limits)).rejects.toThrow(/session|INVALID_SESSION/i);
    expect((await seen('POST', /oauth2\/token/)).length).toBeLessThanOrEqual(4);
  }, 60_000);

  it('stops no query at 10,000 rows: plain pages give all of them', async () => {
    await control(org, 'POST', '/faults', {
      method: 'POST',
      path: '/jobs/query',
      count: 100,
      action: { kind: 'status', status: 403 }
    });
    let rows = 0;
    const read = await readRows(connection, { object: 'Account', columns: ['Id'] }, () => {
      rows += 1;
    });
    expect([read, rows]).toEqual([accounts, accounts]);
  }, 60_000);

  it('reads all pages of a bulk query by their locator', async () => {
    const ids = new Set<string>();
    await readRows(
      connection,
      {
        object: 'Account',
        columns: [
          'Id',
          'Name',
          'Industry',
          'OwnerId',
          'ParentId',
          'BillingState',
          'BillingPostalCode',
          'NumberOfEmployees',
          'BillingLatitude',
          'BillingLongitude',
          'ShippingLatitude',
          'ShippingLongitude',
          'CreatedDate',
          'LastModifiedDate'
        ]
      },
      (cells) => {
        ids.add(cells[0] ?? '');
      }
    );
    expect(ids.size).toBe(accounts);
    expect((await seen('GET', /\/results\?/)).length).toBeGreaterThan(1);
  }, 60_000);

  it('sends 450 rows in requests of 200, where it would send them as one', async () => {
    const { written } = await writeRows(connection, {
      object: 'Evenfield_Run__c',
      operation: 'upsert',
      externalId: 'Key__c',
      columns: ['Key__c', 'Kind__c', 'Status__c'],
      rows: Array.from({ length: 450 }, (_, index) => [
        `trap:${String(index)}`,
        'Manual',
        'Completed'
      ])
    });
    expect(written).toBe(450);
    expect(await seen('PATCH', /composite\/sobjects/)).toHaveLength(3);
  }, 30_000);

  it('takes columns from all rows, and tells nothing from empty', async () => {
    const row = async (key: string): Promise<unknown> => {
      const userId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
      return org.org.query(
        { userId },
        `SELECT Message__c, Cure__c FROM Evenfield_Run__c WHERE Key__c = '${key}'`
      ).records[0]?.values;
    };
    const write = (rows: (string | null | undefined)[][]): Promise<unknown> =>
      writeRows(connection, {
        object: 'Evenfield_Run__c',
        operation: 'upsert',
        externalId: 'Key__c',
        columns: ['Key__c', 'Message__c', 'Cure__c'],
        rows
      });
    await write([
      ['trap:1', 'one', undefined],
      ['trap:2', undefined, 'two']
    ]);
    expect(await row('trap:1')).toEqual({ Message__c: 'one', Cure__c: null });
    expect(await row('trap:2')).toEqual({ Message__c: null, Cure__c: 'two' });
    await write([['trap:1', null, undefined]]);
    expect(await row('trap:1')).toEqual({ Message__c: null, Cure__c: null });
    await write([['trap:2', undefined, undefined]]);
    expect(await row('trap:2')).toEqual({ Message__c: null, Cure__c: 'two' });
  }, 30_000);
});

describe('BullMQ and Redis', () => {
  const url = (database: number): string =>
    `${redis.url.replace(/\/\d*$/, '')}/${String(database)}`;
  const context = (): JobContext => ({
    connection: () => Promise.resolve(connection),
    log: pino({ level: 'silent' }),
    stop: new AbortController().signal,
    finished: () => undefined
  });

  it('gives word within seconds where Redis is down, and does not wait for it', async () => {
    const queue = await openQueue(url(9), context(), pino({ level: 'silent' }));
    const down = new Redis(url(9));
    await down.client('PAUSE', 6_000, 'ALL');
    await expect(queue.add('night', {}, 'trap')).rejects.toBeInstanceOf(QueueUnavailableError);
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    down.disconnect();
    await queue.close();
  }, 60_000);

  it('is refused where it would evict locks and jobs', async () => {
    const client = new Redis(url(9));
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await expect(openQueue(url(9), context(), pino({ level: 'silent' }))).rejects.toThrow(
      /maxmemory-policy allkeys-lru/
    );
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    client.disconnect();
  }, 30_000);

  it('drops schedules and jobs of names that this version does not know', async () => {
    const client = new Redis(url(9), { maxRetriesPerRequest: null });
    const door = new Queue(queueName, { connection: client });
    await door.upsertJobScheduler('of-old', { pattern: '0 3 * * *' }, { name: 'of-old', data: {} });
    const queue = await openQueue(url(9), context(), pino({ level: 'silent' }));
    await queue.schedule('30 2 * * *', 'America/New_York');
    expect((await door.getJobSchedulers()).map((scheduler) => scheduler.key)).toEqual(['night']);
    const job = await door.add('of-old', {});
    while (!(await job.isCompleted())) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await job.isFailed()).toBe(false);
    await queue.close();
    await door.close();
    client.disconnect();
  }, 30_000);

  it('takes a job again whose like has run and is kept', async () => {
    const client = new Redis(url(9), { maxRetriesPerRequest: null });
    const door = new Queue(queueName, { connection: client });
    const queue = await openQueue(url(9), context(), pino({ level: 'silent' }));
    const data = { runKey: 'nightly:1999-01-01' };
    const first = await queue.add('resume', data, 'again');
    while (!((await (await door.getJob(first))?.isCompleted()) ?? false))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await queue.add('resume', data, 'again');
    expect(second).not.toBe(first);
    while (!((await (await door.getJob(second))?.isCompleted()) ?? false))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await (await door.getJob(second))?.isCompleted()) ?? false).toBe(true);
    await queue.close();
    await door.close();
    client.disconnect();
  }, 60_000);
});
