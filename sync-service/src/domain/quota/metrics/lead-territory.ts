import type { Day, OrgUser, TerritoryMember } from '../../core/snapshot.ts';
import { within } from '../../core/days.ts';

/**
 * Territory that the leads of each owner count for: the one that she owns today. Who owns several
 * tells none which of them a lead is for, who owns none, is no user or has left, tells none either.
 * @param owners ids @returns ids of territories, by the place of the owner
 */
export function territoriesOfOwners(
  owners: readonly string[],
  members: readonly TerritoryMember[],
  users: ReadonlyMap<string, OrgUser>,
  today: Day
): (string | null)[] {
  const held = new Map<string, Set<string>>();
  for (const { role, start, end, userId, territoryId } of members) {
    if (role !== 'Owner' || !within(today, start, end) || users.get(userId)?.active !== true)
      continue;
    held.set(userId, (held.get(userId) ?? new Set()).add(territoryId));
  }
  return owners.map((owner) => {
    const own = held.get(owner);
    return own?.size === 1 ? ([...own][0] ?? null) : null;
  });
}

/** Those who work in a territory today, in any role: they get figures of their own. */
export function presentPeople(
  members: readonly TerritoryMember[],
  users: ReadonlyMap<string, OrgUser>,
  today: Day
): string[] {
  return [
    ...new Set(
      members.flatMap(({ userId, start, end }) =>
        within(today, start, end) && users.get(userId)?.active === true ? [userId] : []
      )
    )
  ].sort();
}
