import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { Redis } from 'ioredis';
import { ensureRedis } from '../../scripts/setup/redis.mjs';
import type { LocalOrg } from '../local-org/http/server.ts';
import { control } from '../local-org/test/sign-assertion.ts';
import { sampleOrg, serviceEnvironment } from './service-stage.ts';

let org: LocalOrg;
let redis: { url: string; stop(): Promise<void> };
let service: ChildProcess;
let adminId: string;

/** The service with a sweep so rare that only the events can be what it hears. */
function startService(): Promise<ChildProcess> {
  const child = spawn('node', ['--no-warnings', 'sync-service/src/main.ts'], {
    env: serviceEnvironment(org, {
      REDIS_URL: `${redis.url.replace(/\/\d*$/, '')}/13`,
      EVENFIELD_API_TOKEN: 'a-token-of-this-test-alone',
      EVENFIELD_SWEEP_SECONDS: '3600',
      PORT: '0',
      SF_PUBSUB_ENDPOINT: org.pubSub.endpoint,
      SF_PUBSUB_CERTIFICATE_FILE: org.pubSubCertificateFile
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

beforeAll(async () => {
  redis = await ensureRedis();
  org = await sampleOrg(60);
  adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  service = await startService();
  // The night that is due at boot is out of the way before the first request.
  await until(
    () => count("SELECT COUNT() FROM Evenfield_Run__c WHERE Status__c = 'Completed'") > 0
  );
}, 120_000);

afterAll(async () => {
  service.kill('SIGKILL');
  await org.stop();
  const client = new Redis(`${redis.url.replace(/\/\d*$/, '')}/13`);
  await client.flushdb();
  client.disconnect();
  await redis.stop();
}, 60_000);

function count(soql: string): number {
  return org.org.query({ userId: adminId }, soql).totalSize;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 50));
}

function ask(): string {
  const [saved] = org.org.create(
    { userId: adminId },
    'Evenfield_Request__c',
    [{ Kind__c: 'Sync', Status__c: 'Requested' }],
    { allOrNone: true }
  );
  if (saved?.success !== true) throw new Error(JSON.stringify(saved));
  return saved.id ?? '';
}

const isDone = (id: string): boolean =>
  count(`SELECT COUNT() FROM Evenfield_Request__c WHERE Id = '${id}' AND Status__c = 'Done'`) === 1;

describe('a request that an admin writes', () => {
  it('is heard of by its change event and served', async () => {
    const request = ask();
    await until(() => isDone(request));
    expect(isDone(request)).toBe(true);
  }, 60_000);

  it('makes the service look once: what it then writes itself it passes over', async () => {
    await fetch(`${org.url}/control/log`, { method: 'DELETE' });
    const request = ask();
    await until(() => isDone(request));
    // The answer itself is an event; by the time that the next request is served it has been heard.
    const second = ask();
    await until(() => isDone(second));
    const log = (await (await fetch(`${org.url}/control/log`)).json()) as { path: string }[];
    const looks = log.filter(({ path }) =>
      decodeURIComponent(path).includes("FROM Evenfield_Request__c WHERE Status__c = 'Requested'")
    );
    const counts = looks.filter(({ path }) => path.includes('COUNT'));
    expect([looks.length - counts.length, counts.length]).toEqual([2, 2]);
  }, 60_000);

  it('is served after the stream was cut, and one written meanwhile too', async () => {
    org.pubSub.cut();
    const request = ask();
    await until(() => isDone(request));
    expect(isDone(request)).toBe(true);
  }, 60_000);

  it.each(['gaps', 'overflow'])(
    'is served where the org tells of %s alone',
    async (as) => {
      await control(org, 'POST', '/events', { as });
      const request = ask();
      await until(() => isDone(request));
      await control(org, 'POST', '/events', { as: 'changes' });
      expect(isDone(request)).toBe(true);
    },
    60_000
  );

  it('is served after the service was killed and came back to its place', async () => {
    service.removeAllListeners('exit');
    service.kill('SIGKILL');
    const request = ask();
    service = await startService();
    await until(() => isDone(request));
    expect(isDone(request)).toBe(true);
  }, 120_000);

  it('is served though Redis lost the place', async () => {
    service.removeAllListeners('exit');
    service.kill('SIGKILL');
    const client = new Redis(`${redis.url.replace(/\/\d*$/, '')}/13`);
    await client.del('evenfield:place:/data/Evenfield_Request__ChangeEvent');
    client.disconnect();
    const request = ask();
    service = await startService();
    await until(() => isDone(request));
    expect(isDone(request)).toBe(true);
  }, 120_000);

  it('is answered once, each', () => {
    const rows = org.org.query(
      { userId: adminId },
      'SELECT Status__c, Run__c, Result__c FROM Evenfield_Request__c'
    ).records;
    expect(rows).toHaveLength(8);
    for (const row of rows) expect(row.values).toMatchObject({ Status__c: 'Done' });
  });
});
