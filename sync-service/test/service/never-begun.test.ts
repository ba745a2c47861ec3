import { describe, expect, it } from '@jest/globals';
import type { AccountState } from '../../src/domain/rebalance/plan-writes.ts';
import { neverBegun } from '../../src/jobs/never-begun.ts';
import { servedBefore, targetsOf } from '../../src/jobs/roll-back-targets.ts';
import type { UndoRow } from '../../src/salesforce/records/undo-rows.ts';

const owner = (account: string, target?: UndoRow['target']): UndoRow => ({
  key: `Account:${account}`,
  object: 'Account',
  id: account,
  accountId: account,
  moveId: `move of ${account}`,
  before: { OwnerId: 'Ann' },
  written: { OwnerId: 'Ben' },
  target,
  outcome: 'Saved',
  text: null
});

const held = (owners: Readonly<Record<string, string>>): Map<string, AccountState> =>
  new Map(
    Object.entries(owners).map(([accountId, ownerId]) => [
      accountId,
      { accountId, ownerId } as AccountState
    ])
  );

const savedOf = (...accounts: string[]): Map<string, UndoRow[]> =>
  new Map(accounts.map((account) => [`move of ${account}`, [owner(account)]]));

describe('a try that was killed between saving and writing owners, one of which somebody changed since', () => {
  it.each<{ name: string; owners: Readonly<Record<string, string>>; found: string[] }>([
    { name: 'others are as before: not served', owners: { A: 'Cem', B: 'Ann' }, found: ['A'] },
    { name: 'another bears what was written: served', owners: { A: 'Cem', B: 'Ben' }, found: [] },
    { name: 'alone: cannot be told', owners: { A: 'Cem' }, found: [] },
    { name: 'both are somebody else’s: cannot be told', owners: { A: 'Cem', B: 'Dee' }, found: [] }
  ])('$name', ({ owners, found }) => {
    const rows = neverBegun(savedOf(...Object.keys(owners)), held(owners));
    expect(rows.map(({ accountId }) => accountId)).toStrictEqual(found);
  });
});

describe('a roll back that was killed after putting owners back', () => {
  it.each([
    { name: 'one bears what was wanted', now: 'Ann', target: { OwnerId: 'Ann' }, served: true },
    { name: 'none bears it', now: 'Ben', target: { OwnerId: 'Ann' }, served: false },
    { name: 'nothing was wanted yet', now: 'Ann', target: undefined, served: false }
  ])('is known by the owners there: $name', ({ now, target, served }) => {
    const current = new Map([['Account:A', { OwnerId: now }]]);
    expect(servedBefore([owner('A', target)], current).has('Account')).toBe(served);
  });
});

describe('a member whom a change of owner took after a roll back that was killed had put the owner back', () => {
  const values = (account: string): Record<string, string> => ({
    AccountId: account,
    UserId: 'Eva',
    TeamMemberRole: 'Sales Rep'
  });
  const member = (account: string): UndoRow => ({
    ...owner(account, values(account)),
    key: `AccountTeamMember:${account}:Eva`,
    object: 'AccountTeamMember',
    id: null,
    before: values(account),
    written: values(account)
  });
  /** Both owners went in one request; whose A is now, somebody else chose. */
  const saved = [
    { ...owner('A', { OwnerId: 'Ann' }), outcome: 'Restored' },
    { ...owner('B', { OwnerId: 'Ann' }), outcome: 'Restored' },
    member('A'),
    member('B')
  ];
  const owners = [
    ['Account:A', { OwnerId: 'Cem' }],
    ['Account:B', { OwnerId: 'Ann' }]
  ] as const;

  it.each([
    {
      name: 'it was that change where another member of the same request is there again',
      isThere: true,
      wanted: { target: null, isRestored: false, kept: 'somebody deleted it since' }
    },
    {
      name: 'it was the roll back where no member is there yet',
      isThere: false,
      wanted: { target: values('A'), isRestored: true, kept: '' }
    }
  ])('$name', ({ isThere, wanted }) => {
    const current = new Map<string, Record<string, string>>([
      ...owners,
      ...(isThere ? [['AccountTeamMember:B:Eva', values('B')] as const] : [])
    ]);
    const ofA = saved.filter(({ accountId }) => accountId === 'A');
    const targets = targetsOf(ofA, current, [], new Set(), servedBefore(saved, current));
    expect(
      targets.wanted.find(({ record }) => record.object === 'AccountTeamMember')
    ).toMatchObject(wanted);
  });
});
