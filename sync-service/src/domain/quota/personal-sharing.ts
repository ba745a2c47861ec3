import { within } from '../core/days.ts';
import type { Day, OrgUser, Territory, TerritoryMember } from '../core/snapshot.ts';
import type { RecordShare } from '../territory/sharing.ts';
import { answeringOn } from '../territory/sharing.ts';
import { buildTree } from '../territory/tree.ts';
import type { PersonalQuota } from './attainment/personal-credit.ts';

/**
 * Who opens a personal quota besides the owner of its record: the person, to read; and those who answer
 * above every territory that she is a member of today (owner of the record, present members as Owner or
 * Cover), who may set the amount. Who answers above some of them alone would learn what she brings
 * elsewhere. Nobody else of her territories opens it.
 */
export function personalShares(
  quotas: readonly Pick<PersonalQuota, 'id' | 'personId' | 'ownerId'>[],
  territories: readonly Territory[],
  members: readonly TerritoryMember[],
  users: ReadonlyMap<string, OrgUser>,
  today: Day
): RecordShare[] {
  const { tree } = buildTree(territories);
  const answerers = answeringOn(members, today);
  const hers = Map.groupBy(
    members.filter(({ start, end }) => within(today, start, end)),
    ({ userId }) => userId
  );
  const aboveOf = (territoryId: string): Set<string> => {
    const at = tree.indexById.get(territoryId);
    return new Set(
      (at === undefined ? [] : tree.above(at)).flatMap((above) => {
        const territory = tree.territories[above];
        return territory === undefined
          ? []
          : [territory.ownerId, ...(answerers.get(territory.id) ?? [])];
      })
    );
  };
  return quotas.flatMap(({ id, personId, ownerId }): RecordShare[] => {
    const [first, ...rest] = (hers.get(personId) ?? []).map(({ territoryId }) =>
      aboveOf(territoryId)
    );
    const above = [...(first ?? [])]
      .filter((userId) => userId !== personId && rest.every((other) => other.has(userId)))
      .sort();
    return [
      { recordId: id, userId: personId, level: 'Read' as const },
      ...above.map((userId) => ({ recordId: id, userId, level: 'Edit' as const }))
    ].filter(({ userId }) => userId !== ownerId && users.get(userId)?.active === true);
  });
}
