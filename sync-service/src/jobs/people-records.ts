import type { PeopleHeld } from '../domain/rebalance/people-groups.ts';
import type { SeatsHeld } from '../domain/rebalance/plan-people-writes.ts';
import {
  memberFields,
  seatFields,
  seatKey,
  seatValues
} from '../domain/rebalance/plan-people-writes.ts';
import type { PeopleObject, TouchedRecord, Values } from '../domain/rebalance/touched-record.ts';
import { touchedKey } from '../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPeopleHeld, readSeats } from '../salesforce/records/people-held.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import type { RowsToWrite } from '../salesforce/write-types.ts';
import type { RebalanceGround } from './rebalance-task.ts';

/** People and their places now, and the values of each record by its key; absent where it is not there. */
export interface PeopleNow {
  readonly held: PeopleHeld;
  /** Null but in the mode `ETM`. */
  readonly seats: SeatsHeld | null;
  readonly current: ReadonlyMap<string, Values>;
  /** Ids of rows that are known by another key. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Keys of assignments that somebody else made. */
  readonly others: ReadonlySet<string>;
}

/** Reads what the org holds of people. @throws OrgError */
export async function readPeopleNow(
  connection: OrgConnection,
  { today, model }: RebalanceGround
): Promise<PeopleNow> {
  const held = await readPeopleHeld(connection, today);
  const seats =
    model === null ? null : { seats: await readSeats(connection), placeOf: model.placeOf };
  const current = new Map<string, Values>();
  const idOf = new Map<string, string>();
  for (const member of held.members) {
    const cells: Readonly<Record<(typeof memberFields)[number], string | number | null>> = {
      Territory__c: member.territoryId,
      User__c: member.userId,
      Role__c: member.role,
      Start_Date__c: member.start,
      End_Date__c: member.end,
      Capacity_Hours__c: member.capacity,
      Ramp__c: member.ramp,
      Skills__c: member.skills
    };
    current.set(touchedKey('Evenfield_Territory_Member__c', member.id), {
      End_Date__c: member.end
    });
    if (member.key === null) continue;
    const key = touchedKey('Evenfield_Territory_Member__c', member.key);
    current.set(key, cells);
    idOf.set(key, member.id);
  }
  for (const [id, { ownerId }] of held.territories)
    current.set(touchedKey('Evenfield_Territory__c', id), { OwnerId: ownerId });
  const others = new Set<string>();
  for (const seat of seats?.seats ?? []) {
    const key = seatKey(seat.userId, seat.placeId);
    current.set(key, seatValues(seat));
    idOf.set(key, seat.id);
    if (!seat.isOurs) others.add(key);
  }
  return { held, seats, current, idOf, others };
}

/** Id of the territory that a saved record is about; empty where it is not known any more. */
export function territoryOf(
  { object, id, before, written }: TouchedRecord,
  { held, seats }: PeopleNow
): string {
  const values = written ?? before ?? {};
  switch (object) {
    case 'Evenfield_Territory__c':
      return id ?? '';
    case 'UserTerritory2Association': {
      const place = values['Territory2Id'];
      return [...(seats?.placeOf ?? [])].find((pair) => pair[1] === place)?.[0] ?? '';
    }
    default:
      return id === null
        ? String(values['Territory__c'])
        : (held.members.find((member) => member.id === id)?.territoryId ?? '');
  }
}

/** A record of people as it should stand; null for no row. */
export interface PeopleWish {
  readonly record: TouchedRecord;
  readonly target: Values | null;
  /** Wishes of one unit are left at the first that is refused. */
  readonly unit: string;
}

/**
 * Writes records of people: assignments that come, memberships that come, those that end or go on,
 * who owns a territory's record, memberships and assignments that go. Nobody is without a place in
 * between, and a refusal comes before anything has ended.
 * @returns why a record could not be written, by its key
 * @throws OrgError when the org refuses the whole
 */
export async function writePeopleRecords(
  connection: OrgConnection,
  wishes: readonly PeopleWish[],
  { current, idOf }: PeopleNow
): Promise<Map<string, string>> {
  const refusals = new Map<string, string>();
  const stopped = new Set<string>();
  const write = async (
    object: PeopleObject,
    kind: 'insert' | 'update' | 'delete',
    work: (some: readonly PeopleWish[]) => Omit<RowsToWrite, 'object'>
  ): Promise<void> => {
    const some = wishes.filter(
      ({ record, target, unit }) =>
        record.object === object && !stopped.has(unit) && kindOf(record, target, current) === kind
    );
    if (some.length === 0) return;
    for (const failure of (await writeRows(connection, { object, ...work(some) })).failures) {
      const wish = some[failure.row];
      if (wish === undefined) continue;
      stopped.add(wish.unit);
      refusals.set(wish.record.key, `${object}: ${failure.message ?? failure.code ?? 'refused'}`);
    }
  };
  const ids = (some: readonly PeopleWish[]): Omit<RowsToWrite, 'object'> => ({
    operation: 'delete',
    columns: ['Id'],
    rows: some.map(({ record }) => [idOf.get(record.key) ?? record.id])
  });
  const naturalKey = ({ object, key }: TouchedRecord): string => key.slice(object.length + 1);
  await write('UserTerritory2Association', 'insert', (some) => ({
    operation: 'insert',
    columns: seatFields,
    rows: some.map(({ target }) => seatFields.map((name) => target?.[name] ?? null))
  }));
  await write('Evenfield_Territory_Member__c', 'insert', (some) => ({
    operation: 'upsert',
    externalId: 'Key__c',
    columns: ['Key__c', ...memberFields],
    rows: some.map(({ record, target }) => [
      naturalKey(record),
      ...memberFields.map((name) => target?.[name] ?? null)
    ])
  }));
  await write('Evenfield_Territory_Member__c', 'update', (some) => ({
    operation: 'update',
    columns: ['Id', 'End_Date__c'],
    rows: some.map(({ record, target }) => [record.id, target?.['End_Date__c'] ?? null])
  }));
  await write('Evenfield_Territory__c', 'update', (some) => ({
    operation: 'update',
    columns: ['Id', 'OwnerId'],
    rows: some.map(({ record, target }) => [record.id, target?.['OwnerId'] ?? null])
  }));
  await write('Evenfield_Territory_Member__c', 'delete', ids);
  await write('UserTerritory2Association', 'delete', ids);
  return refusals;
}

function kindOf(
  { key, id }: TouchedRecord,
  target: Values | null,
  current: ReadonlyMap<string, Values>
): 'insert' | 'update' | 'delete' | null {
  const now = current.get(key) ?? null;
  if (target === null) return now === null ? null : 'delete';
  if (now === null) return id === null || key.startsWith('UserTerritory2') ? 'insert' : null;
  const isAsWished = Object.keys(target).every((name) => (now[name] ?? null) === target[name]);
  return isAsWished || id === null || key.startsWith('UserTerritory2') ? null : 'update';
}
