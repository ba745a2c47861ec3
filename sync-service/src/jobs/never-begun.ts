import type { AccountState } from '../domain/rebalance/plan-writes.ts';
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
