import type { AlertReaders } from '../../alerts/alert-readers.ts';
import type { Day, TerritoryMember } from '../../core/snapshot.ts';
import type { RecordShare } from '../../territory/sharing.ts';
import { answeringOn } from '../../territory/sharing.ts';
import type { HeldReview } from './review-question.ts';

/**
 * Who opens which review. Results: whoever answers for the territory at once, those above from the
 * day after it was measured, so that nobody reads of a person before she does. Selling: who answers
 * for it today and did on the period's last day, since it tells of her; those above once she opened it.
 */
export function reviewShares(
  reviews: readonly HeldReview[],
  readers: AlertReaders,
  members: readonly TerritoryMember[],
  today: Day
): RecordShare[] {
  const answered = new Map<Day, ReadonlyMap<string, readonly string[]>>();
  const answeredOn = (day: Day): ReadonlyMap<string, readonly string[]> => {
    const known = answered.get(day) ?? answeringOn(members, day);
    answered.set(day, known);
    return known;
  };
  return reviews.flatMap((review): RecordShare[] => {
    const territory = review.territoryId ?? '';
    const isRead = review.measuredOn < today;
    const first = readers.firstOf(territory);
    const above = readers.aboveOf(territory);
    const then = answeredOn(review.periodEnd).get(territory) ?? [];
    const hers = readers.membersOf(territory).filter((userId) => then.includes(userId));
    const people =
      review.part === 'Results'
        ? [...first, ...(isRead ? above : [])]
        : [...hers, ...(isRead && review.isOpened ? above : [])];
    return [...new Set(people)].map((userId) => ({
      recordId: review.id,
      userId,
      level: 'Edit' as const
    }));
  });
}
