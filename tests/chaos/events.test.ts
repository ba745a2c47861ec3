import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { ensureRedis } from '../../scripts/setup/redis.mjs';
import { sampleOrg, serviceEnvironment } from '../integration/service-stage.ts';
import type { LocalOrg } from '../local-org/http/server.ts';

const requests = 1000;
const cuts = 100;
const kills = 10;

let org: LocalOrg;
let redis: { url: string; stop(): Promise<void> };
let service: ChildProcess;
let adminId: string;
/** How often each request came to be done. */
const done = new Map<string, number>();

function startService(): Promise<ChildProcess> {
  const child = spawn('node', ['--no-warnings', 'sync-service/src/main.ts'], {
    env: serviceEnvironment(org, {
      REDIS_URL: redis.url,
      EVENFIELD_API_TOKEN: 'a-token-of-this-test-alone',
      LOG_LEVEL: 'info',
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
  org.org.onChange((changes) => {
    for (const change of changes)
      if (
        change.object === 'Evenfield_Request__c' &&
        change.fields.includes('Status__c') &&
        change.row['Status__c'] === 'Done'
      )
        done.set(change.id, (done.get(change.id) ?? 0) + 1);
  });
  service = await startService();
}, 120_000);

afterAll(async () => {
  service.removeAllListeners('exit');
  service.kill('SIGKILL');
  await org.stop();
  await redis.stop();
}, 60_000);

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

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Positions among `count` at which something is to happen, by a seeded draw. */
function drawn(count: number, of: number, seed: number): Set<number> {
  const places = new Set<number>();
  let state = seed;
  while (places.size < count) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    places.add(state % of);
  }
  return places;
}

describe('a thousand requests', () => {
  it('are each served exactly once, though the stream is cut a hundred times and the service killed ten times', async () => {
    const cutAt = drawn(cuts, requests, 7);
    const killAt = drawn(kills, requests, 11);
    const asked: string[] = [];
    for (let index = 0; index < requests; index += 1) {
      asked.push(ask());
      if (cutAt.has(index)) org.pubSub.cut();
      if (killAt.has(index)) {
        service.removeAllListeners('exit');
        service.kill('SIGKILL');
        service = await startService();
      }
      await pause(20 + ((index * 37) % 60));
    }
    while (done.size < requests) await pause(200);
    // Whoever would serve one twice has had the time for it.
    await pause(20_000);
    expect(asked.filter((id) => done.get(id) !== 1)).toEqual([]);
    const open = org.org.query(
      { userId: adminId },
      "SELECT COUNT() FROM Evenfield_Request__c WHERE Status__c <> 'Done'"
    ).totalSize;
    expect(open).toBe(0);
    const runs = org.org.query(
      { userId: adminId },
      'SELECT COUNT() FROM Evenfield_Run__c'
    ).totalSize;
    process.stdout.write(
      `counted: ${String(done.size)} requests served once by ${String(runs)} runs, ${String(cuts)} cuts, ${String(kills)} kills\n`
    );
  }, 580_000);
});
