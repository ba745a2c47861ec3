import { alertReaders, alertShares } from '../domain/alerts/alert-readers.ts';
import type { ResultRow } from '../domain/core/result.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { tableOf } from '../salesforce/held-rows.ts';
import { alertObject, readAlerts } from '../salesforce/records/alerts.ts';
import { writeShares } from '../salesforce/shares.ts';
import type { RunInputs } from './intake.ts';
import { tellAlerts } from './tell-alerts.ts';
import { writeInTurn } from './write-in-turn.ts';
import type { WriteTotals } from './write-totals.ts';

/**
 * Writes the alerts that changed, shows each to whom it concerns, and tells them. In this order: what
 * is told can be opened, and what was not told when a service dies is told by the next run.
 * @throws OrgError
 */
export async function writeAlerts(
  connection: OrgConnection,
  inputs: Pick<RunInputs, 'territories' | 'members' | 'users' | 'today'>,
  rows: readonly ResultRow[]
): Promise<WriteTotals> {
  const work = {
    object: alertObject,
    operation: 'upsert' as const,
    externalId: 'Key__c',
    ...tableOf(rows, 'Key__c')
  };
  const report = await writeInTurn(connection, [work]);
  const { alerts, problems } = await readAlerts(connection);
  const readers = alertReaders(inputs.territories, inputs.members, inputs.users, inputs.today);
  const shares = await writeShares(
    connection,
    'Evenfield_Alert__Share',
    alertShares(alerts, readers, inputs.today).filter(({ userId }) => userId !== connection.userId)
  );
  const told = await tellAlerts(connection, alerts, readers, inputs.today);
  return {
    changed: rows.length + shares.changed + told.changed,
    written: report.written + shares.written + told.written,
    problems: [...report.problems, ...problems, ...shares.problems, ...told.problems]
  };
}
