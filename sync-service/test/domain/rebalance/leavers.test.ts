import { describe, expect, it } from '@jest/globals';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import type { TerritoryMember } from '../../../src/domain/core/snapshot.ts';
import type { Leaver } from '../../../src/domain/rebalance/leavers.ts';
import { leaversOf } from '../../../src/domain/rebalance/leavers.ts';
import { owner, snapshotOf, territory, user } from '../org-builder.ts';

/** Three accounts in the north and one in the south; u1 owns the north, u2 the south, u3 nothing. */
function leavers(
  more: { active?: boolean; frozen?: readonly string[]; members?: readonly TerritoryMember[] } = {}
): Leaver[] {
  const snapshot = snapshotOf({
    accounts: ['north', 'north', 'north', 'south'].map((held) => ({ held })),
    territories: [territory('north'), territory('south'), territory('empty')],
    members: [
      owner('north', 40, { userId: 'u1' }),
      owner('south', 40, { userId: 'u2' }),
      owner('empty', 40, { userId: 'u1' }),
      ...(more.members ?? [])
    ],
    users: [user('u1', more.active ?? true), user('u2'), user('u3')],
    today: '2026-05-16'
  });
  const column = computeRun(snapshot).coverage.get('Territory__c');
  const held = column?.kind === 'text' ? column.values : [];
  return leaversOf(snapshot, held, new Set(more.frozen ?? []));
}

const left = {
  userId: 'u1',
  name: 'Person u1',
  memberId: 'm-north',
  territories: ['NORTH'],
  accounts: 3,
  others: ['empty', 'south']
};

describe('people who leave accounts behind', () => {
  it('are nobody while all may sign in', () => {
    expect(leavers()).toEqual([]);
  });

  it('are those deactivated or frozen, with the territories that hold accounts alone', () => {
    expect(leavers({ active: false })).toEqual([left]);
    expect(leavers({ frozen: ['u1'] })).toEqual([left]);
  });

  it.each([
    ['somebody covers the territory', owner('north', 10, { userId: 'u3', role: 'Cover', id: 'c' })],
    ['somebody else owns it by now', owner('north', 40, { userId: 'u3', id: 'n' })]
  ])('are nobody where %s', (_, member) => {
    expect(leavers({ active: false, members: [member] })).toEqual([]);
  });

  it('are told of although somebody works there without hours, or did until yesterday', () => {
    const members = [
      owner('north', 0, { userId: 'u3', role: 'Support', id: 's' }),
      owner('north', 40, { userId: 'u3', role: 'Cover', end: '2026-05-15', id: 'c' })
    ];
    expect(leavers({ active: false, members })).toEqual([left]);
  });

  it('are not told of a membership that ended', () => {
    const ended = owner('south', 40, { userId: 'u3', end: '2026-05-15', id: 'old' });
    expect(leavers({ frozen: ['u3'], members: [ended] })).toEqual([]);
  });
});
