import { describe, expect, it } from '@jest/globals';
import type { ChallengedMove } from '../../../src/domain/rebalance/accept-challenges.ts';
import { challengesToAccept } from '../../../src/domain/rebalance/accept-challenges.ts';

const move = (id: string, more: Partial<ChallengedMove> = {}): ChallengedMove => ({
  id,
  accountId: id,
  from: 'north',
  verdict: 'Open',
  challenge: null,
  challengeStatus: null,
  challengeProposal: null,
  keepsAt: 1,
  ...more
});
const challenged = (id: string, keepsAt: number, more: Partial<ChallengedMove> = {}) =>
  move(id, { challenge: 'Challenged', keepsAt, ...more });
const accepted = (moves: readonly ChallengedMove[], share: number): string[] =>
  challengesToAccept(moves, share).map(({ id }) => id);

describe('challenges that the policy accepts', () => {
  it('are a share of the moves that leave a territory, the cheapest to keep first', () => {
    const moves = [
      challenged('a', 3),
      challenged('b', 1),
      challenged('c', 2),
      move('d'),
      move('e')
    ];
    // 40 % of five is two.
    expect(accepted(moves, 0.4)).toEqual(['b', 'c']);
    expect(accepted(moves, 0.39)).toEqual(['b']);
    expect(accepted(moves, 0)).toEqual([]);
    expect(challengesToAccept(moves, 0.4)[1]?.answer).toContain('up to 40 %');
  });

  it('count those that were accepted before, by whomever', () => {
    const before = challenged('a', 9, { challengeStatus: 'Accepted' });
    expect(accepted([before, challenged('b', 1), challenged('c', 2), move('d')], 0.5)).toEqual([
      'b'
    ]);
  });

  it('are counted for each territory by itself', () => {
    const south = { from: 'south' };
    expect(
      accepted([challenged('a', 1), move('b'), challenged('c', 5, south), move('d', south)], 0.5)
    ).toEqual(['a', 'c']);
  });

  it('are none that a person refused, decided otherwise, or that names a third territory', () => {
    const moves = [
      challenged('a', 1, { challengeStatus: 'Refused' }),
      challenged('b', 1, { verdict: 'Rejected' }),
      challenged('c', 1, { challengeProposal: 'west' }),
      challenged('d', 1, { from: null })
    ];
    expect(accepted(moves, 1)).toEqual([]);
  });
});
