import { describe, expect, it } from '@jest/globals';
import type { KnownSkills, PeopleQuestion } from '../../../src/domain/rebalance/propose-people.ts';
import type { PersonTraits } from '../../../src/domain/rebalance/people-traits.ts';
import { proposePeople } from '../../../src/domain/rebalance/propose-people.ts';
import type { OrgSnapshot } from '../../../src/domain/core/snapshot.ts';
import { owner, snapshotOf, territory, user } from '../org-builder.ts';

const question: PeopleQuestion = { territories: null, root: null, frozen: [], whatIfs: [] };
const none: KnownSkills = { needs: new Map(), has: new Map() };
const org = (more: Partial<Parameters<typeof snapshotOf>[0]> = {}): OrgSnapshot =>
  snapshotOf({
    accounts: [
      ...Array.from({ length: 4 }, () => ({ held: 'north' })),
      ...Array.from({ length: 4 }, () => ({ held: 'south' }))
    ],
    territories: [territory('north'), territory('south')],
    members: [owner('north', 40), owner('south', 40, { userId: 'u2' })],
    users: [user('u1'), user('u2'), user('u3')],
    ...more
  });
const placed = (
  snapshot: OrgSnapshot,
  skills = none,
  asked: Partial<PeopleQuestion> = {}
): (string | null)[][] =>
  (proposePeople(snapshot, { ...question, ...asked }, skills)?.people ?? []).map(
    ({ person, holds, gets }) => [person, holds, gets]
  );

describe('people to territories', () => {
  it('leaves people where they are while nothing speaks against it', () => {
    expect(placed(org())).toEqual([
      ['Person u1', 'NORTH', 'NORTH'],
      ['Person u2', 'SOUTH', 'SOUTH']
    ]);
  });

  it('gives a territory that needs a skill to who has it, and says so', () => {
    const skills = { needs: new Map([['north', ['wine']]]), has: new Map([['u2', ['wine']]]) };
    const answer = proposePeople(org(), question, skills);
    expect(answer?.people.map(({ person, gets }) => [person, gets])).toEqual([
      ['Person u1', 'SOUTH'],
      ['Person u2', 'NORTH']
    ]);
    expect(answer?.people[1]?.why).toContain('has wine, which it needs');
  });

  it('says of a gap who could fill it: a leaver leaves one, somebody with a supporting role takes it', () => {
    const leaver = { whatIfs: [{ kind: 'leaver' as const, user: 'u2' }] };
    const alone = proposePeople(org(), { ...question, ...leaver }, none);
    expect(alone?.people.map(({ person }) => person)).toEqual(['Person u1']);
    expect(alone?.vacancies).toEqual([
      {
        territory: 'SOUTH',
        why: expect.stringContaining('SOUTH is vacant: Person u1 could hold it')
      }
    ]);
    expect(alone?.hires).toContainEqual(expect.stringContaining('A hire near SOUTH'));
    const helped = org({
      members: [
        owner('north', 40),
        owner('south', 40, { userId: 'u2' }),
        { ...owner('north', 20), id: 'm3', userId: 'u3', role: 'Support' }
      ]
    });
    expect(placed(helped, none, leaver)).toEqual([
      ['Person u1', 'NORTH', 'NORTH'],
      ['Person u3', null, 'SOUTH']
    ]);
  });

  it('takes no territory from its owner for somebody who only supports, however well she fits', () => {
    const snapshot = org({
      members: [
        owner('north', 40),
        owner('south', 40, { userId: 'u2' }),
        { ...owner('north', 1), id: 'm3', userId: 'u3', role: 'Support' }
      ]
    });
    // Who has one hour a week wastes fewer than who has forty.
    expect(placed(snapshot)).toEqual([
      ['Person u1', 'NORTH', 'NORTH'],
      ['Person u2', 'SOUTH', 'SOUTH'],
      ['Person u3', null, null]
    ]);
  });

  it('counts somebody who joins, and keeps what is frozen with whoever holds it', () => {
    const joiner = { kind: 'joiner' as const, territory: 'south', hours: 40 };
    const leaver = { kind: 'leaver' as const, user: 'u2' };
    expect(placed(org(), none, { whatIfs: [leaver, joiner] })).toEqual([
      ['Person u1', 'NORTH', 'NORTH'],
      ['Somebody new (south)', null, 'SOUTH']
    ]);
    const skills = { needs: new Map([['north', ['wine']]]), has: new Map([['u2', ['wine']]]) };
    expect(placed(org(), skills, { frozen: ['north'] })).toEqual([
      ['Person u1', 'NORTH', 'NORTH'],
      ['Person u2', 'SOUTH', 'SOUTH']
    ]);
  });

  it('rotates who is to rotate, and leaves what is frozen', () => {
    const rotation = { kind: 'rotation' as const };
    const third = {
      territories: [territory('north'), territory('south'), territory('west')],
      members: [
        owner('north', 40),
        owner('south', 40, { userId: 'u2' }),
        owner('west', 40, { userId: 'u3' })
      ]
    };
    const rotated = placed(org(third), none, { whatIfs: [rotation] });
    for (const [, holds, gets] of rotated) expect(gets).not.toBe(holds);
    expect(new Set(rotated.map(([, , gets]) => gets))).toEqual(new Set(['NORTH', 'SOUTH', 'WEST']));
    // Only u1 has to go; an exchange with one of the two others is the least that does it.
    const one = placed(org(third), none, { whatIfs: [{ ...rotation, of: 'north' }] });
    expect(one[0]?.[2]).not.toBe('NORTH');
    expect(one.filter(([, holds, gets]) => holds === gets)).toHaveLength(1);
    expect(placed(org(third), none, { whatIfs: [rotation], frozen: ['west'] })).toEqual([
      ['Person u1', 'NORTH', 'SOUTH'],
      ['Person u2', 'SOUTH', 'NORTH'],
      ['Person u3', 'WEST', 'WEST']
    ]);
    expect(
      proposePeople(org(), { ...question, whatIfs: [{ ...rotation, of: 'east' }] }, none)?.notes
    ).toEqual(['There is no territory east.']);
  });

  it('counts homes and wishes where the org tells of them', () => {
    const based = org({
      territories: [
        { ...territory('north'), baseLatitude: 45, baseLongitude: -90 },
        { ...territory('south'), baseLatitude: 30, baseLongitude: -90 }
      ]
    });
    const told = (of: Record<string, Partial<PersonTraits>>): unknown =>
      proposePeople(based, question, none, {
        of: new Map(
          Object.entries(of).map(([id, traits]) => [
            id,
            { latitude: NaN, longitude: NaN, years: null, wishes: [], ...traits }
          ])
        ),
        wantsYears: new Map()
      })?.people.map(({ person, gets }) => [person, gets]);
    const swapped = [
      ['Person u1', 'SOUTH'],
      ['Person u2', 'NORTH']
    ];
    expect(
      told({
        u1: { latitude: 30, longitude: -90 },
        u2: { latitude: 45, longitude: -90 }
      })
    ).toEqual(swapped);
    // Staying is worth 4 each; a wish for and one against are worth as much each way, 16 in all.
    expect(
      told({ u1: { wishes: ['South', '-north'] }, u2: { wishes: ['north', '-south'] } })
    ).toEqual(swapped);
  });

  it('gives a territory that wants years to who has them, and holds no silence against anybody', () => {
    const wanted = (u1: number | null, u2: number | null): unknown =>
      proposePeople(org(), question, none, {
        of: new Map(
          [u1, u2].map((years, place) => [
            `u${String(place + 1)}`,
            { latitude: NaN, longitude: NaN, years, wishes: [] }
          ])
        ),
        wantsYears: new Map([['north', 10]])
      })?.people.map(({ gets }) => gets);
    // Nine years short cost 9, two who no longer stay 8.
    expect(wanted(1, 10)).toEqual(['SOUTH', 'NORTH']);
    expect(wanted(null, 10)).toEqual(['NORTH', 'SOUTH']);
  });

  it('gives each person one, and names the others that stay with her', () => {
    const both = org({ members: [owner('north', 20), owner('south', 20)] });
    const answer = proposePeople(both, question, none);
    expect(answer?.people.map(({ gets }) => gets)).toEqual(['NORTH']);
    expect(answer?.vacancies).toEqual([]);
    expect(answer?.notes).toEqual([
      'SOUTH stays with Person u1, who holds another too: each person is given one.'
    ]);
  });

  it('answers null where there is nobody', () => {
    expect(proposePeople(org({ members: [] }), question, none)).toBeNull();
  });
});
