import { z } from 'zod';
import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import { territoryShares } from '../domain/territory/sharing.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { id, readChecked } from '../salesforce/records/checked.ts';
import { readMoves } from '../salesforce/records/rebalance-moves.ts';
import { writeRows } from '../salesforce/write-rows.ts';

const object = 'Evenfield_Rebalance_Move__Share';

/**
 * Shares each move with those whom it touches: members of both territories and the owners above
 * them, who may then say what they think of it. @throws OrgError
 */
export async function shareMoves(
  connection: OrgConnection,
  rebalanceId: string,
  snapshot: OrgSnapshot
): Promise<void> {
  const readers = new Map<string, Set<string>>();
  for (const { recordId, userId } of territoryShares(
    snapshot.territories,
    snapshot.members,
    snapshot.users,
    snapshot.today
  ))
    readers.set(recordId, (readers.get(recordId) ?? new Set()).add(userId));
  for (const { id: territoryId, ownerId } of snapshot.territories)
    if (snapshot.users.get(ownerId)?.active === true)
      readers.set(territoryId, (readers.get(territoryId) ?? new Set()).add(ownerId));
  const moves = await readMoves(connection, `Rebalance__c = '${rebalanceId}'`);
  const { records } = await readChecked(
    connection,
    {
      object,
      where: `Parent.Rebalance__c = '${rebalanceId}'`
    },
    { Id: id, ParentId: id, UserOrGroupId: id, RowCause: z.string() }
  );
  const held = new Set(records.map((row) => `${row.ParentId}:${row.UserOrGroupId}`));
  const missing = moves.flatMap((move) => {
    const users = new Set([
      ...(readers.get(move.from ?? '') ?? []),
      ...(readers.get(move.to ?? '') ?? [])
    ]);
    return [...users]
      .filter((userId) => userId !== connection.userId && !held.has(`${move.id}:${userId}`))
      .sort()
      .map((userId) => [move.id, userId, 'Edit', 'Manual']);
  });
  await writeRows(connection, {
    object,
    operation: 'insert',
    columns: ['ParentId', 'UserOrGroupId', 'AccessLevel', 'RowCause'],
    rows: missing
  });
}
