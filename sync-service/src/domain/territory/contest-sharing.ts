import type { Day, OrgUser, Territory, TerritoryMember } from '../core/snapshot.ts';
import type { Contest } from './market/contest.ts';
import type { RecordShare } from './sharing.ts';
import { answeringOn } from './sharing.ts';
import { buildTree } from './tree.ts';

/**
 * Who opens a contest besides the person who made it: those who answer for a territory above the
 * contested figure's own (owner of the record, present members as Owner or Cover), and who therefore may
 * decide. Whoever works the same territory or one beside it opens nothing.
 * @param territoryOf by the contest's id the territory of its account or quota
 */
export function contestShares(
  contests: readonly Contest[],
  territoryOf: ReadonlyMap<string, string>,
  territories: readonly Territory[],
  members: readonly TerritoryMember[],
  users: ReadonlyMap<string, OrgUser>,
  today: Day
): RecordShare[] {
  const { tree } = buildTree(territories);
  const answerers = answeringOn(members, today);
  return contests.flatMap(({ id, ownerId }) => {
    const at = tree.indexById.get(territoryOf.get(id) ?? '');
    if (at === undefined) return [];
    const deciders = new Set(
      tree.above(at).flatMap((above) => {
        const territory = tree.territories[above];
        return territory === undefined
          ? []
          : [territory.ownerId, ...(answerers.get(territory.id) ?? [])];
      })
    );
    deciders.delete(ownerId);
    return [...deciders]
      .filter((userId) => users.get(userId)?.active === true)
      .sort()
      .map((userId) => ({ recordId: id, userId, level: 'Edit' as const }));
  });
}
