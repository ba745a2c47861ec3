import { staleData } from '../domain/alerts/alert-metrics.ts';
import { leastStaleHours, staleRows } from '../domain/alerts/stale-data.ts';
import { dayIn } from '../domain/core/days.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import { readAdmins } from '../salesforce/admins.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { tableOf } from '../salesforce/held-rows.ts';
import { alertObject, readAlerts } from '../salesforce/records/alerts.ts';
import { readPolicyRow } from '../salesforce/records/design.ts';
import { hoursSinceRun } from '../salesforce/run-record.ts';
import { writeShares } from '../salesforce/shares.ts';
import { tellAlerts } from './tell-alerts.ts';
import { writeInTurn } from './write-in-turn.ts';

/**
 * Tells the admins that the last run that read and wrote all is longer ago than the policy's marks of
 * `Stale Data` allow. Apart from the runs, because it is their not ending that it tells of; what a
 * service could not tell, or no service did, the next one tells. An org in which no run has ended is told nothing.
 * @returns rows written @throws OrgError
 */
export async function watchStaleness(connection: OrgConnection): Promise<number> {
  const { policy } = parsePolicy((await readPolicyRow(connection)).row);
  const rule = policy.alertRules.find(({ metric }) => metric === staleData);
  if (rule === undefined) return 0;
  const hours = await hoursSinceRun(connection);
  if (hours === null || hours < leastStaleHours(rule)) return 0;
  const today = dayIn(policy.timeZone, connection.now());
  const ofMetric = `Metric__c = '${staleData}' AND (Closed__c = null OR Closed__c = ${today})`;
  const held = await readAlerts(connection, ofMetric);
  const rows = staleRows(rule, hours, held.alerts, today);
  const report = await writeInTurn(connection, [
    { object: alertObject, operation: 'upsert', externalId: 'Key__c', ...tableOf(rows, 'Key__c') }
  ]);
  const { alerts } = rows.length > 0 ? await readAlerts(connection, ofMetric) : held;
  const standing = alerts.filter(({ closed }) => closed === null);
  const admins = (await readAdmins(connection)).filter((userId) => userId !== connection.userId);
  const shared = await writeShares(
    connection,
    'Evenfield_Alert__Share',
    standing.flatMap((alert) =>
      admins.map((userId) => ({ recordId: alert.id, userId, level: 'Edit' as const }))
    ),
    `Parent.Metric__c = '${staleData}' AND Parent.Closed__c = null`
  );
  const told = await tellAlerts(
    connection,
    standing,
    { firstOf: () => admins, membersOf: () => admins, aboveOf: () => [] },
    today
  );
  return report.written + shared.written + told.written;
}
