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
  const foreign: string[] = [];
  let before = 0;
  for (const [moveId, rows] of savedOf) {
    const row = rows.find(({ object }) => object === 'Account');
    const now = states.get(row?.accountId ?? '')?.ownerId;
    const [was, written] = [row?.before?.['OwnerId'], row?.written?.['OwnerId']];
    if (row === undefined || was === written) continue;
    if (now === written) return [];
    if (now === was) before += 1;
    else foreign.push(moveId);
  }
  return before === 0 ? [] : foreign.flatMap((moveId) => savedOf.get(moveId) ?? []);
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
  const expected = new Map<string, { missing: number; there: number }>();
  const missing: UndoRow[] = [];
  for (const rows of savedOf.values()) {
    const row = rows.find(({ object }) => object === 'Account');
    const now = states.get(row?.accountId ?? '')?.ownerId;
    const [was, written] = [row?.before?.['OwnerId'], row?.written?.['OwnerId']];
    if (was === written || now === was) continue;
    const again = rows.filter(
      (one) => isHanging(one.object) && one.before !== null && one.written !== null
    );
    if (now !== written) missing.push(...again.filter(({ key }) => !there.has(key)));
    else
      for (const { object, key } of again) {
        const count = expected.get(object) ?? { missing: 0, there: 0 };
        expected.set(object, count);
        if (there.has(key)) count.there += 1;
        else count.missing += 1;
      }
  }
  return missing.filter(({ object }) => {
    const count = expected.get(object);
    return count !== undefined && count.there === 0;
  });
}
