import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { z } from 'zod';
import type { Org } from '../local-org/engine/types.ts';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { loadSample } from '../local-org/sample/sample.ts';
import type { Host } from '../lwc-host/host.ts';
import { startHost } from '../lwc-host/host.ts';

/** Everything that a browser test needs, for real: org with sample, Redis, service, pages, Chromium. */
export interface Stage {
  readonly org: LocalOrg;
  readonly host: Host;
  readonly browser: Browser;
  /** Rows of a query as the user sees them. */
  rows(alias: string, soql: string): Promise<Record<string, unknown>[]>;
  /** Changes fields of a record as the user. */
  edit(alias: string, object: string, id: string, values: object): Promise<void>;
  end(): Promise<void>;
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
];
const answer = z.object({ records: z.array(z.record(z.string(), z.unknown())) });

/**
 * Starts the stage and waits until the first night has run.
 * @param plant loads more than the sample before the night
 */
export async function setStage(
  accounts: number,
  plant: (org: Org) => void = () => undefined
): Promise<Stage> {
  const org = await startLocalOrg({
    fill: (empty) => {
      loadSample(empty, { accounts, seed: 7, now: Date.now() });
      plant(empty);
    }
  });
  const redis = await ensureRedis();
  const service = await startService(org, redis.url);
  const host = await startHost({ orgUrl: org.url, users: org.users });
  const browser = await launchChromium();
  const token = (alias: string): string =>
    org.users.find((user) => user.alias === alias)?.accessToken ?? '';
  const rows = async (alias: string, soql: string): Promise<Record<string, unknown>[]> => {
    const response = await fetch(
      `${org.url}/services/data/v66.0/query?q=${encodeURIComponent(soql)}`,
      { headers: { authorization: `Bearer ${token(alias)}` } }
    );
    if (!response.ok) throw new Error(await response.text());
    return answer.parse(await response.json()).records;
  };
  for (
    let turn = 0;
    (await rows('service', "SELECT Id FROM Evenfield_Run__c WHERE Status__c = 'Completed'"))
      .length === 0;
    turn += 1
  ) {
    if (turn > 300) throw new Error('The first night did not end.');
    await new Promise((done) => setTimeout(done, 200));
  }
  return {
    org,
    host,
    browser,
    rows,
    async edit(alias, object, id, values) {
      const response = await fetch(`${org.url}/services/data/v66.0/sobjects/${object}/${id}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${token(alias)}`, 'content-type': 'application/json' },
        body: JSON.stringify(values)
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async end() {
      await browser.close();
      await host.stop();
      await stopProcess(service);
      await redis.stop();
      await org.stop();
    }
  };
}

/** The Chromium that set-up found. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: flags });
}

function chromiumPath(): string {
  const given = process.env['EVENFIELD_CHROMIUM'];
  if (given !== undefined && given !== '') return given;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const found = spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim();
    if (found !== '') return found;
  }
  throw new Error('Chromium was not found; set EVENFIELD_CHROMIUM to its path.');
}

async function ensureRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['REDIS_URL'];
  if (given !== undefined && given !== '')
    return { url: ownDatabase(given), stop: () => Promise.resolve() };
  const port = await freePort();
  const child = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--save',
      '',
      '--appendonly',
      'no',
      '--maxmemory-policy',
      'noeviction'
    ],
    { stdio: 'ignore' }
  );
  await new Promise((done) => setTimeout(done, 500));
  return { url: `redis://127.0.0.1:${String(port)}`, stop: () => stopProcess(child) };
}

/** Files run side by side, and two services on one database would take each other's nights. */
function ownDatabase(url: string): string {
  const worker = Number(process.env['JEST_WORKER_ID'] ?? '1');
  return `${url.replace(/\/\d*$/, '')}/${String(14 + (worker % 2))}`;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        done(port);
      });
    });
  });
}

function startService(org: LocalOrg, redisUrl: string): Promise<ChildProcess> {
  const env = {
    ...process.env,
    SF_LOGIN_URL: org.url,
    SF_CLIENT_ID: org.clientId,
    SF_USERNAME: 'service@evenfield.example',
    SF_PRIVATE_KEY_FILE: org.privateKeyFile,
    REDIS_URL: redisUrl,
    EVENFIELD_API_TOKEN: 'a token for the browser tests',
    EVENFIELD_SWEEP_SECONDS: '1',
    PORT: '0'
  };
  const child = spawn('node', ['--no-warnings', 'sync-service/src/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit']
  });
  return new Promise((done, failed) => {
    child.once('exit', (code) => {
      failed(new Error(`The service ended with ${String(code)}`));
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('"msg":"ready"')) done(child);
    });
  });
}

function stopProcess(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) {
      done();
      return;
    }
    child.once('exit', () => {
      done();
    });
    child.kill('SIGTERM');
  });
}
