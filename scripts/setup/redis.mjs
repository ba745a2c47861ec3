import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from './on-path.mjs';
import { say } from './say.mjs';
import { installSystemPackage } from './system-package.mjs';

/**
 * Finds a Redis, or starts one of our own that is gone with us.
 * @param {{ folder?: string }} options where it may keep its files; a throw-away folder otherwise
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function ensureRedis(options = {}) {
  const given = process.env.REDIS_URL;
  if (given !== undefined && given !== '') {
    say('Redis: the one that REDIS_URL names.');
    return { url: given, stop: async () => {} };
  }
  const program = await findServer();
  return program === null ? startInDocker() : startServer(program, options.folder);
}

async function findServer() {
  const found = onPath('redis-server', 'valkey-server');
  if (found !== null) return found;
  say('Redis: none on this machine, asking the package manager.');
  await installSystemPackage({ apt: 'redis-server', dnf: 'redis', brew: 'redis' });
  return onPath('redis-server', 'valkey-server');
}

async function startServer(program, folder) {
  const data = folder ?? mkdtempSync(join(tmpdir(), 'evenfield-redis-'));
  mkdirSync(data, { recursive: true });
  const port = await freePort();
  const settings = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    data,
    '--save',
    '',
    '--appendonly',
    'no',
    '--maxmemory-policy',
    'noeviction'
  ];
  const child = spawn(program, settings, { stdio: 'ignore' });
  await answering(port, child);
  say(`Redis: ${program} on port ${port}.`);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () =>
      stopChild(child, () => folder === undefined && rmSync(data, { recursive: true, force: true }))
  };
}

async function startInDocker() {
  const docker = onPath('docker');
  const advice =
    'Redis is needed and was not found. Install redis-server (or valkey-server), or set REDIS_URL.';
  if (docker === null) throw new Error(advice);
  const port = await freePort();
  const args = [
    'run',
    '--rm',
    '-p',
    `127.0.0.1:${port}:6379`,
    'redis:7',
    '--maxmemory-policy',
    'noeviction',
    '--save',
    ''
  ];
  const child = spawn(docker, args, { stdio: 'ignore' });
  try {
    await answering(port, child);
  } catch (error) {
    throw new Error(`${advice} (Docker was tried: ${error.message})`, { cause: error });
  }
  say(`Redis: in Docker on port ${port}.`);
  return { url: `redis://127.0.0.1:${port}`, stop: () => stopChild(child, () => {}) };
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answering(port, child) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null)
      throw new Error(`Redis ended at once with exit code ${child.exitCode}`);
    if (await answersOnce(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Redis does not answer on port ${port}`);
}

function answersOnce(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Asks a child to end and waits for it; forces it after five seconds. */
export function stopChild(child, after) {
  return new Promise((resolve) => {
    const done = () => {
      after();
      resolve();
    };
    if (child.exitCode !== null || child.signalCode !== null) return done();
    const force = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('exit', () => {
      clearTimeout(force);
      done();
    });
    child.kill('SIGTERM');
  });
}
