import { within } from '../core/days.ts';
import type { PersonPlaced } from './propose-people.ts';

/** A membership as the org holds it. */
export interface MemberHeld {
  readonly id: string;
  readonly key: string | null;
  readonly territoryId: string;
  readonly userId: string;
  readonly role: string;
  /** YYYY-MM-DD; null for open. */
  readonly start: string | null;
  readonly end: string | null;
  readonly capacity: number | null;
  readonly ramp: number | null;
  readonly skills: string | null;
}

/** What the org holds of people and territories now. */
export interface PeopleHeld {
  /** YYYY-MM-DD, in the policy's time zone. */
  readonly today: string;
  readonly members: readonly MemberHeld[];
  /** Name and record owner of each territory, by id. */
  readonly territories: ReadonlyMap<string, { readonly name: string; readonly ownerId: string }>;
  /** Names of people, and whether they may sign in, by id. */
  readonly users: ReadonlyMap<string, { readonly name: string; readonly active: boolean }>;
}

/** People whose changes only hold together: who gets what another leaves. */
export interface PeopleGroup {
  readonly people: readonly PersonPlaced[];
  /** Why the group is left as it is, in words; null where it is written. */
  readonly obstacle: string | null;
}

/** Memberships as owner that count today; of people who left, none do. */
export function ownersToday(
  { members, users, today }: PeopleHeld,
  territoryId: string
): readonly MemberHeld[] {
  return members.filter(
    (member) =>
      member.territoryId === territoryId &&
      member.role === 'Owner' &&
      within(today, member.start, member.end) &&
      users.get(member.userId)?.active === true
  );
}

/**
 * Those who would change, put together with whom they displace, and each group held against the org
 * as it is now: what changed since the proposal hinders the whole group, since one of it alone would
 * leave a territory with two owners or none.
 */
export function groupPeople(people: readonly PersonPlaced[], held: PeopleHeld): PeopleGroup[] {
  const changing = people.filter(
    ({ userId, holdsId, getsId }) => userId !== '' && holdsId !== getsId
  );
  const byUser = new Map(changing.map((person) => [person.userId, person]));
  const groupOf = new Map(changing.map((person) => [person, new Set([person])]));
  for (const person of changing)
    for (const other of person.displaces.flatMap((userId) => byUser.get(userId) ?? [])) {
      const [one, two] = [groupOf.get(person), groupOf.get(other)];
      if (one === undefined || two === undefined || one === two) continue;
      for (const member of two) {
        one.add(member);
        groupOf.set(member, one);
      }
    }
  return [...new Set(groupOf.values())].map((group) => {
    const members = changing.filter((person) => group.has(person));
    const obstacles = members.flatMap((person) => obstacleTo(person, held) ?? []);
    return { people: members, obstacle: obstacles.length === 0 ? null : obstacles.join(' ') };
  });
}

function obstacleTo(person: PersonPlaced, held: PeopleHeld): string | null {
  const { userId, holds, holdsId, gets, getsId, displaces } = person;
  const nameOf = (id: string): string => held.users.get(id)?.name ?? id;
  if (held.users.get(userId)?.active !== true) return `${person.person} is not active.`;
  const lost = [holdsId, getsId].find((id) => id !== null && !held.territories.has(id));
  if (lost !== undefined) return `${(lost === holdsId ? holds : gets) ?? ''} is gone.`;
  const old = holdsId === null ? [] : ownersToday(held, holdsId);
  const own = old.filter((member) => member.userId === userId);
  if (holdsId !== null && own.length === 0)
    return `${person.person} does not own ${holds ?? ''} any more.`;
  const others = getsId === null ? [] : ownersToday(held, getsId);
  const now = [...new Set(others.map((member) => member.userId))].sort();
  if (now.includes(userId)) return `${person.person} owns ${gets ?? ''} already.`;
  if (now.join() !== [...displaces].sort().join())
    return `${gets ?? ''} is owned by ${now.length === 0 ? 'nobody' : now.map(nameOf).join(' and ')} now; what changed since was left as it is.`;
  const fresh = [...own, ...others].find(({ start }) => start !== null && start >= held.today);
  if (fresh !== undefined)
    return `${nameOf(fresh.userId)} began in ${held.territories.get(fresh.territoryId)?.name ?? ''} today; a membership ends a day after it began at the earliest.`;
  return null;
}
