import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

interface Line {
  url: string;
  username: string;
  accessToken: string;
  pubSub: string;
  clientId: string;
  privateKeyFile: string;
  controlUrl: string;
  users: { alias: string; username: string; userId: string; accessToken: string }[];
}

let folder: string;
let running: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenfield-command-'));
});

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function start(...args: string[]): Promise<{ child: ChildProcess; line: Line }> {
  const child = spawn(process.execPath, ['tests/local-org/main.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore']
  });
  running.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, line: JSON.parse(line) as Line };
  }
  throw new Error('the org said nothing');
}

async function stop(child: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}

function send(line: Line, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Authorization: `Bearer ${line.accessToken}` };
  return fetch(`${line.url}/services/data/v66.0${path}`, { ...init, headers });
}

describe('the local-org command', () => {
  it('prints where it is, with all users, and ends cleanly on SIGTERM', async () => {
    const { child, line } = await start('--sample', 'none');
    expect(line.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(line).toMatchObject({
      username: 'admin@evenfield.example',
      pubSub: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      clientId: 'EvenfieldLocal',
      controlUrl: `${line.url}/control`
    });
    expect(line.users.map((user) => user.alias)).toEqual([
      'admin',
      'service',
      'manager',
      'rep',
      'rep2',
      'outsider'
    ]);
    expect((await send(line, '/limits')).status).toBe(200);
    expect(await stop(child)).toBe(0);
    expect(existsSync(dirname(line.privateKeyFile))).toBe(false);
  });

  it('keeps rows, users and key in its folder, without loading the sample again', async () => {
    const keep = join(folder, 'kept');
    const first = await start('--sample', '50', '--keep', keep);
    const made = await send(first.line, '/sobjects/Account', {
      method: 'POST',
      body: '{"Name":"Kept Inc"}'
    });
    const { id } = (await made.json()) as { id: string };
    expect(await stop(first.child)).toBe(0);
    const second = await start('--sample', '50', '--keep', keep);
    expect(second.line.users.map((user) => user.userId)).toEqual(
      first.line.users.map((user) => user.userId)
    );
    expect(second.line.privateKeyFile).toBe(first.line.privateKeyFile);
    expect((await send(second.line, `/sobjects/Account/${id}`)).status).toBe(200);
    const counted = await send(second.line, '/query?q=SELECT+COUNT()+FROM+Account');
    expect(await counted.json()).toMatchObject({ totalSize: 51 });
    expect(await stop(second.child)).toBe(0);
  });

  it('refuses settings that are none', async () => {
    const child = spawn(process.execPath, ['tests/local-org/main.ts', '--port', 'many'], {
      cwd: ROOT,
      stdio: 'ignore'
    });
    running.push(child);
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(2);
  });
});
