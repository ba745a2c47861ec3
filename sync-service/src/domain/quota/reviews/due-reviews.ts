import type { TerritoryMember } from '../../core/snapshot.ts';
import { answeringOn } from '../../territory/sharing.ts';
import type { TerritoryTree } from '../../territory/tree.ts';
import type { ReviewPart } from './review-question.ts';
import type { ReviewPeriod } from './review-periods.ts';

export function reviewKey(territoryId: string, period: ReviewPeriod, part: ReviewPart): string {
  return `${territoryId}:${period.kind}:${period.start}:${part}`;
}

/** Parts of a leaf's review: how somebody sold only where somebody answered for it on the last day. */
export function partsOf(
  members: readonly TerritoryMember[],
  period: ReviewPeriod
): (territoryId: string) => readonly ReviewPart[] {
  const answering = answeringOn(members, period.end);
  return (territoryId) =>
    (answering.get(territoryId) ?? []).length > 0 ? ['Results', 'Selling'] : ['Results'];
}

/** Periods of which a part of a leaf's review is missing, be it that a run was killed between two parts. */
export function dueReviews(
  periods: readonly ReviewPeriod[],
  tree: TerritoryTree,
  members: readonly TerritoryMember[],
  held: ReadonlySet<string>
): ReviewPeriod[] {
  return periods.filter((period) => {
    const parts = partsOf(members, period);
    return tree.territories.some(
      ({ id }, place) =>
        tree.inScope(place) && parts(id).some((part) => !held.has(reviewKey(id, period, part)))
    );
  });
}
