import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import type { Rebalance } from '../salesforce/records/rebalances.ts';
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

/**
 * Refuses to compute a scenario anew of which something was applied: its moves, and what is saved
 * for their undo, would be written over. It is as cancelled as it was. @throws OrgError always
 */
export async function refuseApplied(
  connection: OrgConnection,
  { id, name }: Pick<Rebalance, 'id' | 'name'>
): Promise<never> {
  const message = `${name} was applied in part and cancelled; computed anew, it could not be rolled back any more.`;
  const cure = 'Ask for another scenario, or roll this one back.';
  await writeRebalance(connection, id, {
    Status__c: 'Cancelled',
    Message__c: message,
    Cure__c: cure
  });
  throw new OrgError('data', 'APPLIED_IN_PART', message, cure, id);
}
