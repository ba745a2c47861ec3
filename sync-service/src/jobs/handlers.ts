import type { Logger } from 'pino';
import { dayIn } from '../domain/core/days.ts';
import { nightFor } from '../domain/core/night.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPolicyRow } from '../salesforce/records/design.ts';
import type { RunKind, RunRecord } from '../salesforce/run-record.ts';
import { deadAfterMilliseconds, findRun, openRun, updateRun } from '../salesforce/run-record.ts';
import type { ChangedAccounts } from './changed-accounts.ts';
import { turningDay } from './turning-day.ts';
import { draftForDrift } from './draft-for-drift.ts';
import { draftForLeavers } from './draft-for-leavers.ts';
import { proposeRecalibration } from './propose-recalibration.ts';
import { answerRequest, stillToServe } from './requests.ts';
import type { SyncReport } from './sync.ts';
import { runSync } from './sync.ts';
import { watchUndo } from './watch-undo.ts';

/** What a handler needs. */
export interface JobContext {
  /** A signed-in connection; signs in again where the last sign-in failed. */
  connection(): Promise<OrgConnection>;
  readonly log: Logger;
  /** Ends runs between two steps. */
  readonly stop: AbortSignal;
  /** Told of every finished run, for the metrics. */
  readonly finished: (report: SyncReport) => void;
}

/** A scheduler may fire a little before the org's clock strikes. */
const earlyMilliseconds = 300_000;

/** Runs the night that is due, unless its run is in the org already. @returns null when it was */
export async function runNight(context: JobContext): Promise<SyncReport | null> {
  const connection = await context.connection();
  const { row } = await readPolicyRow(connection);
  const night = nightFor(connection.now() + earlyMilliseconds, parsePolicy(row).policy);
  const report = await runWithKey(context, connection, night.key, 'Nightly', []);
  if (report?.status === 'Completed') await tellProposals(context, connection, report, row);
  return report;
}

function todayOf(connection: OrgConnection, policyRow: Record<string, unknown> | null): string {
  return dayIn(parsePolicy(policyRow).policy.timeZone, connection.now());
}

/**
 * The night's record says what was drafted for leavers, what drift controller and recalibration proposed, or why they did not,
 * and what somebody made anew that a rebalance had ended; their
 * trouble is not the night's.
 */
async function tellProposals(
  context: JobContext,
  connection: OrgConnection,
  report: SyncReport,
  policyRow: Record<string, unknown> | null
): Promise<void> {
  const told = async (name: string, propose: () => Promise<string>): Promise<string> => {
    let said: string;
    try {
      said = await propose();
    } catch (error) {
      said = `${name}: ${error instanceof Error ? error.message : String(error)}`;
    }
    context.log.info({ said }, 'proposal');
    return said === `${name}: turned off.` ? '' : said;
  };
  const said = [
    await told('Leavers', () => draftForLeavers(connection)),
    await told('Drift', () => draftForDrift(connection)),
    await told('Recalibration', () => proposeRecalibration(connection, policyRow)),
    await told('Undo', () => watchUndo(connection, todayOf(connection, policyRow)))
  ].filter((words) => words !== '');
  if (said.length === 0) return;
  await updateRun(connection, report.runId, {
    Message__c: [report.message, ...said].join('\n').slice(0, 4000)
  });
}

/**
 * Runs the org's day where cover or temporary hours begin on it or ended on the one before: shares
 * and figures then hold from its first minutes on, and need not wait for the night.
 * @returns null where nothing turns, or the day's run is in the org already
 */
export async function runDay(context: JobContext): Promise<SyncReport | null> {
  const connection = await context.connection();
  const { row } = await readPolicyRow(connection);
  const key = await turningDay(connection, parsePolicy(row).policy.timeZone);
  return key === null ? null : runWithKey(context, connection, key, 'Day', []);
}

/** Runs what somebody asked for and answers the requests. */
export async function runAsked(
  context: JobContext,
  runKey: string,
  requestIds: readonly string[]
): Promise<SyncReport | null> {
  const connection = await context.connection();
  const waiting = await stillToServe(connection, requestIds, runKey);
  if (requestIds.length > 0 && waiting.length === 0) return null;
  return runWithKey(context, connection, runKey, 'Manual', waiting);
}

/** Of the calls that the policy gives us, runs for changes leave the rest to the night. */
const shareForChanges = 0.5;

/**
 * Recomputes the territories of the accounts that changed and writes those alone. Where the day's
 * calls run low the changes wait, at the latest for the night.
 * @returns null when there was nothing to do or it had to wait
 */
export async function runChanges(
  context: JobContext,
  changed: ChangedAccounts
): Promise<SyncReport | null> {
  const accounts = await changed.read();
  if (accounts.size === 0) return null;
  const connection = await context.connection();
  const { row } = await readPolicyRow(connection);
  const usage = connection.usage();
  const share = parsePolicy(row).policy.maxApiShare * shareForChanges;
  if (usage !== null && usage.used > usage.allowed * share) {
    context.log.warn(usage, 'changed accounts wait for the night: the day’s calls run low');
    await changed.remove(accounts);
    return null;
  }
  const key = `change:${new Date(connection.now()).toISOString()}`;
  return runForChanges(context, connection, key, changed);
}

/** Writes the territories of all accounts that changed so far, which are then no longer waited for. */
async function runForChanges(
  context: JobContext,
  connection: OrgConnection,
  key: string,
  changed: ChangedAccounts
): Promise<SyncReport | null> {
  const accounts = await changed.read();
  const report = await runWithKey(context, connection, key, 'Change', [], [...accounts.keys()]);
  if (report?.status === 'Completed') await changed.remove(accounts);
  return report;
}

/** Takes up a run left open. */
export async function resumeRun(
  context: JobContext,
  runKey: string,
  changed: ChangedAccounts
): Promise<SyncReport | null> {
  const connection = await context.connection();
  if (runKey.startsWith('change:')) return runForChanges(context, connection, runKey, changed);
  return runWithKey(context, connection, runKey, kindOf(runKey), []);
}

function kindOf(runKey: string): RunKind {
  if (runKey.startsWith('nightly:')) return 'Nightly';
  return runKey.startsWith('day:') ? 'Day' : 'Manual';
}

async function runWithKey(
  context: JobContext,
  connection: OrgConnection,
  key: string,
  kind: RunKind,
  requestIds: readonly string[],
  changed?: readonly string[]
): Promise<SyncReport | null> {
  const run = (await openRun(connection, key, kind)) ?? (await takeOver(connection, key));
  if (run === null) {
    context.log.info({ key }, 'the run is in the org already');
    return null;
  }
  context.log.info({ key, kind }, 'run begins');
  for (const requestId of requestIds)
    await answerRequest(connection, requestId, {
      Status__c: 'Working',
      Run__c: run.id,
      Progress__c: 0
    });
  let told = 0;
  const report = await runSync(connection, run, {
    stop: context.stop,
    ...(changed === undefined ? {} : { changed }),
    onStep: (step, share) => {
      context.log.debug({ key, step, share }, 'step');
      if (share - told < 0.1) return;
      told = share;
      for (const requestId of requestIds)
        void answerRequest(connection, requestId, {
          Progress__c: Math.round(share * 100) / 100
        }).catch((error: unknown) => {
          context.log.warn({ requestId, error: String(error) }, 'progress was not written');
        });
    }
  });
  context.log.info(
    {
      key,
      status: report.status,
      read: report.read,
      changed: report.changed,
      written: report.written,
      failed: report.failed,
      apiCalls: report.apiCalls,
      seconds: report.seconds
    },
    'run ended'
  );
  if (report.status !== 'Interrupted')
    for (const requestId of requestIds)
      await answerRequest(connection, requestId, answerOf(report));
  context.finished(report);
  return report;
}

function answerOf(report: SyncReport): Record<string, string | number | null> {
  if (report.status === 'Completed')
    return { Status__c: 'Done', Progress__c: 1, Result__c: report.message, Error__c: null };
  return {
    Status__c: 'Failed',
    Error__c: `${report.message}\n${report.cure ?? ''}`.trim().slice(0, 4000)
  };
}

/** A run that nobody works on any more; null where it is done or somebody is at it. */
async function takeOver(connection: OrgConnection, key: string): Promise<RunRecord | null> {
  const run = await findRun(connection, key);
  if (run === null || run.status === 'Completed' || run.status === 'Failed') return null;
  const isDead =
    run.status === 'Interrupted' || connection.now() - run.heartbeat > deadAfterMilliseconds;
  return isDead ? run : null;
}
