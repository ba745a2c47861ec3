import { describe, expect, it } from '@jest/globals';
import { alertReaders } from '../../../../src/domain/alerts/alert-readers.ts';
import type { HeldReview } from '../../../../src/domain/quota/reviews/review-question.ts';
import { reviewShares } from '../../../../src/domain/quota/reviews/review-sharing.ts';
import { owner, territory, user } from '../../org-builder.ts';

/** North (member: north) above n1: rep since long, successor since October 3, support besides; n2 of nobody. */
const territories = [
  territory('north', { ownerId: 'boss' }),
  territory('n1', { parentId: 'north', ownerId: 'boss' }),
  territory('n2', { parentId: 'north', ownerId: 'gone' })
];
const members = [
  owner('north', null, { userId: 'north' }),
  owner('n1', null, { userId: 'rep', end: '2026-10-09' }),
  owner('n1', null, { userId: 'successor', start: '2026-10-03' }),
  owner('n1', null, { userId: 'support', role: 'Support' })
];
const users = new Map(
  ['boss', 'north', 'rep', 'successor', 'support']
    .map((id) => user(id))
    .concat(user('gone', false))
    .map((one) => [one.id, one])
);
const review = (more: Partial<HeldReview> = {}): HeldReview => ({
  id: 'r',
  key: 'r',
  territoryId: 'n1',
  part: 'Results',
  periodEnd: '2026-09-30',
  measuredOn: '2026-10-01',
  isOpened: false,
  ...more
});
const readersOf = (today: string, more: Partial<HeldReview> = {}): string[] =>
  reviewShares([review(more)], alertReaders(territories, members, users, today), members, today)
    .map(({ userId }) => userId)
    .toSorted();

describe('who reads a review', () => {
  it('is the person first, and those above her from the day after', () => {
    expect(readersOf('2026-10-01')).toEqual(['rep']);
    expect(readersOf('2026-10-02')).toEqual(['boss', 'north', 'rep']);
  });

  it('is who comes after her as well, for the results, and she no longer once she left', () => {
    expect(readersOf('2026-10-03')).toEqual(['boss', 'north', 'rep', 'successor']);
    expect(readersOf('2026-10-10')).toEqual(['boss', 'north', 'successor']);
  });

  it('is she alone for how she sold, until she opens it', () => {
    const part = 'Selling' as const;
    expect(readersOf('2026-10-05', { part })).toEqual(['rep']);
    expect(readersOf('2026-10-05', { part, isOpened: true })).toEqual(['boss', 'north', 'rep']);
    expect(readersOf('2026-10-01', { part, isOpened: true })).toEqual(['rep']);
    // Her successor did not sell then.
    expect(readersOf('2026-10-10', { part })).toEqual([]);
  });

  it('is the next above at once where nobody answers for the territory', () => {
    expect(readersOf('2026-10-01', { territoryId: 'n2' })).toEqual(['north']);
  });

  it('is nobody where the territory was deleted', () => {
    expect(readersOf('2026-10-02', { territoryId: null })).toEqual([]);
  });
});
