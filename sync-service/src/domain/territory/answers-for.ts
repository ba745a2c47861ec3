import type { Day, OrgUser, Territory, TerritoryMember } from '../core/snapshot.ts';
import { answeringOn } from './sharing.ts';
import { buildTree } from './tree.ts';

/** What says who answers for a territory. */
export interface Answering {
  readonly territories: readonly Territory[];
  readonly members: readonly TerritoryMember[];
  readonly users: ReadonlyMap<string, OrgUser>;
}

/**
 * Whether a person answers for a territory on a day: owner of its record or of one above it, or member of
 * one as Owner or Cover. People who left answer for none.
 */
export function answersFor(
  { territories, members, users }: Answering,
  userId: string,
  territoryId: string,
  day: Day
): boolean {
  if (users.get(userId)?.active !== true) return false;
  const { tree } = buildTree(territories);
  const place = tree.indexById.get(territoryId);
  if (place === undefined) return false;
  const answering = answeringOn(members, day);
  return [place, ...tree.above(place)].some((at) => {
    const territory = tree.territories[at];
    return (
      territory !== undefined &&
      (territory.ownerId === userId || answering.get(territory.id)?.includes(userId) === true)
    );
  });
}
