import type { Day, OrgUser, Territory, TerritoryMember } from '../core/snapshot.ts';
import type { RecordShare } from '../territory/sharing.ts';
import { answeringOn } from '../territory/sharing.ts';
import { buildTree } from '../territory/tree.ts';
import type { Alert } from './alert.ts';

/** An alert with the id of its record. */
export type HeldAlert = Alert & { readonly id: string };

/** Who answers for a territory, and who answers above it. */
export interface AlertReaders {
  /**
   * Members as Owner or Cover today; where nobody is, the owner of the record, and then whoever is
   * next above. Told, and first to see.
   */
  firstOf(territoryId: string): readonly string[];
  /** Members as Owner or Cover today alone. */
  membersOf(territoryId: string): readonly string[];
  /** Everybody who answers above them. */
  aboveOf(territoryId: string): readonly string[];
}

/** Readers of the alerts of every territory. People who left read nothing. */
export function alertReaders(
  territories: readonly Territory[],
  members: readonly TerritoryMember[],
  users: ReadonlyMap<string, OrgUser>,
  today: Day
): AlertReaders {
  const { tree } = buildTree(territories);
  const isHere = (userId: string): boolean => users.get(userId)?.active === true;
  const answerers = answeringOn(members, today);
  const membersOf = (index: number): string[] =>
    (answerers.get(tree.territories[index]?.id ?? '') ?? []).filter(isHere);
  const recordOwner = (index: number): string[] =>
    [tree.territories[index]?.ownerId ?? ''].filter(isHere);
  /** Groups of people from the territory upwards, nobody twice, none empty. */
  const chain = (territoryId: string): string[][] => {
    const index = tree.indexById.get(territoryId);
    if (index === undefined) return [];
    const seen = new Set<string>();
    const groups = [index, ...tree.above(index)].flatMap((at) => [membersOf(at), recordOwner(at)]);
    return groups
      .map((group) =>
        [...new Set(group)].filter((userId) => {
          if (seen.has(userId)) return false;
          seen.add(userId);
          return true;
        })
      )
      .filter((group) => group.length > 0);
  };
  const chains = new Map<string, string[][]>();
  const chainOf = (territoryId: string): string[][] => {
    const known = chains.get(territoryId) ?? chain(territoryId);
    chains.set(territoryId, known);
    return known;
  };
  return {
    membersOf: (territoryId) => membersOf(tree.indexById.get(territoryId) ?? -1),
    firstOf: (territoryId) => (chainOf(territoryId)[0] ?? []).toSorted(),
    aboveOf: (territoryId) => chainOf(territoryId).slice(1).flat().toSorted()
  };
}

/**
 * Who opens which alert. Whoever answers for the territory sees it at once; those above from the day
 * after it opened, so that nobody hears of a person's figure before she does.
 */
export function alertShares(
  alerts: readonly HeldAlert[],
  readers: AlertReaders,
  today: Day
): RecordShare[] {
  return alerts.flatMap(({ id, subject, opened }) => {
    const above = opened < today ? readers.aboveOf(subject) : [];
    return [...readers.firstOf(subject), ...above].map((userId) => ({
      recordId: id,
      userId,
      level: 'Edit' as const
    }));
  });
}
