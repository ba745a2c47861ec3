import type { OrgSnapshot, Territory } from '../core/snapshot.ts';
import { capacityOf } from '../territory/capacity.ts';
import { buildTree } from '../territory/tree.ts';
import type { RebalanceQuestion } from './question.ts';
import type { Supposed } from './suppose.ts';
import { findTerritory } from './suppose.ts';

/** A territory that takes part. */
export interface Participant {
  readonly territory: Territory;
  /** User who owns it; null while vacant. */
  readonly ownerId: string | null;
  /** Hours a week that it has; what the fair shares follow. */
  readonly hours: number;
}

/**
 * Leaves at work in scope whose people have hours, or had them and still hold accounts.
 * @param held the territory of each account today
 */
export function participantsOf(
  snapshot: OrgSnapshot,
  supposed: Supposed,
  question: RebalanceQuestion,
  held: readonly (string | null)[]
): Participant[] {
  const { tree } = buildTree(supposed.territories);
  const root = question.root === null ? undefined : findTerritory(tree.territories, question.root);
  const below =
    question.root === null
      ? null
      : new Set(tree.leavesBelow(tree.indexById.get(root?.id ?? '') ?? -1));
  const named = question.territories === null ? null : new Set(question.territories);
  const holds = new Set(held);
  return tree.territories.flatMap((territory, index) => {
    if (!tree.inScope(index) || (below !== null && !below.has(index))) return [];
    if (named !== null && !named.has(territory.key) && !named.has(territory.id)) return [];
    const capacity = capacityOf(
      territory,
      supposed.members.filter(({ territoryId }) => territoryId === territory.id),
      snapshot.users,
      snapshot.today
    );
    const hadPeople = snapshot.members.some(({ territoryId }) => territoryId === territory.id);
    const leaves = capacity.effectiveHours === 0 && hadPeople && holds.has(territory.id);
    // What people chose is worked out even where nobody works yet.
    const isChosen = question.design === 'Chosen Moves';
    if (capacity.effectiveHours <= 0 && !leaves && !isChosen) return [];
    return [{ territory, ownerId: capacity.ownerId, hours: capacity.effectiveHours }];
  });
}
