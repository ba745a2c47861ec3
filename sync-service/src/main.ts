import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { keepCompiledCode } from './compiled-code.ts';
import { serviceSettings, SettingsError } from './config.ts';
import { createApp } from './http/server.ts';
import type { JobContext } from './jobs/handlers.ts';
import { listenForAccounts } from './jobs/listen-accounts.ts';
import { listenForRequests } from './jobs/listen-requests.ts';
import { openQueue } from './jobs/queue.ts';
import { applyWhatIsDue, keepSchedule, takeUpMissed } from './jobs/schedule.ts';
import { sweepRequests } from './jobs/sweep.ts';
import { watchStaleness } from './jobs/watch-staleness.ts';
import { createOrgSession } from './org-session.ts';

const upkeepMilliseconds = 300_000;
/** Accounts are swept once while requests are swept so often. */
const accountSweeps = 20;

async function main(): Promise<void> {
  keepCompiledCode();
  const settings = serviceSettings(process.env);
  const log = pino({ level: settings.logLevel });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const runs = new Counter({
    name: 'evenfield_runs_total',
    help: 'Runs ended, by status',
    labelNames: ['status'],
    registers: [registry]
  });
  const rows = new Gauge({
    name: 'evenfield_last_run_rows',
    help: 'Rows of the last run',
    labelNames: ['what'],
    registers: [registry]
  });
  const connection = createOrgSession(settings.org);
  const stopping = new AbortController();
  const context: JobContext = {
    connection,
    log,
    stop: stopping.signal,
    finished(report) {
      runs.inc({ status: report.status });
      for (const what of ['read', 'changed', 'written', 'failed', 'apiCalls'] as const)
        rows.set({ what }, report[what]);
    }
  };
  const queue = await openQueue(settings.redisUrl, context, log, settings.gatherSeconds);
  const trying = (what: string, work: () => Promise<unknown>): Promise<void> =>
    work().then(
      () => undefined,
      (error: unknown) => {
        log.warn({ error: error instanceof Error ? error.message : String(error) }, what);
      }
    );
  const upkeep = (): Promise<void> =>
    trying('upkeep', async () => {
      const org = await connection();
      await keepSchedule(org, queue);
      await takeUpMissed(org, queue);
      await applyWhatIsDue(org, queue);
      await watchStaleness(org);
    });
  let sweeping = false;
  const sweep = async (): Promise<void> => {
    if (sweeping) return;
    sweeping = true;
    await trying('sweep', async () => sweepRequests(await connection(), queue));
    sweeping = false;
  };
  const app = createApp({ apiToken: settings.apiToken, queue, connection, registry, log });
  const server = app.listen(settings.port);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  await upkeep();
  const timers = [
    setInterval(() => void sweep(), settings.sweepSeconds * 1000),
    setInterval(() => void upkeep(), upkeepMilliseconds)
  ];
  const ear = settings.events && { settings: settings.events, connection, queue, log };
  const ears = ear && [
    listenForRequests(ear),
    listenForAccounts(ear, accountSweeps * settings.sweepSeconds * 1000)
  ];
  log.info({ port: (server.address() as AddressInfo).port }, 'ready');
  const stop = (signal: string): void => {
    if (stopping.signal.aborted) return;
    log.info({ signal }, 'stopping');
    stopping.abort();
    for (const timer of timers) clearInterval(timer);
    for (const one of ears ?? []) one.close();
    server.close();
    server.closeIdleConnections();
    void queue.close().then(() => {
      log.info('stopped');
      process.exit(0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  const known = error instanceof SettingsError;
  process.stderr.write(
    `${error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)}\n`
  );
  process.exit(1);
});
