import { within } from '../core/days.ts';
import type { Day, MemberRole, OrgUser, Territory, TerritoryMember } from '../core/snapshot.ts';
import { buildTree } from './tree.ts';

/** Read shows a territory; Edit lets its words be written besides, where field rights do. */
export type ShareLevel = 'Read' | 'Edit';

/** A record that a person should be able to open. */
export interface RecordShare {
  readonly recordId: string;
  readonly userId: string;
  readonly level: ShareLevel;
}

/** Those who answer for a territory, for good or for a while. */
const answering: readonly MemberRole[] = ['Owner', 'Cover'];

/** Users who answer for each territory on a day, by its id. */
export function answeringOn(
  members: readonly TerritoryMember[],
  day: Day
): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const { role, start, end, territoryId, userId } of members) {
    if (!answering.includes(role) || !within(day, start, end)) continue;
    const list = users.get(territoryId);
    if (list === undefined) users.set(territoryId, [userId]);
    else list.push(userId);
  }
  return users;
}

/**
 * Who opens a territory besides the owner of its record: its members, and those who answer for a
 * territory above it (owner of the record, members as Owner or Cover). A manager so sees her subtree
 * and nothing beside or above it. A day after her last one a member opens nothing; nor do people who
 * left.
 */
export function territoryShares(
  territories: readonly Territory[],
  members: readonly TerritoryMember[],
  users: ReadonlyMap<string, OrgUser>,
  today: Day
): RecordShare[] {
  const { tree } = buildTree(territories);
  const present = Map.groupBy(
    members.filter((member) => within(today, member.start, member.end)),
    (member) => member.territoryId
  );
  const answerers = answeringOn(members, today);
  const answerFor = (territory: Territory): string[] => [
    territory.ownerId,
    ...(answerers.get(territory.id) ?? [])
  ];
  return tree.territories.flatMap((territory, index) => {
    const levels = new Map<string, ShareLevel>();
    for (const { userId } of present.get(territory.id) ?? []) levels.set(userId, 'Read');
    for (const at of [index, ...tree.above(index)]) {
      const higher = tree.territories[at];
      for (const userId of higher === undefined ? [] : answerFor(higher))
        levels.set(userId, 'Edit');
    }
    levels.delete(territory.ownerId);
    return [...levels]
      .filter(([userId]) => users.get(userId)?.active === true)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([userId, level]) => ({ recordId: territory.id, userId, level }));
  });
}
