import type { Problem, ResultRow, RunResult } from '../domain/core/result.ts';
import { territoryShares } from '../domain/territory/sharing.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { SendCell } from '../salesforce/csv-text.ts';
import { coverageDifference, rowDifference } from '../salesforce/diff.ts';
import { readHeld, tableOf } from '../salesforce/held-rows.ts';
import { writeShares } from '../salesforce/shares.ts';
import type { WriteReport } from '../salesforce/write-rows.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import type { RowsToWrite } from '../salesforce/write-types.ts';
import type { OrgRead } from './read-org.ts';

export interface WriteTotals {
  /** Rows that differ from what the org holds. */
  readonly changed: number;
  readonly written: number;
  /** Rows that the org refused. */
  readonly problems: Problem[];
}

/** Called with a step's name and the share of all rows done. */
export type Progress = (step: string, share: number) => Promise<void>;

/**
 * Writes what differs. Changes of hands come before the coverage that tells of them: killed in
 * between, the next run still sees the difference and writes the same change row again by its key.
 */
export async function writeResults(
  connection: OrgConnection,
  org: OrgRead,
  result: RunResult,
  progress: Progress
): Promise<WriteTotals> {
  const { snapshot } = org;
  const today = `Date__c = ${snapshot.today}`;
  const [changes, snapshots, territories, quotas] = await Promise.all([
    heldDifference(
      connection,
      'Evenfield_Assignment_Change__c',
      result.changes,
      `At__c >= ${new Date(snapshot.now - 7 * 86_400_000).toISOString()}`
    ),
    heldDifference(connection, 'Evenfield_Health_Snapshot__c', result.snapshots, today),
    heldById(connection, 'Evenfield_Territory__c', result.territories),
    heldById(connection, 'Evenfield_Quota__c', result.quotas)
  ]);
  const carried = new Map<number, Readonly<Record<string, SendCell>>>(
    org.leftovers.map((row) => [row.account, row.people])
  );
  const coverage = coverageDifference(
    snapshot.accounts.ids,
    result.coverage,
    snapshot.coverage,
    carried
  );
  const steps: readonly [string, RowsToWrite][] = [
    ['changes', upserts('Evenfield_Assignment_Change__c', changes)],
    [
      'coverage',
      { object: 'Evenfield_Coverage__c', operation: 'upsert', externalId: 'Key__c', ...coverage }
    ],
    [
      'leftovers of merges',
      {
        object: 'Evenfield_Coverage__c',
        operation: 'delete',
        columns: ['Id'],
        rows: org.leftovers.map((row) => [row.id])
      }
    ],
    [
      'territories',
      { object: 'Evenfield_Territory__c', operation: 'update', ...tableOf(territories, 'Id') }
    ],
    ['snapshots', upserts('Evenfield_Health_Snapshot__c', snapshots)],
    ['quotas', { object: 'Evenfield_Quota__c', operation: 'update', ...tableOf(quotas, 'Id') }]
  ];
  const all = Math.max(
    1,
    steps.reduce((sum, [, work]) => sum + work.rows.length, 0)
  );
  const problems: Problem[] = [];
  let written = 0;
  let changed = 0;
  let done = 0;
  for (const [name, work] of steps) {
    if (work.rows.length === 0) continue;
    await progress(`Writing ${name}`, done / all);
    const report = await writeRows(connection, work);
    done += work.rows.length;
    changed += work.rows.length;
    written += report.written;
    problems.push(...refusals(work, report));
  }
  await progress('Sharing territories', 1);
  const shares = await writeShares(
    connection,
    territoryShares(snapshot.territories, snapshot.members, snapshot.users, snapshot.today)
  );
  return {
    changed: changed + shares.changed,
    written: written + shares.written,
    problems
  };
}

function upserts(object: string, rows: readonly ResultRow[]): RowsToWrite {
  return { object, operation: 'upsert', externalId: 'Key__c', ...tableOf(rows, 'Key__c') };
}

async function heldDifference(
  connection: OrgConnection,
  object: string,
  wanted: readonly ResultRow[],
  where: string
): Promise<ResultRow[]> {
  if (wanted.length === 0) return [];
  const { held } = await readHeld(connection, object, 'Key__c', wanted, where);
  return rowDifference(wanted, held);
}

/** Rows that people made are found by their id, because people may leave the key blank. */
async function heldById(
  connection: OrgConnection,
  object: string,
  wanted: readonly ResultRow[]
): Promise<ResultRow[]> {
  if (wanted.length === 0) return [];
  const byId = wanted.map((row) => ({ ...row, key: row.id ?? row.key }));
  const { held } = await readHeld(connection, object, 'Id', byId);
  return rowDifference(byId, held);
}

function refusals(work: RowsToWrite, report: WriteReport): Problem[] {
  return report.failures.map((failure) => ({
    object: work.object,
    record: String(work.rows[failure.row]?.[0] ?? ''),
    field: null,
    code: failure.code ?? 'UNKNOWN',
    message: `The row could not be written after ${String(report.attempts)} tries: ${failure.message ?? 'no reason given'}.`,
    cure: 'Mend what the message names; the next run writes the row again.'
  }));
}
