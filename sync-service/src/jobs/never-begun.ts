import type { AccountState } from '../domain/rebalance/plan-writes.ts';
import { isHanging, naturalKey, touchedKey } from '../domain/rebalance/touched-record.ts';
import type { UndoRow } from '../salesforce/records/undo-rows.ts';

/**
 * Undo rows of moves that a killed try had saved and never came to write. Owners of many accounts go
 * in one request, so where somebody else has changed an owner since, the other accounts tell whether
 * that request was served: if none of them bears what was to be written and some bear what was there
 * before, it was not, and the team that the account lost was taken by somebody else's change. An
 * account alone tells nothing, and counts as written.
 * @param savedOf undo rows by move, of moves that are not done yet
 */
export function neverBegun(
  savedOf: ReadonlyMap<string, readonly UndoRow[]>,
  states: ReadonlyMap<string, AccountState>
): UndoRow[] {
  const foreign: UndoRow[] = [];
  let isBefore = false;
  for (const rows of savedOf.values()) {
    const owner = ownerNow(rows, states);
    if (owner === 'written') return [];
    if (owner === 'before') isBefore = true;
    if (owner === 'foreign') foreign.push(...rows);
  }
  return isBefore ? foreign : [];
}

/**
 * Undo rows of teams and shares that our change of owner took and that no try came to write again
 * before somebody else changed the owner, so that they are missing as we left them. That is told by
 * the accounts of the same requests, too: where rows of one object should have been written again
 * and none is there, the request was not served. With no such row elsewhere they count as written.
 * @param savedOf undo rows by move, of moves that are not done yet
 */
export function neverWrittenAgain(
  savedOf: ReadonlyMap<string, readonly UndoRow[]>,
  states: ReadonlyMap<string, AccountState>
): UndoRow[] {
  const there = new Set(
    [...states.values()].flatMap(({ hanging }) =>
      hanging.map(({ object, values }) => touchedKey(object, naturalKey(object, values)))
    )
  );
  const served = new Map<string, boolean>();
  const missing: UndoRow[] = [];
  for (const rows of savedOf.values()) {
    const owner = ownerNow(rows, states);
    if (owner !== 'written' && owner !== 'foreign') continue;
    for (const row of rows) {
      const { object, key, before, written } = row;
      if (!isHanging(object) || before === null || written === null) continue;
      const isThere = there.has(key);
      if (owner === 'written') served.set(object, isThere || served.get(object) === true);
      else if (!isThere) missing.push(row);
    }
  }
  return missing.filter(({ object }) => served.get(object) === false);
}

/** Whose owner an account has now, by the undo rows of its move; null where the move changes no owner. */
function ownerNow(
  rows: readonly UndoRow[],
  states: ReadonlyMap<string, AccountState>
): 'before' | 'written' | 'foreign' | null {
  const row = rows.find(({ object }) => object === 'Account');
  const [was, written] = [row?.before?.['OwnerId'], row?.written?.['OwnerId']];
  if (row === undefined || was === written) return null;
  const now = states.get(row.accountId)?.ownerId;
  return now === written ? 'written' : now === was ? 'before' : 'foreign';
}
