import type { Problem } from '../domain/core/result.ts';
import { presentPeople } from '../domain/quota/metrics/lead-territory.ts';
import { elsewhereCode } from '../domain/rebalance/compare-associations.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { settleOwnJobs } from '../salesforce/bulk-ingest.ts';
import { OrgError } from '../salesforce/errors.ts';
import type { RunRecord } from '../salesforce/run-record.ts';
import { deadAfterMilliseconds, openRuns, updateRun } from '../salesforce/run-record.ts';
import { writeProblems } from '../salesforce/run-errors.ts';
import { compareAssociations } from './compare-associations.ts';
import type { OrgRead } from './read-org.ts';
import { readOrg } from './read-org.ts';
import { tidy } from './tidy.ts';
import { answeredTerritories } from './write-selling.ts';
import { writeResults } from './write-results.ts';
import type { WriteTotals } from './write-totals.ts';

/** What a run did, as the CLI prints it and `/v1/runs` answers. */
export interface SyncReport {
  readonly runId: string;
  readonly status: 'Completed' | 'Failed' | 'Interrupted';
  readonly read: number;
  readonly changed: number;
  readonly written: number;
  readonly failed: number;
  readonly apiCalls: number;
  readonly seconds: number;
  /** Seconds of the computation alone. */
  readonly computeSeconds: number;
  readonly message: string;
  readonly cure: string | null;
}

export interface SyncOptions {
  /** Told of each step: for progress on a page, and for tests that stop at one. */
  readonly onStep?: (step: string, share: number) => void;
  /** Ends the run between two steps and hands it back as Interrupted. */
  readonly stop?: AbortSignal;
  /** Accounts that changed: only their territories are written. */
  readonly changed?: readonly string[];
}

/** A sign of life this often, whatever step a run is in. */
const beatMilliseconds = 15_000;

class Stopped extends Error {}

/** Reads the org, recomputes everything, writes what differs, and closes the run. Never throws for the org's sake: the report tells. */
export async function runSync(
  connection: OrgConnection,
  run: RunRecord,
  options: SyncOptions = {}
): Promise<SyncReport> {
  const began = performance.now();
  const callsBefore = connection.calls();
  const totals = { read: 0, changed: 0, written: 0, failed: 0, computeSeconds: 0 };
  let lastBeat = 0;
  const step = async (name: string, share: number): Promise<void> => {
    options.onStep?.(name, share);
    if (options.stop?.aborted === true) throw new Stopped();
    if (Date.now() - lastBeat < 2_000) return;
    lastBeat = Date.now();
    await updateRun(connection, run.id, {
      Step__c: name,
      Progress__c: Math.round(share * 100) / 100,
      Heartbeat__c: new Date(connection.now()).toISOString()
    });
  };
  const close = async (
    status: SyncReport['status'],
    message: string,
    cure: string | null
  ): Promise<SyncReport> => {
    const seconds = (performance.now() - began) / 1000;
    const report: SyncReport = {
      runId: run.id,
      status,
      ...totals,
      apiCalls: connection.calls() - callsBefore + 1,
      seconds,
      message,
      cure
    };
    await updateRun(connection, run.id, {
      Status__c: status,
      Ended__c: status === 'Interrupted' ? null : new Date(connection.now()).toISOString(),
      Read__c: totals.read,
      Changed__c: totals.changed,
      Written__c: totals.written,
      Failed__c: totals.failed,
      Api_Calls__c: report.apiCalls,
      Progress__c: status === 'Completed' ? 1 : 0,
      Step__c: status === 'Completed' ? 'Done' : status,
      Message__c: message,
      Cure__c: cure
    });
    return report;
  };
  const pulse = setInterval(() => {
    const beat = { Heartbeat__c: new Date(connection.now()).toISOString() };
    updateRun(connection, run.id, beat).catch((error: unknown) => {
      options.onStep?.(`heartbeat was not written: ${String(error)}`, 0);
    });
  }, beatMilliseconds);
  let org: OrgRead | null = null;
  try {
    await step('Reading', 0);
    await settleOwnJobs(connection, !(await isAnotherAlive(connection, run.id)));
    org = await readOrg(connection, run.started, options.changed ?? null);
    totals.read = org.read;
    connection.limitCalls(callBudget(connection, org.inputs.policy.maxApiShare));
    await step('Computing', 0.4);
    const { seconds: placing, ...placed } = await org.thread.place(org.inputs, org.history);
    const { territories, members, users, quotas, period, today } = org.inputs;
    const { knowsStages, leads } = org;
    const isWhole = options.changed === undefined;
    const foretold = org.historian.forecast({
      territories,
      quotas,
      period,
      today,
      knowsStages,
      answered: isWhole ? answeredTerritories(org.inputs) : new Set(),
      people: isWhole ? presentPeople(members, users, today) : [],
      leads,
      ...placed
    });
    // Awaited when its rows are written, unless something fails before.
    foretold.catch(() => undefined);
    const computed = await org.thread.compute();
    totals.computeSeconds = placing + computed.seconds;
    await step('Writing', 0.5);
    const outcome = await writeResults(connection, org, { computed, foretold }, (name, share) =>
      step(name, 0.5 + share / 2)
    );
    addWrites(totals, outcome);
    const problems: Problem[] = [
      ...org.problems,
      ...computed.problems,
      ...computed.result.problems,
      ...outcome.problems
    ];
    totals.failed = problems.length;
    const { policy } = org.inputs;
    const elsewhere = await compareAssociations(
      connection,
      isWhole ? policy.writeMode : 'Advisory'
    );
    const errorRows = await writeProblems(
      connection,
      run.id,
      [...problems, ...elsewhere.findings],
      isWhole ? [] : [elsewhereCode]
    );
    const tidied = isWhole ? await tidy(connection, policy, today) : 0;
    totals.changed += errorRows + tidied;
    totals.written += errorRows + tidied;
    const said = [summary(totals, computed.accounts), elsewhere.message].filter(
      (text) => text !== ''
    );
    return await close('Completed', said.join('\n'), null);
  } catch (error) {
    if (error instanceof Stopped)
      return close('Interrupted', 'The service was stopped; the run is taken up again.', null);
    return await fail(error, close, { ...totals, runId: run.id });
  } finally {
    clearInterval(pulse);
    await Promise.all([org?.thread.end(), org?.historian.end()]);
  }
}

/** Whether another run gave a sign of life within the last minute. */
async function isAnotherAlive(connection: OrgConnection, runId: string): Promise<boolean> {
  const open = await openRuns(connection);
  return open.some(
    (other) =>
      other.id !== runId &&
      other.status === 'Running' &&
      connection.now() - other.heartbeat < deadAfterMilliseconds
  );
}

type Totals = Pick<SyncReport, 'read' | 'changed' | 'written' | 'failed' | 'computeSeconds'>;

/** Closes a run that could not go on; where the org takes not even that, the report alone tells. */
async function fail(
  error: unknown,
  close: (status: 'Failed', message: string, cure: string | null) => Promise<SyncReport>,
  reached: Totals & Pick<SyncReport, 'runId'>
): Promise<SyncReport> {
  const message = error instanceof Error ? error.message : String(error);
  const cure =
    error instanceof OrgError
      ? error.cure
      : 'This is a fault of Evenfield; please report it with this message.';
  try {
    return await close('Failed', message.slice(0, 4000), cure.slice(0, 4000));
  } catch (second) {
    if (!(second instanceof OrgError)) throw second;
    return { ...reached, status: 'Failed', apiCalls: 0, seconds: 0, message, cure };
  }
}

function addWrites(totals: { changed: number; written: number }, outcome: WriteTotals): void {
  totals.changed += outcome.changed;
  totals.written += outcome.written;
}

/** Calls that a run may make: the policy's share of the day, less what is used up already beyond the rest. */
function callBudget(connection: OrgConnection, share: number): number {
  const usage = connection.usage();
  if (usage === null) return Infinity;
  return Math.max(0, Math.min(Math.floor(usage.allowed * share), usage.allowed - usage.used));
}

function summary(
  totals: { read: number; changed: number; written: number; failed: number },
  accounts: number
): string {
  return `${String(accounts)} accounts; ${String(totals.read)} rows read, ${String(totals.changed)} differ, ${String(totals.written)} written, ${String(totals.failed)} with faults.`;
}
