import { healthComponents } from '../../domain/core/policy.ts';
import type { Problem } from '../../domain/core/result.ts';
import type { PastSnapshot } from '../../domain/core/snapshot.ts';
import type { OrgConnection } from '../connection.ts';
import { day, id, optionalNumber, readChecked } from './checked.ts';

const snapshotShape = {
  Territory__c: id,
  Date__c: day,
  Score__c: optionalNumber,
  Attainment__c: optionalNumber,
  Coverage__c: optionalNumber,
  Workload__c: optionalNumber,
  Potential__c: optionalNumber,
  Retention__c: optionalNumber,
  Pipeline__c: optionalNumber,
  Travel__c: optionalNumber,
  Potential_per_Account__c: optionalNumber,
  Accounts__c: optionalNumber
};

/** Snapshots of the last ninety days before today. @throws OrgError */
export async function readPastSnapshots(
  connection: OrgConnection,
  today: string
): Promise<{ snapshots: PastSnapshot[]; problems: Problem[]; read: number }> {
  const where = `Date__c < ${today} AND Date__c >= LAST_N_DAYS:90`;
  const { records, problems, read } = await readChecked(
    connection,
    { object: 'Evenfield_Health_Snapshot__c', where },
    snapshotShape
  );
  const snapshots = records.map((row) => ({
    territoryId: row.Territory__c,
    date: row.Date__c,
    score: row.Score__c,
    components: Object.fromEntries(healthComponents.map((name) => [name, row[`${name}__c`]])),
    potentialPerAccount: row.Potential_per_Account__c,
    accounts: row.Accounts__c
  }));
  return { snapshots, problems, read };
}
