import { within } from '../core/days.ts';
import type { OrgSnapshot, OrgUser } from '../core/snapshot.ts';
import { capacityOf } from '../territory/capacity.ts';
import { buildTree } from '../territory/tree.ts';

/** Somebody who left territories with accounts behind in which nobody works any more. */
export interface Leaver {
  readonly userId: string;
  readonly name: string;
  /** Id of her membership, the smallest where she owned several: a leaver is told once by it. */
  readonly memberId: string;
  /** Names of the territories that she leaves. */
  readonly territories: readonly string[];
  readonly accounts: number;
  /** Keys of all other leaves, of which nothing need move. */
  readonly others: readonly string[];
}

/**
 * People who own a leaf today by their membership, are deactivated or frozen, and leave accounts
 * there of which nobody else has hours to take care. By name.
 * @param held the territory of each account today, by id
 * @param frozen ids of users who cannot sign in though they are active
 */
export function leaversOf(
  snapshot: OrgSnapshot,
  held: readonly (string | null)[],
  frozen: ReadonlySet<string>
): Leaver[] {
  const { users, members, today } = snapshot;
  const present = new Map(
    [...users].map(([id, user]): [string, OrgUser] => [
      id,
      frozen.has(id) ? { ...user, active: false } : user
    ])
  );
  const { tree } = buildTree(snapshot.territories);
  const leaves = tree.territories.filter((_, index) => tree.inScope(index));
  const accounts = new Map<string, number>();
  for (const id of held) if (id !== null) accounts.set(id, (accounts.get(id) ?? 0) + 1);
  const left = new Map<string, { memberId: string; leaves: Set<string> }>();
  for (const leaf of leaves) {
    const own = members.filter(({ territoryId }) => territoryId === leaf.id);
    if (!accounts.has(leaf.id) || capacityOf(leaf, own, present, today).effectiveHours > 0)
      continue;
    for (const { id, userId, role, start, end } of own) {
      if (role !== 'Owner' || present.get(userId)?.active !== false || !within(today, start, end))
        continue;
      const one = left.get(userId) ?? { memberId: id, leaves: new Set() };
      if (id < one.memberId) one.memberId = id;
      one.leaves.add(leaf.id);
      left.set(userId, one);
    }
  }
  return [...left]
    .map(([userId, { memberId, leaves: own }]): Leaver => {
      const hers = leaves.filter(({ id }) => own.has(id));
      return {
        userId,
        name: users.get(userId)?.name ?? userId,
        memberId,
        territories: hers.map(({ name }) => name).sort(),
        accounts: hers.reduce((sum, { id }) => sum + (accounts.get(id) ?? 0), 0),
        others: leaves.filter(({ id }) => !own.has(id)).map(({ key }) => key)
      };
    })
    .sort((a, b) => (a.name < b.name || (a.name === b.name && a.userId < b.userId) ? -1 : 1));
}
