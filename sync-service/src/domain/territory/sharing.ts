import { within } from '../core/days.ts';
import type { Day, OrgUser, Territory, TerritoryMember } from '../core/snapshot.ts';
import { buildTree } from './tree.ts';

/** A territory that a person should be able to read. */
export interface TerritoryShare {
  readonly territoryId: string;
  readonly userId: string;
}

/**
 * Who reads a territory besides its owner: its members, and the owners and Owner members of the
 * territories above it. People who left read nothing.
 */
export function territoryShares(
  territories: readonly Territory[],
  members: readonly TerritoryMember[],
  users: ReadonlyMap<string, OrgUser>,
  today: Day
): TerritoryShare[] {
  const { tree } = buildTree(territories);
  const present = members.filter((member) => within(today, member.start, member.end));
  const ownersOf = (territory: Territory): string[] => [
    territory.ownerId,
    ...present
      .filter((member) => member.territoryId === territory.id && member.role === 'Owner')
      .map((member) => member.userId)
  ];
  return tree.territories.flatMap((territory, index) => {
    const readers = new Set([
      ...present
        .filter((member) => member.territoryId === territory.id)
        .map((member) => member.userId),
      ...tree.above(index).flatMap((above) => {
        const higher = tree.territories[above];
        return higher === undefined ? [] : ownersOf(higher);
      })
    ]);
    readers.delete(territory.ownerId);
    return [...readers]
      .filter((userId) => users.get(userId)?.active === true)
      .sort()
      .map((userId) => ({ territoryId: territory.id, userId }));
  });
}
