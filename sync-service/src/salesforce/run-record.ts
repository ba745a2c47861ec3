import { z } from 'zod';
import type { OrgConnection } from './connection.ts';
import { OrgError } from './errors.ts';
import { id, optionalText, readChecked } from './records/checked.ts';

export type RunKind = 'Nightly' | 'Manual' | 'Change' | 'Day' | 'Rebalance';
export type RunStatus = 'Running' | 'Completed' | 'Failed' | 'Interrupted';

export interface RunRecord {
  readonly id: string;
  readonly key: string;
  /** UTC milliseconds. */
  readonly started: number;
  readonly status: RunStatus;
}

const object = 'Evenfield_Run__c';
/** A run whose last sign of life is older than this is nobody's. */
export const deadAfterMilliseconds = 60_000;
const created = z.object({ id: z.string(), success: z.boolean() });
const shape = {
  Id: id,
  Key__c: optionalText,
  Status__c: z.enum(['Running', 'Completed', 'Failed', 'Interrupted']).nullable(),
  Started__c: optionalText,
  Heartbeat__c: optionalText,
  Kind__c: optionalText
};

/** The run that bears the key; null where there is none. @throws OrgError */
export async function findRun(
  connection: OrgConnection,
  key: string
): Promise<(RunRecord & { heartbeat: number }) | null> {
  const { records } = await readChecked(
    connection,
    { object, where: `Key__c = '${key.replaceAll("'", "\\'")}'` },
    shape
  );
  const row = records[0];
  if (row === undefined) return null;
  return {
    id: row.Id,
    key,
    started: Date.parse(row.Started__c ?? ''),
    status: row.Status__c ?? 'Running',
    heartbeat: Date.parse(row.Heartbeat__c ?? row.Started__c ?? '')
  };
}

/** Runs of any kind left open, oldest first. @throws OrgError */
export async function openRuns(
  connection: OrgConnection
): Promise<(RunRecord & { kind: string | null; heartbeat: number })[]> {
  const { records } = await readChecked(
    connection,
    { object, where: "Status__c IN ('Running', 'Interrupted')" },
    shape
  );
  return records
    .map((row) => ({
      id: row.Id,
      key: row.Key__c ?? row.Id,
      started: Date.parse(row.Started__c ?? ''),
      status: row.Status__c ?? ('Running' as const),
      kind: row.Kind__c,
      heartbeat: Date.parse(row.Heartbeat__c ?? row.Started__c ?? '')
    }))
    .sort((a, b) => a.started - b.started);
}

/**
 * When the last run that read and wrote all began, as an ISO moment; null where there was none in so many
 * days. @throws OrgError
 */
export async function lastRunBegan(connection: OrgConnection, days = 3): Promise<string | null> {
  const { records } = await readChecked(
    connection,
    {
      object,
      where: `Status__c = 'Completed' AND Kind__c NOT IN ('Change', 'Rebalance') AND Started__c = LAST_N_DAYS:${String(days)}`
    },
    shape
  );
  const begun = records.flatMap((row) => row.Started__c ?? []).sort();
  const last = begun.at(-1);
  return last === undefined ? null : new Date(last).toISOString();
}

/**
 * Hours since the last run that read and wrote all began; null where none is known within ninety days.
 * @throws OrgError
 */
export async function hoursSinceRun(connection: OrgConnection): Promise<number | null> {
  const recent = await lastRunBegan(connection);
  const last = recent ?? (await lastRunBegan(connection, 90));
  return last === null ? null : (connection.now() - Date.parse(last)) / 3_600_000;
}

/**
 * Opens a run. The key is unique in the org, so of several services that try only one succeeds.
 * @returns null where the key is taken
 * @throws OrgError
 */
export async function openRun(
  connection: OrgConnection,
  key: string,
  kind: RunKind
): Promise<RunRecord | null> {
  const started = Math.floor(connection.now() / 1000) * 1000;
  const moment = new Date(started).toISOString();
  const values = {
    Key__c: key,
    Kind__c: kind,
    Status__c: 'Running',
    Started__c: moment,
    Heartbeat__c: moment,
    Progress__c: 0,
    Step__c: 'Reading'
  };
  try {
    const answer = await connection.json(
      {
        method: 'POST',
        path: `/sobjects/${object}`,
        body: JSON.stringify(values),
        about: 'Opening the run'
      },
      created
    );
    return { id: answer.id, key, started, status: 'Running' };
  } catch (error) {
    if (error instanceof OrgError && error.code === 'DUPLICATE_VALUE') return null;
    throw error;
  }
}

/** Writes columns of the run's own record. @throws OrgError */
export async function updateRun(
  connection: OrgConnection,
  runId: string,
  values: Readonly<Record<string, string | number | null>>
): Promise<void> {
  await connection.send({
    method: 'PATCH',
    path: `/sobjects/${object}/${runId}`,
    body: JSON.stringify(values),
    about: 'Writing the run record'
  });
}
