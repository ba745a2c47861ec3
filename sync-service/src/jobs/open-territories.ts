import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import { territoryShares } from '../domain/territory/sharing.ts';
import { isAdmin } from '../salesforce/admins.ts';
import type { OrgConnection } from '../salesforce/connection.ts';

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
