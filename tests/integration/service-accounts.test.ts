import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { Redis } from 'ioredis';
import { ensureRedis } from '../../scripts/setup/redis.mjs';
import type { LocalOrg } from '../local-org/http/server.ts';
import { changesBetween, everyRow } from './every-row.ts';
import { runCli, sampleOrg, serviceEnvironment } from './service-stage.ts';

let org: LocalOrg;
let redis: { url: string; stop(): Promise<void> };
let service: ChildProcess;
let adminId: string;
const database = (): string => `${redis.url.replace(/\/\d*$/, '')}/4`;

function startService(more: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn('node', ['--no-warnings', 'sync-service/src/main.ts'], {
    env: serviceEnvironment(org, {
      REDIS_URL: database(),
      EVENFIELD_API_TOKEN: 'a-token-of-this-test-alone',
      EVENFIELD_SWEEP_SECONDS: '3600',
      EVENFIELD_GATHER_SECONDS: '1',
      PORT: '0',
      SF_PUBSUB_ENDPOINT: org.pubSub.endpoint,
      SF_PUBSUB_CERTIFICATE_FILE: org.pubSubCertificateFile,
      ...more
    }),
    stdio: ['ignore', 'pipe', 'inherit']
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`The service ended with ${String(code)}`));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('"msg":"ready"')) resolve(child);
    });
  });
}

function kill(): void {
  service.removeAllListeners('exit');
  service.kill('SIGKILL');
}

beforeAll(async () => {
  redis = await ensureRedis();
  org = await sampleOrg(200);
  adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  service = await startService();
  await until(
    () => count("SELECT COUNT() FROM Evenfield_Run__c WHERE Status__c = 'Completed'") > 0
  );
}, 120_000);

afterAll(async () => {
  kill();
  await org.stop();
  const client = new Redis(database());
  await client.flushdb();
  client.disconnect();
  await redis.stop();
}, 60_000);

const rows = (soql: string): Record<string, unknown>[] =>
  org.org.query({ userId: adminId }, soql).records.map((row) => row.values);
const count = (soql: string): number => org.org.query({ userId: adminId }, soql).totalSize;

/** Waits at most a minute, as the promise to people is. */
async function until(isTrue: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !isTrue() && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

function save(object: string, values: Record<string, string | number | boolean>): void {
  const writing = { allOrNone: true };
  const [saved] =
    'Id' in values
      ? org.org.update({ userId: adminId }, object, [values], writing)
      : org.org.create({ userId: adminId }, object, [values], writing);
  if (saved?.success !== true) throw new Error(JSON.stringify(saved));
}

const changeRuns = (): number =>
  count(
    "SELECT COUNT() FROM Evenfield_Run__c WHERE Kind__c = 'Change' AND Status__c = 'Completed'"
  );

/** A large deal won lately, in any zone, and a word on the account so that it counts as changed. */
function win(account: string): void {
  save('Opportunity', {
    Name: 'Won lately',
    AccountId: account,
    StageName: 'Closed Won',
    CloseDate: new Date(org.org.now() - 2 * 86_400_000).toISOString().slice(0, 10),
    Amount: 5_000_000,
    Type: 'New Business'
  });
  save('Account', { Id: account, Description: `Won at ${String(org.org.now())}` });
}

const wonOf = (account: string): unknown =>
  rows(`SELECT Won_12_Months__c FROM Evenfield_Coverage__c WHERE Account__c = '${account}'`)[0]?.[
    'Won_12_Months__c'
  ];

function someAccount(key: string): string {
  const [row] = rows(
    `SELECT Account__c FROM Evenfield_Coverage__c WHERE Territory__r.Key__c = '${key}' AND Won_12_Months__c = 0 ORDER BY Account__c LIMIT 1`
  );
  return String(row?.['Account__c']);
}

/** The territory and all above it, by key, quoted. */
function territoriesAbove(leaf: string): string {
  const parentOf = new Map(
    rows('SELECT Key__c, Parent__r.Key__c FROM Evenfield_Territory__c').map((row) => {
      const parent = row['Parent__r'] as { values: { Key__c: string } } | null;
      return [String(row['Key__c']), parent?.values.Key__c ?? null] as const;
    })
  );
  const keys: string[] = [];
  for (let key: string | null = leaf; key !== null; key = parentOf.get(key) ?? null) keys.push(key);
  expect(keys.length).toBeGreaterThan(2);
  return keys.map((key) => `'${key}'`).join(', ');
}

describe('an account that somebody changes during the day', () => {
  it('has its territory recomputed, and no other', async () => {
    const account = someAccount('southeast');
    const before = everyRow(org.org, adminId);
    win(account);
    await until(() => wonOf(account) === 5_000_000 && changeRuns() === 1);
    const ids = (object: string, where: string): string[] =>
      rows(`SELECT Id FROM ${object} WHERE ${where}`).map(
        (row) => `${object}:${String(row['Id'])}`
      );
    const above = territoriesAbove('southeast');
    // Southeast, and the territories above it; the fair shares of the others wait for the night.
    const touched = new Set([
      ...ids('Evenfield_Coverage__c', "Territory__r.Key__c = 'southeast'"),
      ...ids('Evenfield_Territory__c', `Key__c IN (${above})`),
      ...ids('Evenfield_Health_Snapshot__c', "Territory__r.Key__c = 'southeast'"),
      // Accounts in no territory stand under the topmost one, and look-alikes' potential moves theirs.
      ...ids('Evenfield_Map_Points__c', `Territory__r.Key__c IN (${above})`),
      ...ids('Evenfield_Quota__c', `Territory__r.Key__c IN (${above})`),
      `Account:${account}`
    ]);
    const { moved, added } = changesBetween(before, everyRow(org.org, adminId));
    expect(moved.filter((key) => !touched.has(key))).toEqual([]);
    expect(moved).toContain(ids('Evenfield_Territory__c', "Key__c = 'southeast'")[0]);
    expect(added.map((key) => key.split(':')[0])).toEqual(['Opportunity']);
    expect(await runCli(org, ['sync'])).toMatchObject({ status: 'Completed' });
    const after = changesBetween(before, everyRow(org.org, adminId));
    expect(after.moved.filter((key) => !touched.has(key)).length).toBeGreaterThan(0);
  }, 90_000);

  it('is one job, however many events come', async () => {
    const runs = changeRuns();
    const account = someAccount('florida');
    for (let round = 0; round < 30; round += 1)
      save('Account', { Id: account, Description: `Round ${String(round)}` });
    win(account);
    await until(() => wonOf(account) === 5_000_000);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(changeRuns() - runs).toBeLessThanOrEqual(2);
  }, 90_000);

  it('is not forgotten where the service dies before it came to it', async () => {
    kill();
    service = await startService({ EVENFIELD_GATHER_SECONDS: '5' });
    const client = new Redis(database());
    const account = someAccount('carolinas');
    win(account);
    while (!(await client.hexists('evenfield:changed-accounts', account)))
      await new Promise((resolve) => setTimeout(resolve, 20));
    kill();
    expect(wonOf(account)).toBe(0);
    service = await startService();
    await until(() => wonOf(account) === 5_000_000);
    while (await client.hexists('evenfield:changed-accounts', account))
      await new Promise((resolve) => setTimeout(resolve, 20));
    client.disconnect();
    expect(wonOf(account)).toBe(5_000_000);
  }, 120_000);

  it('is found by the sweep where the share of the day’s deliveries is used up', async () => {
    kill();
    const client = new Redis(database());
    await client.del('evenfield:accounts-swept', 'evenfield:place:/data/AccountChangeEvent');
    client.disconnect();
    service = await startService({ EVENFIELD_EVENT_SHARE: '0', EVENFIELD_SWEEP_SECONDS: '1' });
    const first = someAccount('illinois');
    win(first);
    await until(() => wonOf(first) === 5_000_000);
    // That was the last event heard; from here on the stream is closed.
    const second = someAccount('heartland');
    win(second);
    await until(() => wonOf(second) === 5_000_000);
    expect(wonOf(second)).toBe(5_000_000);
  }, 120_000);
});
