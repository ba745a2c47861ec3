import type { QuotaTier } from '../../domain/core/snapshot.ts';
import type { OrgConnection } from '../connection.ts';
import { id, optionalNumber, readChecked } from './checked.ts';

/**
 * What people aim to win in twelve months account by account, added up by the id of the territory that
 * the account is in; a territory without one is not in it. @throws OrgError
 */
export async function readAccountTargets(
  connection: OrgConnection,
  tier: QuotaTier
): Promise<Map<string, number>> {
  const field = `Target_${tier}__c`;
  const { records } = await readChecked(
    connection,
    {
      object: 'Evenfield_Coverage__c',
      where: `${field} != null AND Territory__c != null`
    },
    { Territory__c: id, [field]: optionalNumber }
  );
  const sums = new Map<string, number>();
  for (const row of records as readonly Record<string, unknown>[]) {
    const [territory, amount] = [String(row['Territory__c']), Number(row[field])];
    sums.set(territory, (sums.get(territory) ?? 0) + amount);
  }
  return sums;
}
