import { remadeText } from '../domain/rebalance/merge-back.ts';
import { placedKey } from '../domain/rebalance/plan-places.ts';
import {
  hangingFields,
  isPlaced,
  naturalKey,
  touchedKey
} from '../domain/rebalance/touched-record.ts';
import type { HangingObject } from '../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readHangingOf } from '../salesforce/records/account-states.ts';
import { readPlaced } from '../salesforce/records/placed-rows.ts';
import { readRebalances } from '../salesforce/records/rebalances.ts';
import type { UndoRow } from '../salesforce/records/undo-rows.ts';
import { markUndo, readUndo } from '../salesforce/records/undo-rows.ts';

/**
 * Looks at what applied scenarios ended and may still put back: teams, shares, associations. One that
 * somebody has made anew is marked, so that a roll back leaves it away should she take it away again:
 * deleted rows of these reach no recycle bin, and their natural keys are in no log of the platform.
 * @param today YYYY-MM-DD; scenarios past their undo date are left alone
 * @returns how many were marked, in words; empty for none
 * @throws OrgError
 */
export async function watchUndo(connection: OrgConnection, today: string): Promise<string> {
  const applied = await readRebalances(
    connection,
    `Status__c IN ('Applied', 'Applying', 'Cancelled') AND Mode__c IN ('Owner', 'ETM') AND Undo_Until__c >= ${today}`
  );
  let marked = 0;
  for (const { id } of applied) {
    const ended = (
      await readUndo(connection, id, "Operation__c = 'Removed' AND Outcome__c = 'Written'")
    ).filter(({ written, text }) => written === null && text !== remadeText);
    const there = await rowsThere(connection, ended);
    const remade = ended.filter(({ key }) => there.has(key));
    await markUndo(
      connection,
      id,
      remade.map(({ key }) => ({ key, outcome: 'Written', text: remadeText }))
    );
    marked += remade.length;
  }
  return marked === 0
    ? ''
    : `Undo: ${String(marked)} members or associations that scenarios ended were made anew by people; a roll back leaves them as people do.`;
}

/** Keys of the rows that stand now of what these hang on. */
async function rowsThere(
  connection: OrgConnection,
  ended: readonly UndoRow[]
): Promise<Set<string>> {
  const there = new Set<string>();
  for (const object of Object.keys(hangingFields) as HangingObject[]) {
    const [parent = ''] = hangingFields[object];
    const parents = ended.flatMap((row) =>
      row.object === object ? [String(row.before?.[parent])] : []
    );
    for (const { values } of await readHangingOf(connection, object, [...new Set(parents)]))
      there.add(touchedKey(object, naturalKey(object, values)));
  }
  const placed = ended.flatMap(({ object, accountId }) => (isPlaced(object) ? [accountId] : []));
  for (const rows of (await readPlaced(connection, [...new Set(placed)])).values())
    for (const row of rows) there.add(placedKey(row));
  return there;
}
