import { describe, expect, it } from '@jest/globals';
import type { MemberHeld, PeopleHeld } from '../../../src/domain/rebalance/people-groups.ts';
import { groupPeople } from '../../../src/domain/rebalance/people-groups.ts';
import { planPeopleWrites } from '../../../src/domain/rebalance/plan-people-writes.ts';
import type { PersonPlaced } from '../../../src/domain/rebalance/propose-people.ts';

const member = (userId: string, territoryId: string, more: Partial<MemberHeld> = {}) => ({
  id: `m-${userId}-${territoryId}`,
  key: null,
  territoryId,
  userId,
  role: 'Owner',
  start: null,
  end: null,
  capacity: 40,
  ramp: null,
  skills: null,
  ...more
});
const held = (members: readonly MemberHeld[], inactive: readonly string[] = []): PeopleHeld => ({
  today: '2026-03-02',
  members,
  territories: new Map(
    ['a', 'b', 'c'].map((id) => [id, { name: id.toUpperCase(), ownerId: 'boss' }])
  ),
  users: new Map(
    ['u', 'v', 'w', 'x', 'boss'].map((id) => [id, { name: id, active: !inactive.includes(id) }])
  )
});
const placed = (
  userId: string,
  holdsId: string | null,
  getsId: string | null,
  displaces: readonly string[] = []
): PersonPlaced => ({
  person: userId,
  userId,
  holds: holdsId?.toUpperCase() ?? null,
  holdsId,
  gets: getsId?.toUpperCase() ?? null,
  getsId,
  displaces,
  why: ''
});
const swap = [placed('u', 'a', 'b', ['v']), placed('v', 'b', 'a', ['u'])];
const stays = placed('w', 'c', 'c');

describe('people who would change', () => {
  it('are put together with whom they displace, and who stays is left out', () => {
    const groups = groupPeople(
      [...swap, stays],
      held([member('u', 'a'), member('v', 'b'), member('w', 'c')])
    );
    expect(groups.map(({ people }) => people.map(({ userId }) => userId))).toEqual([['u', 'v']]);
    expect(groups[0]?.obstacle).toBeNull();
  });

  it.each([
    ['u is not active.', held([member('u', 'a'), member('v', 'b')], ['u'])],
    ['u does not own A any more.', held([member('w', 'a'), member('v', 'b')])],
    ['B is owned by v and w now', held([member('u', 'a'), member('v', 'b'), member('w', 'b')])],
    ['began in B today', held([member('u', 'a'), member('v', 'b', { start: '2026-03-02' })])]
  ])('are all left where they are for the sake of one: %s', (words, now) => {
    const [group] = groupPeople(swap, now);
    expect(group?.obstacle).toContain(words);
  });
});

describe('what a change of places writes', () => {
  it('ends the old memberships yesterday and makes new ones from today, with the hours of the old', () => {
    const now = held([member('u', 'a', { capacity: 30 }), member('v', 'b', { end: '2026-06-30' })]);
    const records = planPeopleWrites('r', swap, now, null);
    expect(records.map(({ id, before, written }) => [id, before, written])).toEqual([
      ['m-u-a', { End_Date__c: null }, { End_Date__c: '2026-03-01' }],
      ['m-v-b', { End_Date__c: '2026-06-30' }, { End_Date__c: '2026-03-01' }],
      [
        null,
        null,
        expect.objectContaining({ Territory__c: 'b', User__c: 'u', Capacity_Hours__c: 30 })
      ],
      [
        null,
        null,
        expect.objectContaining({ Territory__c: 'a', User__c: 'v', Capacity_Hours__c: 40 })
      ]
    ]);
  });

  it('gives the record of a territory to who comes only where who goes owns it', () => {
    const now = held([member('u', 'a'), member('v', 'b')]);
    const owned: PeopleHeld = {
      ...now,
      territories: new Map([...now.territories, ['b', { name: 'B', ownerId: 'v' }]])
    };
    const owners = planPeopleWrites('r', swap, owned, null).filter(
      ({ object }) => object === 'Evenfield_Territory__c'
    );
    expect(owners).toEqual([
      expect.objectContaining({ id: 'b', before: { OwnerId: 'v' }, written: { OwnerId: 'u' } })
    ]);
  });

  it('assigns people in Sales Territories in the role that they leave, and makes no seat twice', () => {
    const seat = (userId: string, placeId: string) => ({
      id: `s-${userId}-${placeId}`,
      userId,
      placeId,
      role: 'Sales Rep',
      isOurs: false
    });
    const seats = {
      seats: [seat('u', 'A2'), seat('v', 'B2'), seat('v', 'A2')],
      placeOf: new Map([
        ['a', 'A2'],
        ['b', 'B2']
      ])
    };
    const now = held([member('u', 'a'), member('v', 'b')]);
    const written = planPeopleWrites('r', swap, now, seats)
      .filter(({ object }) => object === 'UserTerritory2Association')
      .map(({ id, written: values }) => [id, values]);
    expect(written).toEqual([
      ['s-u-A2', null],
      ['s-v-B2', null],
      [null, { UserId: 'u', Territory2Id: 'B2', RoleInTerritory2: 'Sales Rep' }]
    ]);
  });
});
