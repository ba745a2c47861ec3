import { challengesToAccept } from '../domain/rebalance/accept-challenges.ts';
import { rebalancePolicy } from '../domain/rebalance/rebalance-policy.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPolicyRow } from '../salesforce/records/design.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import { moveObject, readMoves } from '../salesforce/records/rebalance-moves.ts';
import { writeRows } from '../salesforce/write-rows.ts';

/**
 * Accepts the challenges that the policy gives, before a scenario is computed again.
 * @returns the scenario's moves as they stand then
 * @throws OrgError
 */
export async function answerChallenges(
  connection: OrgConnection,
  rebalanceId: string
): Promise<MoveRow[]> {
  const moves = await readMoves(connection, `Rebalance__c = '${rebalanceId}'`);
  if (!moves.some(({ challenge }) => challenge === 'Challenged')) return moves;
  const { row } = await readPolicyRow(connection);
  const accepted = challengesToAccept(moves, rebalancePolicy(row).challengeAcceptShare);
  if (accepted.length === 0) return moves;
  await writeRows(connection, {
    object: moveObject,
    operation: 'update',
    columns: ['Id', 'Challenge_Status__c', 'Challenge_Answer__c'],
    rows: accepted.map(({ id, answer }) => [id, 'Accepted', answer])
  });
  return readMoves(connection, `Rebalance__c = '${rebalanceId}'`);
}
