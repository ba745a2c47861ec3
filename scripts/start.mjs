/**
 * `npm start`: sets up, then runs everything for real on this machine: Redis, a local Salesforce
 * org with sample data, the service, one full sync, and the pages.
 *   --once        ends after the sync
 *   --json        one JSON line on standard output; all else goes to standard error
 *   --keep DIR    uses and keeps the org in that folder
 *   --accounts N  size of a new org's sample
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from './setup/child-line.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureRedis } from './setup/redis.mjs';
import { say } from './setup/say.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'evenfield-start-'));
const stops = [];
const patienceMilliseconds = 600_000;

function readArguments(args) {
  const value = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const known = ['--once', '--json', '--keep', '--accounts'];
  const unknown = args.find(
    (arg, at) =>
      arg.startsWith('--') &&
      !known.includes(arg) &&
      !['--keep', '--accounts'].includes(args[at - 1])
  );
  if (unknown !== undefined) throw new Error(`npm start knows ${known.join(', ')}, not ${unknown}`);
  const accounts = value('--accounts') ?? '2000';
  if (!/^\d+$/.test(accounts)) throw new Error(`--accounts wants a number, not ${accounts}`);
  const keep = value('--keep');
  if (args.includes('--keep') && keep === undefined) throw new Error('--keep wants a folder');
  return {
    once: args.includes('--once'),
    json: args.includes('--json'),
    keep: keep === undefined ? undefined : resolve(keep),
    accounts
  };
}

async function stopAll() {
  for (const stop of stops.reverse()) await stop();
  stops.length = 0;
  rmSync(scratch, { recursive: true, force: true });
}

async function startOrg(node, options) {
  const args = [
    '--no-warnings',
    'tests/local-org/main.ts',
    '--sample',
    options.accounts,
    ...(options.keep === undefined ? [] : ['--keep', options.keep])
  ];
  say(
    options.keep !== undefined && existsSync(join(options.keep, 'org.sqlite'))
      ? 'Local org: opening the one kept there.'
      : `Local org: loading a sample of ${options.accounts} accounts.`
  );
  const org = await startChild('The local org', node, args, { cwd: root });
  stops.push(org.stop);
  return JSON.parse(org.line);
}

async function startService(node, org, redisUrl, token) {
  let port = 0;
  const env = {
    ...process.env,
    SF_LOGIN_URL: org.url,
    SF_CLIENT_ID: org.clientId,
    SF_USERNAME: org.users.find((user) => user.alias === 'service').username,
    SF_PRIVATE_KEY_FILE: org.privateKeyFile,
    REDIS_URL: redisUrl,
    EVENFIELD_API_TOKEN: token,
    PORT: '0',
    SF_PUBSUB_ENDPOINT: org.pubSub,
    SF_PUBSUB_CERTIFICATE_FILE: org.pubSubCertificateFile,
    EVENFIELD_SWEEP_SECONDS: process.env.EVENFIELD_SWEEP_SECONDS ?? '3'
  };
  const service = await startChild(
    'The service',
    node,
    ['--no-warnings', 'sync-service/src/main.ts'],
    {
      cwd: root,
      env,
      accept: (line) => {
        const entry = JSON.parse(line);
        if (entry.level >= 40) say(`  service: ${entry.msg} ${entry.error ?? ''}`);
        if (entry.msg === 'ready') port = entry.port;
        return entry.msg === 'ready';
      }
    }
  );
  stops.push(service.stop);
  return `http://127.0.0.1:${port}`;
}

/**
 * One run asked for by HTTP, followed to its end. A night that the service found missed at its
 * start runs before it and counts with it.
 */
async function syncOnce(service, token, serviceStarted) {
  const since = new Date(serviceStarted).toISOString().replace(/[.]\d+/, '');
  const headers = { authorization: `Bearer ${token}` };
  const started = Date.now();
  const asked = await fetch(`${service}/v1/runs`, { method: 'POST', headers });
  if (!asked.ok) throw new Error(`The service takes no run: ${asked.status} ${await asked.text()}`);
  const { id } = await asked.json();
  while (Date.now() - started < patienceMilliseconds) {
    const run = await (
      await fetch(`${service}/v1/runs/${encodeURIComponent(id)}`, { headers })
    ).json();
    if (run.status === 'Completed' || run.status === 'Failed') {
      const { runs } = await (await fetch(`${service}/v1/runs?since=${since}`, { headers })).json();
      const sum = (name) => runs.reduce((total, one) => total + (one[name] ?? 0), 0);
      return {
        ...run,
        changed: sum('changed'),
        written: sum('written'),
        apiCalls: sum('apiCalls'),
        seconds: (Date.now() - started) / 1000
      };
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('The sync did not end in time.');
}

async function startPages(node, org) {
  if (!existsSync(join(root, 'tests/lwc-host/main.ts'))) return null;
  const file = join(scratch, 'org.json');
  writeFileSync(file, JSON.stringify(org));
  say('Pages: building the components (half a minute the first time).');
  const host = await startChild(
    'The component host',
    node,
    ['--no-warnings', 'tests/lwc-host/main.ts', '--org', org.url, '--port', '0', '--users', file],
    { cwd: root }
  );
  stops.push(host.stop);
  return JSON.parse(host.line).url;
}

/** Resolves when the person has had enough; registered before the first child, so that none is left behind. */
const interrupted = new Promise((done) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => done(signal));
});

async function main() {
  const options = readArguments(process.argv.slice(2));
  const node = await ensureDependencies(root);
  process.env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const redis = await ensureRedis(
    options.keep === undefined ? {} : { folder: join(options.keep, 'redis') }
  );
  stops.push(redis.stop);
  const org = await startOrg(node, options);
  say(`Local org: ${org.url}.`);
  const token = randomBytes(24).toString('hex');
  const serviceStarted = Math.floor(Date.now() / 1000) * 1000;
  const service = await startService(node, org, redis.url, token);
  say(`Service: ${service}.`);
  const run = await syncOnce(service, token, serviceStarted);
  if (run.status === 'Completed')
    say(`Sync: ${run.read} rows read, ${run.changed} differed, ${run.written} were written.`);
  else say(`Sync: ${run.status}. ${run.message}\nWhat to do: ${run.cure}`);
  const { read, changed, written, failed, apiCalls, seconds, status } = run;
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ read, changed, written, failed, apiCalls, seconds, status })}\n`
    );
  if (options.once) return run.status === 'Completed' ? 0 : 1;
  const pages = await startPages(node, org);
  if (pages !== null)
    say(
      `\nLook at ${pages}\n  an account as its rep: follow a link there\n  the board as manager: ${pages}/board?as=manager\n  operations as admin: ${pages}/admin?as=admin`
    );
  say('Ctrl-C stops everything.');
  await interrupted;
  return 0;
}

Promise.race([main(), interrupted.then(() => 130)])
  .catch((error) => {
    say(error.message);
    if (process.argv.includes('--json'))
      process.stdout.write(`${JSON.stringify({ status: 'Failed', message: error.message })}\n`);
    return 1;
  })
  .then(async (code) => {
    await stopAll();
    process.exit(code);
  });
