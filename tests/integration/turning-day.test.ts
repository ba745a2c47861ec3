import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { Redis } from 'ioredis';
import { ensureRedis } from '../../scripts/setup/redis.mjs';
import { dayIn, dayNumber, dayText } from '../../sync-service/src/domain/core/days.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { ask, control } from '../local-org/test/sign-assertion.ts';
import { serviceEnvironment } from './service-stage.ts';

/**
 * Real service processes over a real midnight: their clock and the org's are put ahead together.
 * The policy's time zone is the one in which it is now between eight and nine in the evening, so
 * that the midnight is the zone's and not this machine's. By hand: the owner has 40 hours, and 10
 * until today; the cover brings 15 until today: 25 today, 40 tomorrow. An overlay begins tomorrow.
 */
const hour = 3_600_000;
const overMidnight = 4 * hour + 600_000;
/** Longer than a run's heartbeat keeps others away. */
const untilDead = 120_000;
const zoneHours = ((20 - new Date().getUTCHours() + 12 + 24) % 24) - 12;
/** The names of these zones count the other way. */
const timeZone =
  zoneHours === 0 ? 'Etc/GMT' : `Etc/GMT${zoneHours > 0 ? '-' : '+'}${String(Math.abs(zoneHours))}`;
const today = dayIn(timeZone, Date.now());
const tomorrow = dayText(dayNumber(today) + 1);

let org: LocalOrg;
let redis: { url: string; stop(): Promise<void> };
let adminId = '';
let land = '';
let ahead = 0;
let service: ChildProcess | null = null;
const database = (): string => `${redis.url.replace(/\/\d*$/, '')}/11`;

beforeAll(async () => {
  redis = await ensureRedis();
  org = await startLocalOrg();
  const person = (alias: string): string =>
    org.users.find((user) => user.alias === alias)?.userId ?? '';
  adminId = person('admin');
  await control(org, 'POST', '/permission-set-assignments', {
    username: 'outsider@evenfield.example',
    permissionSet: 'Evenfield_Rep'
  });
  org.org.load('Evenfield_Policy__c', [
    { Name: 'Policy', Key__c: 'p', Active__c: true, Time_Zone__c: timeZone, Nightly_Hour__c: 12 }
  ]);
  [land = ''] = org.org.load('Evenfield_Territory__c', [
    { Name: 'Land', Key__c: 'land', Stage__c: 'Active', OwnerId: adminId }
  ]);
  org.org.load('Evenfield_Territory_Member__c', [
    {
      Key__c: 'owner',
      Territory__c: land,
      User__c: person('rep'),
      Role__c: 'Owner',
      Capacity_Hours__c: 40,
      Temporary_Hours__c: 10,
      Temporary_End__c: today
    },
    {
      Key__c: 'cover',
      Territory__c: land,
      User__c: person('outsider'),
      Role__c: 'Cover',
      Capacity_Hours__c: 15,
      End_Date__c: today
    },
    {
      Key__c: 'overlay',
      Territory__c: land,
      User__c: person('rep2'),
      Role__c: 'Overlay',
      Start_Date__c: tomorrow
    }
  ]);
}, 60_000);

afterAll(async () => {
  await killService();
  await org.stop();
  await redis.stop();
}, 60_000);

async function startService(): Promise<void> {
  await control(org, 'POST', '/clock', { offsetMilliseconds: ahead });
  await fetch(`${org.url}/control/log`, { method: 'DELETE' });
  service = spawn(
    'node',
    [
      '--no-warnings',
      '--import',
      './tests/integration/shifted-date.ts',
      'sync-service/src/main.ts'
    ],
    {
      env: serviceEnvironment(org, {
        REDIS_URL: database(),
        EVENFIELD_API_TOKEN: 'a-token-of-this-test-alone',
        EVENFIELD_SWEEP_SECONDS: '3600',
        PORT: '0',
        SHIFTED_BY: String(ahead)
      }),
      stdio: ['ignore', 'ignore', 'inherit']
    }
  );
}

/** Shares and writes wait before they are done, so that a kill finds the run between two of them on any machine. */
async function slowWrites(): Promise<void> {
  for (const [method, path] of [
    ['GET', 'Evenfield_Territory__Share'],
    ['DELETE', 'composite/sobjects'],
    ['PATCH', 'composite/sobjects']
  ])
    await control(org, 'POST', '/faults', {
      method,
      path,
      count: 1_000,
      action: { kind: 'latency', milliseconds: 2_000 }
    });
}

async function killService(): Promise<void> {
  const dying = service;
  service = null;
  if (dying === null) return;
  const gone = new Promise((done) => dying.once('exit', done));
  dying.kill('SIGKILL');
  await gone;
  await forget();
}

/** Redis with all its jobs and locks is lost too: what was done stands in the org alone. */
async function forget(): Promise<void> {
  const client = new Redis(database());
  await client.flushdb();
  client.disconnect();
}

/** Waits for what the service does; a test that waits in vain fails instead of never ending. */
async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; !(await isTrue()); turn += 1) {
    if (turn > 8_000) throw new Error('What was waited for did not happen.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function requests(method: string, path: RegExp): Promise<number> {
  const log = (await (await fetch(`${org.url}/control/log`)).json()) as {
    method: string;
    path: string;
  }[];
  return log.filter((entry) => entry.method === method && path.test(decodeURIComponent(entry.path)))
    .length;
}

const rowsOf = (soql: string): Readonly<Record<string, unknown>>[] =>
  org.org.query({ userId: adminId }, soql).records.map((record) => record.values);
const runs = (): string[] =>
  rowsOf("SELECT Key__c, Kind__c, Status__c FROM Evenfield_Run__c WHERE Kind__c = 'Day'").map(
    (run) => `${String(run['Key__c'])} ${String(run['Status__c'])}`
  );
const hours = (): unknown =>
  rowsOf('SELECT Effective_Capacity__c FROM Evenfield_Territory__c')[0]?.['Effective_Capacity__c'];
async function whoOpens(): Promise<string[]> {
  const path = `/services/data/v66.0/sobjects/Evenfield_Territory__c/${land}`;
  const people = ['outsider', 'rep', 'rep2'];
  const answers = await Promise.all(people.map((alias) => ask(org, path, {}, alias)));
  return people.filter((_, place) => answers[place]?.ok === true);
}

describe('cover and temporary hours', () => {
  it('hold on their last day, and that day makes no run of its own', async () => {
    await startService();
    await until(
      () => rowsOf("SELECT Id FROM Evenfield_Run__c WHERE Status__c = 'Completed'").length === 1
    );
    await killService();
    expect([hours(), await whoOpens(), runs()]).toEqual([25, ['outsider', 'rep'], []]);
  }, 120_000);

  it.each([
    ['it was reading', 'GET', /FROM Evenfield_Territory_Rule__c/],
    ['the share was gone', 'DELETE', /composite\/sobjects/],
    ['a figure was written', 'PATCH', /composite\/sobjects/]
  ] as const)(
    'end after midnight of the policy’s time zone though killed when %s',
    async (_, method, path) => {
      ahead = ahead === 0 ? overMidnight : ahead + untilDead;
      await slowWrites();
      await startService();
      await until(async () => (await requests(method, path)) > 0);
      await killService();
      await control(org, 'DELETE', '/faults');
      // What was written last may have been the run's last row; before, none can have ended.
      if (method === 'PATCH') expect(runs()).toHaveLength(1);
      else expect(runs()).toEqual([`day:${tomorrow} Running`]);
    },
    120_000
  );

  it('are ended then, by one run, once', async () => {
    ahead += untilDead;
    await startService();
    await until(() => runs()[0]?.endsWith('Completed') === true);
    await killService();
    expect([hours(), await whoOpens(), runs()]).toEqual([
      40,
      ['rep', 'rep2'],
      [`day:${tomorrow} Completed`]
    ]);
    ahead += untilDead;
    await startService();
    await until(async () => (await requests('GET', /Temporary_End__c/)) > 0);
    await until(async () => (await requests('GET', /Status__c IN \('Running'/)) > 0);
    await killService();
    expect(runs()).toEqual([`day:${tomorrow} Completed`]);
    expect(rowsOf('SELECT Temporary_Hours__c FROM Evenfield_Territory_Member__c').length).toBe(3);
  }, 120_000);
});
