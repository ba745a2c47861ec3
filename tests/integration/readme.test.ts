import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureRedis } from '../../scripts/setup/redis.mjs';
import type { LocalOrg } from '../local-org/http/server.ts';
import { sampleOrg } from './service-stage.ts';

/** Commands that cannot run here, and why. */
const cannot: readonly (readonly [RegExp, string])[] = [
  [/^npm start$/, 'runs until it is stopped; start.test.ts runs it three times with --once'],
  [/^npm test$/, 'is what runs this test'],
  [/^sf /, 'needs the Salesforce CLI and a real org'],
  [
    /evenfield -- audit --org ALIAS/,
    'asks the Salesforce CLI for a session; audit.test.ts gives it one'
  ],
  [/^npm run deploy/, 'needs the Salesforce CLI and a real org']
];

const folder = mkdtempSync(join(tmpdir(), 'evenfield-readme-'));
const clone = join(folder, 'evenfield');
let org: LocalOrg;
let redis: Awaited<ReturnType<typeof ensureRedis>>;

beforeAll(async () => {
  redis = await ensureRedis();
  const cloned = spawnSync('git', ['clone', '--quiet', '--local', resolve('.'), clone], {
    encoding: 'utf8'
  });
  expect([cloned.status, cloned.stderr]).toEqual([0, '']);
  // Installing again would take minutes and reach for the registry; the dependencies are those of this checkout.
  symlinkSync(resolve('node_modules'), join(clone, 'node_modules'));
  org = await sampleOrg(120);
}, 120_000);

afterAll(async () => {
  await org.stop();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

function commands(): string[] {
  const text = readFileSync('README.md', 'utf8');
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((block) =>
    (block[1] ?? '').split('\n').filter((line) => line.trim() !== '')
  );
}

/** What README sets to examples, for the org that is here. */
function here(): Record<string, string> {
  return {
    SF_LOGIN_URL: org.url,
    SF_CLIENT_ID: org.clientId,
    SF_USERNAME: 'service@evenfield.example',
    SF_PRIVATE_KEY_FILE: org.privateKeyFile,
    REDIS_URL: redis.url
  };
}

function untilEnd(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    child.once('close', done);
  });
}

describe('every command block of README, in order, in a clean folder', () => {
  it('works, but for the few that are listed with why', async () => {
    const environment: NodeJS.ProcessEnv = { ...process.env, PORT: '0' };
    const skipped: string[] = [];
    let ran = 0;
    for (const command of commands()) {
      const reason = cannot.find(([pattern]) => pattern.test(command))?.[1];
      if (reason !== undefined) {
        skipped.push(`${command}: ${reason}`);
        continue;
      }
      ran += 1;
      const setting = /^export (\w+)=(.*)$/.exec(command);
      if (setting !== null) {
        const [, name = '', value = ''] = setting;
        environment[name] = here()[name] ?? value;
        continue;
      }
      const child = spawn(command, {
        cwd: clone,
        env: environment,
        shell: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true
      });
      let output = '';
      const end = untilEnd(child);
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          if (
            command === 'npm run service' &&
            output.includes('"msg":"ready"') &&
            child.pid !== undefined
          )
            process.kill(-child.pid, 'SIGTERM');
        });
      const code = await end;
      const isFine =
        command === 'npm run service'
          ? output.includes('"msg":"stopped"') || output.includes('"msg":"ready"')
          : code === 0;
      if (!isFine) throw new Error(`${command} ended with ${String(code)}:\n${output}`);
    }
    process.stdout.write(
      `counted: ${String(ran)} commands ran, ${String(skipped.length)} listed: ${skipped.join('; ')}\n`
    );
    expect(ran).toBeGreaterThanOrEqual(10);
  }, 180_000);

  it('opens with three sentences, a picture and two commands', () => {
    const text = readFileSync('README.md', 'utf8');
    const [, first = ''] = text.split('\n\n');
    expect(first.split(/[.:?!] (?=[A-Z])/).length).toBe(3);
    expect(text.indexOf('![')).toBeLessThan(text.indexOf('```sh'));
    expect(/```sh\n(.*)\n(.*)\n```/.exec(text)?.slice(1)).toEqual(['npm start', 'npm test']);
  });
});
