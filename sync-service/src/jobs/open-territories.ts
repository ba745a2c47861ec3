import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import { territoryShares } from '../domain/territory/sharing.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { countRows } from '../salesforce/rest-query.ts';

/** Who holds it sees and edits every territory and scenario, and so may ask about every one. */
const adminSet = 'Evenfield_Admin';

/** Whether the person holds the permission set of admins. @throws OrgError */
export async function isAdmin(connection: OrgConnection, userId: string): Promise<boolean> {
  const where = `AssigneeId = '${userId}' AND PermissionSet.Name = '${adminSet}'`;
  return (await countRows(connection, { object: 'PermissionSetAssignment', where })) > 0;
}

/**
 * Territories about which a person may ask: an admin and the service about all, everybody else
 * about those that she owns or that are shared with her by the tree, so that an answer tells nobody
 * of a territory that she may not open.
 * @returns ids; null means all
 * @throws OrgError
 */
export async function openTerritories(
  connection: OrgConnection,
  snapshot: OrgSnapshot,
  userId: string
): Promise<ReadonlySet<string> | null> {
  if (userId.slice(0, 15) === connection.userId.slice(0, 15)) return null;
  if (await isAdmin(connection, userId)) return null;
  const { territories, members, users, today } = snapshot;
  return new Set([
    ...territories.filter(({ ownerId }) => ownerId === userId).map(({ id }) => id),
    ...territoryShares(territories, members, users, today)
      .filter((share) => share.userId === userId)
      .map(({ recordId }) => recordId)
  ]);
}
