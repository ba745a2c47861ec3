import type { Person, Seat } from '../assignment/people/people-problem.ts';
import { placePeople } from '../assignment/people/place-people.ts';
import { computeRun } from '../core/compute-run.ts';
import { within } from '../core/days.ts';
import type { OrgSnapshot, Territory, TerritoryMember } from '../core/snapshot.ts';
import { hoursOn } from '../territory/capacity.ts';
import { buildTree } from '../territory/tree.ts';
import type { KnownTraits } from './people-traits.ts';
import { noTraits, traitsFor } from './people-traits.ts';
import type { RebalanceQuestion } from './question.ts';
import type { Supposed } from './suppose.ts';
import { findTerritory, suppose } from './suppose.ts';

/** Skills that territories need and people have, by their ids; none where left out. */
export interface KnownSkills {
  readonly needs: ReadonlyMap<string, readonly string[]>;
  readonly has: ReadonlyMap<string, readonly string[]>;
}

export type PeopleQuestion = Pick<RebalanceQuestion, 'territories' | 'root' | 'frozen' | 'whatIfs'>;

/** Who should hold what; names and ids of territories, null for none. */
export interface PersonPlaced {
  readonly person: string;
  /** Empty for somebody who is not there yet. */
  readonly userId: string;
  readonly holds: string | null;
  readonly holdsId: string | null;
  readonly gets: string | null;
  readonly getsId: string | null;
  /** Ids of the others who own today, as the org has it, what she gets. */
  readonly displaces: readonly string[];
  readonly why: string;
}

export interface PeopleAnswer {
  /** By name. */
  readonly people: readonly PersonPlaced[];
  /** Territories that nobody holds, and why. */
  readonly vacancies: readonly { readonly territory: string; readonly why: string }[];
  /** The hires that would help most, best first, in words. */
  readonly hires: readonly string[];
  /** What was asked and cannot be, and what was left out. */
  readonly notes: readonly string[];
}

/**
 * Who should hold which leaf in scope, one each, by `placePeople`: hours of a territory's accounts
 * against those of the person, needed skills, customers whose accounts she owns, staying; her home,
 * years with customers and wishes as far as the org tells of them. Nothing is changed.
 * @returns null where there is nobody to place or nothing to hold
 * @throws UnsoundInputError that names record and field
 */
export function proposePeople(
  snapshot: OrgSnapshot,
  question: PeopleQuestion,
  skills: KnownSkills,
  traits: KnownTraits = noTraits
): PeopleAnswer | null {
  const { coverage } = computeRun(snapshot);
  const column = coverage.get('Territory__c');
  const held: readonly (string | null)[] = column?.kind === 'text' ? column.values : [];
  const supposed = suppose(snapshot, question.whatIfs, held);
  const leaves = leavesOf(supposed, question);
  const load = coverage.get('Workload_Hours__c');
  const hours = new Map<string, number>();
  held.forEach((id, index) => {
    const value = load?.kind === 'number' ? (load.values[index] ?? NaN) : NaN;
    if (id !== null && value > 0) hours.set(id, (hours.get(id) ?? 0) + value);
  });
  const { staff, seats, notes } = staffOf(snapshot, supposed, leaves);
  const people = [...staff, ...joinersOf(question)];
  if (people.length === 0 || seats.length === 0) return null;
  const knows = customersOf(snapshot, held, seats);
  const problem = {
    people: people.map(({ userId, name, capacity, ramp, holds }): Person => ({
      name,
      skills: skills.has.get(userId) ?? [],
      languages: [],
      ...traitsFor(userId, seats, traits),
      capacity,
      ramp,
      holds,
      knows: knows.get(userId) ?? new Map<number, number>()
    })),
    seats: seats.map(({ id, name, baseLatitude, baseLongitude }): Seat => ({
      name,
      needsSkills: skills.needs.get(id) ?? [],
      needsLanguages: [],
      wantsSkills: [],
      wantsYears: traits.wantsYears.get(id) ?? 0,
      latitude: baseLatitude ?? NaN,
      longitude: baseLongitude ?? NaN,
      hours: hours.get(id) ?? 0
    })),
    required: frozenPairs(question, people, seats),
    forbidden: [...takenPairs(people, seats), ...rotatedPairs(question, people, seats)]
  };
  const plan = placePeople(problem);
  const nameOf = (seat: number): string | null => seats[seat]?.name ?? null;
  const idOf = (seat: number): string | null => seats[seat]?.id ?? null;
  const owners = ownersOf(snapshot);
  return {
    people: plan.people
      .map(({ person, seat, words }) => {
        const { name = '', userId = '', holds = -1 } = people[person] ?? {};
        return {
          person: name,
          userId,
          holds: nameOf(holds),
          holdsId: idOf(holds),
          gets: nameOf(seat),
          getsId: idOf(seat),
          displaces: (owners.get(idOf(seat) ?? '') ?? []).filter((one) => one !== userId),
          why: words
        };
      })
      .sort((a, b) => (a.person < b.person ? -1 : 1)),
    vacancies: plan.vacancies.map(({ seat, words }) => ({
      territory: nameOf(seat) ?? '',
      why: words
    })),
    hires: plan.hires.map(({ words }) => words),
    notes: [...supposed.unknown, ...supposed.ends, ...notes]
  };
}

/** Active people who own each territory today, by its id, in the order of their ids. */
function ownersOf({ members, users, today }: OrgSnapshot): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const { role, territoryId, userId, start, end } of members) {
    if (role !== 'Owner' || !within(today, start, end) || users.get(userId)?.active !== true)
      continue;
    owners.set(territoryId, [...new Set([...(owners.get(territoryId) ?? []), userId])].sort());
  }
  return owners;
}

interface Staff {
  readonly userId: string;
  readonly name: string;
  /** Hours a week when fully ramped, and the share of them there today. */
  readonly capacity: number;
  readonly ramp: number;
  /** Place among the seats, −1 for none. */
  readonly holds: number;
}

function leavesOf(supposed: Supposed, question: PeopleQuestion): Territory[] {
  const { tree } = buildTree(supposed.territories);
  const root = question.root === null ? undefined : findTerritory(tree.territories, question.root);
  const below =
    question.root === null
      ? null
      : new Set(tree.leavesBelow(tree.indexById.get(root?.id ?? '') ?? -1));
  const named = question.territories === null ? null : new Set(question.territories);
  return tree.territories.filter(
    ({ id, key }, index) =>
      tree.inScope(index) &&
      !supposed.closing.has(id) &&
      (below === null || below.has(index)) &&
      (named === null || named.has(key) || named.has(id))
  );
}

/** Whoever works in a leaf today, with all her hours there; of several leaves that one owns one takes part. */
function staffOf(
  { users, today }: OrgSnapshot,
  { members }: Supposed,
  leaves: readonly Territory[]
): { staff: Staff[]; seats: Territory[]; notes: string[] } {
  const leafOf = new Map(leaves.map((leaf) => [leaf.id, leaf]));
  const present = members.filter(
    ({ id, territoryId, userId, start, end }) =>
      !id.startsWith('supposed:') &&
      leafOf.has(territoryId) &&
      within(today, start, end) &&
      users.get(userId)?.active === true
  );
  const ownerOf = new Map<string, string>();
  for (const { id, role, territoryId, userId } of [...present].sort((a, b) =>
    a.id < b.id ? -1 : 1
  ))
    if (role === 'Owner' && id !== '' && !ownerOf.has(territoryId))
      ownerOf.set(territoryId, userId);
  const first = new Map<string, string>();
  for (const { id } of [...leaves].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const owner = ownerOf.get(id);
    if (owner !== undefined && !first.has(owner)) first.set(owner, id);
  }
  const isExtra = (id: string): boolean => {
    const owner = ownerOf.get(id);
    return owner !== undefined && first.get(owner) !== id;
  };
  const seats = leaves.filter(({ id }) => !isExtra(id));
  const staff = [...new Set(present.map(({ userId }) => userId))].sort().map((userId): Staff => {
    const own = present.filter((member) => member.userId === userId);
    const full = own.map((member) =>
      hoursOf(member, leafOf.get(member.territoryId), present, today)
    );
    const capacity = full.reduce((sum, value) => sum + value, 0);
    const there = full.reduce((sum, value, place) => sum + value * (own[place]?.ramp ?? 1), 0);
    return {
      userId,
      name: users.get(userId)?.name ?? userId,
      capacity,
      ramp: capacity > 0 ? Math.min(1, there / capacity) : 1,
      holds: seats.findIndex(({ id }) => id === first.get(userId))
    };
  });
  const notes = leaves
    .filter(({ id }) => isExtra(id))
    .map(({ id, name }) => {
      const owner = ownerOf.get(id) ?? '';
      return `${name} stays with ${users.get(owner)?.name ?? owner}, who holds another too: each person is given one.`;
    });
  return { staff, seats, notes };
}

/** A member's hours, shared planned ones where she has none of her own, as `capacityOf` counts them. */
function hoursOf(
  member: TerritoryMember,
  leaf: Territory | undefined,
  present: readonly TerritoryMember[],
  today: string
): number {
  const own = hoursOn(today, member.capacityHoursPerWeek, member.temporary ?? null);
  if (own !== null) return own;
  const works = ({ role }: TerritoryMember): boolean => role === 'Owner' || role === 'Cover';
  if (leaf === undefined || !works(member)) return 0;
  const planned = hoursOn(today, leaf.capacityHoursPerWeek, leaf.temporary ?? null) ?? 0;
  const sharing = present.filter((one) => one.territoryId === leaf.id && works(one)).length;
  return planned / sharing;
}

function joinersOf({ whatIfs }: PeopleQuestion): Staff[] {
  return whatIfs.flatMap((whatIf) =>
    whatIf.kind === 'joiner'
      ? [
          {
            userId: '',
            name: `Somebody new (${whatIf.territory})`,
            capacity: whatIf.hours,
            ramp: whatIf.ramp ?? 1,
            holds: -1
          }
        ]
      : []
  );
}

/** Accounts of each seat by whose they are. */
function customersOf(
  { accounts }: OrgSnapshot,
  held: readonly (string | null)[],
  seats: readonly Territory[]
): Map<string, Map<number, number>> {
  const seatOf = new Map(seats.map(({ id }, place) => [id, place]));
  const knows = new Map<string, Map<number, number>>();
  held.forEach((id, index) => {
    const seat = seatOf.get(id ?? '');
    const owner = accounts.owner.dictionary[accounts.owner.codes[index] ?? -1];
    if (seat === undefined || owner === undefined) return;
    const own = knows.get(owner) ?? new Map<number, number>();
    own.set(seat, (own.get(seat) ?? 0) + 1);
    knows.set(owner, own);
  });
  return knows;
}

/** Whoever owns none fills gaps, and takes no territory from its owner; somebody new may. */
function takenPairs(people: readonly Staff[], seats: readonly Territory[]): [number, number][] {
  const held = new Set(people.map(({ holds }) => holds));
  return people.flatMap(({ userId, holds }, person): [number, number][] =>
    userId === '' || holds >= 0
      ? []
      : seats.flatMap((_, seat): [number, number][] => (held.has(seat) ? [[person, seat]] : []))
  );
}

/** Who is to rotate keeps nothing that she holds; frozen territories stay all the same. */
function rotatedPairs(
  { whatIfs, frozen }: PeopleQuestion,
  people: readonly Staff[],
  seats: readonly Territory[]
): [number, number][] {
  const stay = new Set(frozen);
  const isNamed = ({ key, id }: Territory): boolean =>
    whatIfs.some(
      (whatIf) =>
        whatIf.kind === 'rotation' &&
        (whatIf.of === undefined || whatIf.of === key || whatIf.of === id)
    );
  return people.flatMap(({ holds }, person): [number, number][] => {
    const seat = seats[holds];
    return seat === undefined || !isNamed(seat) || stay.has(seat.key) || stay.has(seat.id)
      ? []
      : [[person, holds]];
  });
}

/** Frozen territories stay with whoever holds them. */
function frozenPairs(
  { frozen }: PeopleQuestion,
  people: readonly Staff[],
  seats: readonly Territory[]
): [number, number][] {
  const named = new Set(frozen);
  return people.flatMap(({ holds }, person): [number, number][] => {
    const seat = seats[holds];
    return seat !== undefined && (named.has(seat.key) || named.has(seat.id))
      ? [[person, holds]]
      : [];
  });
}
