import { dayNumber, dayText } from '../domain/core/days.ts';
import type { Policy } from '../domain/core/policy.ts';
import { snapshotsToThin } from '../domain/territory/thin-snapshots.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { day, id, readChecked } from '../salesforce/records/checked.ts';
import { writeRows } from '../salesforce/write-rows.ts';

/** Closed alerts are kept for as long as snapshots are daily. */
const closedAlertDays = 90;

/** Snapshots stay daily for as long as trends look back. */
const dailySnapshotDays = 90;

/**
 * Deletes what the org need not keep: daily snapshots past ninety days but the month's last, alerts
 * closed for as long, and faults that were resolved and untouched for as long as the policy says.
 * @param today the org's day
 * @returns rows deleted
 * @throws OrgError
 */
export async function tidy(
  connection: OrgConnection,
  policy: Policy,
  today: string
): Promise<number> {
  const keepFrom = dayText(dayNumber(today) - dailySnapshotDays);
  const snapshots = await readChecked(
    connection,
    {
      object: 'Evenfield_Health_Snapshot__c',
      where: `Date__c <= ${monthEnd(keepFrom)}`
    },
    { Id: id, Territory__c: id, Date__c: day }
  );
  const thin = snapshotsToThin(
    snapshots.records.map((row) => ({
      id: row.Id,
      territoryId: row.Territory__c,
      date: row.Date__c
    })),
    keepFrom
  );
  const resolvedBefore = `${dayText(dayNumber(today) - policy.runErrorKeepDays)}T00:00:00Z`;
  const errors = await readChecked(
    connection,
    {
      object: 'Evenfield_Run_Error__c',
      where: `Resolved__c = true AND LastModifiedDate < ${resolvedBefore}`
    },
    { Id: id }
  );
  const alerts = await readChecked(
    connection,
    {
      object: 'Evenfield_Alert__c',
      where: `Closed__c < ${dayText(dayNumber(today) - closedAlertDays)}`
    },
    { Id: id }
  );
  return (
    (await remove(connection, 'Evenfield_Health_Snapshot__c', thin)) +
    (await remove(connection, 'Evenfield_Alert__c', alerts.records.map((row) => row.Id).sort())) +
    (await remove(connection, 'Evenfield_Run_Error__c', errors.records.map((row) => row.Id).sort()))
  );
}

async function remove(
  connection: OrgConnection,
  object: string,
  ids: readonly string[]
): Promise<number> {
  const { written } = await writeRows(connection, {
    object,
    operation: 'delete',
    columns: ['Id'],
    rows: ids.map((row) => [row])
  });
  return written;
}

function monthEnd(date: string): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
