import type { MergedRecord } from '../domain/rebalance/merge-back.ts';
import { mergeBack, mergeBackRemade, mergeBackTogether } from '../domain/rebalance/merge-back.ts';
import type { PlacedRecord } from '../domain/rebalance/plan-places.ts';
import { placedKey } from '../domain/rebalance/plan-places.ts';
import type { HangingRecord } from '../domain/rebalance/plan-writes.ts';
import type { HangingObject, TouchedRecord, Values } from '../domain/rebalance/touched-record.ts';
import {
  hangingFields,
  isHanging,
  naturalKey,
  sameValues,
  touchedKey
} from '../domain/rebalance/touched-record.ts';
import type { UndoRow } from '../salesforce/records/undo-rows.ts';

/** A record's values now, by its key; absent where it is not there. */
export type Current = ReadonlyMap<string, Values>;

/** Rows of Sales Territories that the service did not make. */
export function othersPlaced(placed: readonly PlacedRecord[]): Set<string> {
  return new Set(placed.filter(({ isOurs }) => !isOurs).map((one) => placedKey(one)));
}

export interface Wanted extends MergedRecord {
  readonly moveId: string;
  /** Worked out by this run, and so not saved yet. */
  readonly isNew: boolean;
}

export interface Targets {
  readonly wanted: readonly Omit<Wanted, 'moveId'>[];
  /** Rows that others made since, which a change of owner would delete. */
  readonly added: readonly TouchedRecord[];
}

/**
 * Objects of which a try before this one wrote what it wanted. Owners of many records go in one
 * request, so where one bears what that try wanted, the request was served for the others too, which
 * somebody may have changed since. So do teams and shares: a row that is there although its owner
 * was put back, which took it, was written again, and with it the others of its request.
 */
export function servedBefore(saved: readonly UndoRow[], current: Current): ReadonlySet<string> {
  const putBack = saved.filter(
    (row) => !isHanging(row.object) && isPutBack(row, current.get(row.key) ?? null)
  );
  const parents = new Set(putBack.map((row) => ownerRecord(row)));
  const again = saved.filter(
    (row) =>
      isHanging(row.object) &&
      !isWrittenAgain(row) &&
      (row.target ?? null) !== null &&
      parents.has(ownerRecord(row)) &&
      current.has(row.key)
  );
  return new Set([...putBack, ...again].map(({ object }) => object));
}

/** Id of the record itself or, of a team or share row, of the one that it hangs on. */
function ownerRecord({ object, id, accountId, before, written }: TouchedRecord): string {
  if (object === 'Account') return accountId;
  const values = isHanging(object) ? (before ?? written ?? {}) : {};
  return String(values['OpportunityId'] ?? values['AccountId'] ?? id);
}

/** Whether the record bears what a try before this one wanted of it, and that was not what it bore. */
const isPutBack = (row: UndoRow, now: Values | null): boolean =>
  row.target !== undefined && sameValues(now, row.target) && !sameValues(now, row.written);

/**
 * What is wanted of every record of one move.
 * @param served of all moves (`servedBefore`)
 */
export function targetsOf(
  saved: readonly UndoRow[],
  current: Current,
  hanging: readonly HangingRecord[],
  others: ReadonlySet<string>,
  served: ReadonlySet<string>
): Targets {
  const wanted: Omit<Wanted, 'moveId'>[] = [];
  const added: TouchedRecord[] = [];
  const changesOwner = new Set<string>();
  const isAlreadyWritten = new Set<string>();
  const isOthers = new Set<string>();
  const wasPutBack = new Set<string>();
  for (const row of saved) {
    if (isHanging(row.object)) continue;
    const now = current.get(row.key) ?? null;
    const merged =
      row.object === 'Evenfield_Coverage__c'
        ? mergeBackTogether(row, now)
        : row.before === null && others.has(row.key)
          ? { record: row, target: now, isRestored: false, kept: 'somebody else made it' }
          : (remadeOf(row, now) ?? mergeBack(row, now));
    // A run before this one wrote what it wanted, and the record bears it.
    const isDone = isPutBack(row, now);
    wanted.push({ ...(isDone ? asBefore(row, merged) : merged), isNew: !isDone });
    const parent = ownerRecord(row);
    const wasToChange = row.target !== undefined && !sameValues(row.target, row.written);
    if (isWrittenAgain(row) || (wasToChange && served.has(row.object))) wasPutBack.add(parent);
    if (isDone) isAlreadyWritten.add(parent);
    else if (!merged.isRestored) isOthers.add(parent);
    else if (!sameValues(now, merged.target)) changesOwner.add(parent);
  }
  const now = new Map(
    hanging.map(({ object, id, values }) => [
      touchedKey(object, naturalKey(object, values)),
      { object, id, values }
    ])
  );
  const known = new Set<string>();
  for (const row of saved) {
    if (!isHanging(row.object)) continue;
    known.add(row.key);
    const values = row.before ?? row.written ?? {};
    const parent = ownerRecord(row);
    const there = now.get(row.key)?.values ?? null;
    const target = row.target === undefined ? row.before : row.target;
    const remade = remadeOf(row, there);
    if (remade !== null) {
      wanted.push({ ...remade, isNew: true });
      continue;
    }
    const isServed =
      row.target !== undefined &&
      served.has(row.object) &&
      wasPutBack.has(parent) &&
      !isAlreadyWritten.has(parent);
    if (there === null && target !== null && (isWrittenAgain(row) || isServed)) {
      const kept = 'somebody deleted it since';
      wanted.push({ record: row, target: null, isRestored: false, kept, isNew: true });
      continue;
    }
    if (row.target !== undefined && isAlreadyWritten.has(parent)) {
      wanted.push({
        ...asBefore(row, mergeBack(row, row.target)),
        target: row.target,
        isNew: false
      });
      continue;
    }
    // A try before this one put the owner back, which took the row, and somebody changed the owner since.
    if (
      row.target !== undefined &&
      there === null &&
      wasPutBack.has(parent) &&
      !isOwnersOwn(row.object, values, current)
    ) {
      wanted.push({ ...asBefore(row, mergeBack(row, row.target)), isNew: false });
      continue;
    }
    const merged =
      isOthers.has(parent) && isOwnersOwn(row.object, values, current)
        ? {
            record: row,
            target: there,
            isRestored: sameValues(there, row.before),
            kept: 'the person owns the record now'
          }
        : mergeBack(row, there);
    wanted.push({ ...merged, isNew: true });
  }
  for (const [key, { object, id, values }] of now) {
    const parent = String(values['OpportunityId'] ?? values['AccountId']);
    if (known.has(key) || !changesOwner.has(parent)) continue;
    const accountId = saved[0]?.accountId ?? '';
    const record: TouchedRecord = { key, object, id, accountId, before: values, written: values };
    added.push(record);
    wanted.push({ record, target: values, isRestored: true, kept: '', isNew: true });
  }
  return { wanted, added };
}

/** Of a row that a try before this one wanted to stand, that try's change of owner took it, and nobody else. */
const remadeOf = (row: UndoRow, now: Values | null): MergedRecord | null =>
  (row.target ?? null) === null ? mergeBackRemade(row, now, row.text) : null;

/** Whether a run before this one put the row back and said so; where it is gone, it was not the move that deleted it. */
const isWrittenAgain = ({ outcome }: UndoRow): boolean =>
  outcome === 'Restored' || outcome === 'Kept';

/** Whether a team or share row is of the person whom somebody made the owner since: an owner has none. */
function isOwnersOwn(object: HangingObject, values: Values, current: Current): boolean {
  const [, person = ''] = hangingFields[object];
  const parent =
    values['OpportunityId'] === undefined
      ? touchedKey('Account', String(values['AccountId']))
      : touchedKey('Opportunity', String(values['OpportunityId']));
  const now = current.get(parent)?.['OwnerId'] ?? null;
  return now !== null && values[person] === now;
}

/** What a run before had decided, in the words that the merge would use. */
function asBefore(row: UndoRow, merged: MergedRecord): MergedRecord {
  const isRestored = sameValues(row.target ?? null, row.before);
  return {
    record: row,
    target: row.target ?? null,
    isRestored,
    kept: isRestored ? '' : merged.kept === '' ? 'somebody’s change was kept' : merged.kept
  };
}
