import { dayNumber, dayText } from '../core/days.ts';
import type { PeopleHeld } from './people-groups.ts';
import { ownersToday } from './people-groups.ts';
import type { PersonPlaced } from './propose-people.ts';
import type { TouchedObject, TouchedRecord, Values } from './touched-record.ts';
import { touchedKey } from './touched-record.ts';

/** An assignment of a person in Sales Territories. */
export interface SeatHeld {
  readonly id: string;
  readonly userId: string;
  readonly placeId: string;
  readonly role: string | null;
  /** Made by the service's own user. */
  readonly isOurs: boolean;
}

/** Sales Territories as far as people are concerned. */
export interface SeatsHeld {
  readonly seats: readonly SeatHeld[];
  /** Id in the active model by the id of our territory. */
  readonly placeOf: ReadonlyMap<string, string>;
}

export const memberFields = [
  'Territory__c',
  'User__c',
  'Role__c',
  'Start_Date__c',
  'End_Date__c',
  'Capacity_Hours__c',
  'Ramp__c',
  'Skills__c'
] as const;
export const seatFields = ['UserId', 'Territory2Id', 'RoleInTerritory2'] as const;

export function seatValues({ userId, placeId, role }: Omit<SeatHeld, 'id' | 'isOurs'>): Values {
  return { UserId: userId, Territory2Id: placeId, RoleInTerritory2: role };
}

/** A row is known by person and place: it is created and deleted, never changed. */
export function seatKey(userId: string, placeId: string): string {
  return touchedKey('UserTerritory2Association', `${userId}:${placeId}`);
}

/** The key of a membership that a scenario makes, the same whoever makes it again. */
export function memberKey(rebalanceId: string, territoryId: string, userId: string): string {
  return `${rebalanceId}:${territoryId}:${userId}`;
}

/**
 * Every record that a group of people touches: each gets a membership as owner from today on, with
 * the hours, ramp and skills of the one that she leaves; those of the owners before end yesterday;
 * a territory whose record one of them owns goes to whoever comes. In Sales Territories an
 * assignment to the new territory, in the role of the old one, and the end of the old one.
 * @param seats null but in the mode `ETM`
 */
export function planPeopleWrites(
  rebalanceId: string,
  people: readonly PersonPlaced[],
  held: PeopleHeld,
  seats: SeatsHeld | null
): TouchedRecord[] {
  const records = new Map<string, TouchedRecord>();
  const add = (
    object: TouchedObject,
    key: string,
    id: string | null,
    before: Values | null,
    written: Values | null
  ): void => {
    records.set(key, { key, object, id, accountId: '', before, written });
  };
  const yesterday = dayText(dayNumber(held.today) - 1);
  const seatOf = (userId: string, territoryId: string): SeatHeld | undefined => {
    const place = seats?.placeOf.get(territoryId);
    return seats?.seats.find((seat) => seat.userId === userId && seat.placeId === place);
  };
  const leave = (userId: string, territoryId: string): void => {
    for (const member of ownersToday(held, territoryId))
      if (member.userId === userId)
        add(
          'Evenfield_Territory_Member__c',
          touchedKey('Evenfield_Territory_Member__c', member.id),
          member.id,
          { End_Date__c: member.end },
          { End_Date__c: yesterday }
        );
    const seat = seatOf(userId, territoryId);
    if (seat !== undefined)
      add(
        'UserTerritory2Association',
        seatKey(userId, seat.placeId),
        seat.id,
        seatValues(seat),
        null
      );
  };
  const come = ({ userId, holdsId }: PersonPlaced, getsId: string): void => {
    const old =
      holdsId === null
        ? undefined
        : ownersToday(held, holdsId).find((member) => member.userId === userId);
    const key = memberKey(rebalanceId, getsId, userId);
    add(
      'Evenfield_Territory_Member__c',
      touchedKey('Evenfield_Territory_Member__c', key),
      null,
      null,
      {
        Territory__c: getsId,
        User__c: userId,
        Role__c: 'Owner',
        Start_Date__c: held.today,
        End_Date__c: null,
        Capacity_Hours__c: old?.capacity ?? null,
        Ramp__c: old?.ramp ?? null,
        Skills__c: old?.skills ?? null
      }
    );
    const place = seats?.placeOf.get(getsId);
    if (place === undefined || seatOf(userId, getsId) !== undefined) return;
    const role = holdsId === null ? null : (seatOf(userId, holdsId)?.role ?? null);
    const values = seatValues({ userId, placeId: place, role });
    add('UserTerritory2Association', seatKey(userId, place), null, null, values);
  };
  for (const person of people) {
    const { userId, holdsId, getsId, displaces } = person;
    if (holdsId !== null) leave(userId, holdsId);
    if (getsId === null) continue;
    for (const other of displaces) leave(other, getsId);
    come(person, getsId);
    const owner = held.territories.get(getsId)?.ownerId ?? '';
    if (displaces.includes(owner))
      add(
        'Evenfield_Territory__c',
        touchedKey('Evenfield_Territory__c', getsId),
        getsId,
        { OwnerId: owner },
        { OwnerId: userId }
      );
  }
  return [...records.values()];
}
