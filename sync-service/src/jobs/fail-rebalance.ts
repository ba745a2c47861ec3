import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import { writeRebalance } from '../salesforce/records/rebalances.ts';

/** Says of a scenario that it cannot be computed, why, and what to do. @throws OrgError always */
export async function failRebalance(
  connection: OrgConnection,
  rebalanceId: string,
  message: string,
  cure: string
): Promise<never> {
  await writeRebalance(connection, rebalanceId, {
    Status__c: 'Failed',
    Message__c: message.slice(0, 32_000),
    Cure__c: cure.slice(0, 4_000)
  });
  throw new OrgError('data', 'NOT_COMPUTED', message, cure, rebalanceId);
}
