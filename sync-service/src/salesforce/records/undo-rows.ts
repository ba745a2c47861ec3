import type {
  TouchedObject,
  TouchedRecord,
  Values
} from '../../domain/rebalance/touched-record.ts';
import { isHanging, isPlaced } from '../../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../connection.ts';
import { id, optionalId, optionalText, readChecked } from './checked.ts';
import { countRows } from '../rest-query.ts';
import { writeRows } from '../write-rows.ts';

const object = 'Evenfield_Undo__c';

/** Outcome of a row that was saved for a move that was not made after all. */
export const untouched = 'Unchanged';

/** A record that a scenario touched, as it is saved. */
export interface UndoRow extends TouchedRecord {
  readonly moveId: string;
  readonly outcome: string;
  /** What a roll back wants; undefined before one has worked it out, null for no row. */
  readonly target: Values | null | undefined;
  /** What was said of it last; null for nothing. */
  readonly text: string | null;
}

const shape = {
  Id: id,
  Key__c: optionalText,
  Move__c: optionalId,
  Account_Id__c: optionalText,
  Object__c: optionalText,
  Record_Id__c: optionalText,
  Before__c: optionalText,
  Written__c: optionalText,
  Target__c: optionalText,
  Outcome__c: optionalText,
  Outcome_Text__c: optionalText
};

const isByKey = (name: string): boolean => isHanging(name) || isPlaced(name);
const keyOf = (rebalanceId: string, key: string): string => `${rebalanceId}:${key}`;

/** Rows of a scenario whose moves meet a condition. @throws OrgError */
export async function readUndo(
  connection: OrgConnection,
  rebalanceId: string,
  moves: string
): Promise<UndoRow[]> {
  const { records } = await readChecked(
    connection,
    { object, where: `Rebalance__c = '${rebalanceId}' AND ${moves}` },
    shape
  );
  return records
    .map((row): UndoRow => ({
      key: (row.Key__c ?? '').slice(rebalanceId.length + 1),
      object: (row.Object__c ?? 'Account') as TouchedObject,
      id: row.Record_Id__c,
      accountId: row.Account_Id__c ?? '',
      moveId: row.Move__c ?? '',
      before: valuesOf(row.Before__c) ?? null,
      written: valuesOf(row.Written__c) ?? null,
      target: valuesOf(row.Target__c),
      outcome: row.Outcome__c ?? 'Saved',
      text: row.Outcome_Text__c
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Whether anything of a scenario was written, or may have been. @throws OrgError */
export async function hasTouched(connection: OrgConnection, rebalanceId: string): Promise<boolean> {
  const where = `Rebalance__c = '${rebalanceId}' AND Outcome__c != '${untouched}'`;
  return (await countRows(connection, { object, where })) > 0;
}

/**
 * Saves what is to be written, before it is. Saving again writes the same rows.
 * @returns why the rows of a move could not all be saved, by the move's id: nothing of it may be written
 * @throws OrgError
 */
export async function saveUndo(
  connection: OrgConnection,
  rebalanceId: string,
  rows: readonly Omit<UndoRow, 'outcome' | 'target' | 'text'>[],
  undoUntil: string
): Promise<Map<string, string>> {
  const report = await writeRows(connection, {
    object,
    operation: 'upsert',
    externalId: 'Key__c',
    columns: [
      'Key__c',
      'Rebalance__c',
      'Move__c',
      'Account_Id__c',
      'Object__c',
      'Record_Id__c',
      'Natural_Key__c',
      'Operation__c',
      'Before__c',
      'Written__c',
      'Outcome__c',
      'Undo_Until__c'
    ],
    rows: rows.map((row) => [
      keyOf(rebalanceId, row.key),
      rebalanceId,
      row.moveId,
      row.accountId,
      row.object,
      row.id,
      isByKey(row.object) ? row.key.slice(row.object.length + 1) : null,
      isByKey(row.object) ? (row.before === null ? 'Inserted' : 'Removed') : 'Updated',
      textOf(row.before),
      textOf(row.written),
      'Saved',
      undoUntil
    ])
  });
  return new Map(
    report.failures.map(({ row, message, code }) => [
      rows[row]?.moveId ?? '',
      `What it was before could not be saved, so nothing was written: ${message ?? code ?? 'no reason given'}`
    ])
  );
}

/** Saves what a roll back wants of each record, before it writes. @throws OrgError, Error where a row is refused */
export async function saveTargets(
  connection: OrgConnection,
  rebalanceId: string,
  rows: readonly { readonly key: string; readonly target: Values | null }[]
): Promise<void> {
  const report = await writeRows(connection, {
    object,
    operation: 'upsert',
    externalId: 'Key__c',
    columns: ['Key__c', 'Target__c'],
    rows: rows.map((row) => [keyOf(rebalanceId, row.key), textOf(row.target)])
  });
  const [failure] = report.failures;
  if (failure !== undefined)
    throw new Error(
      `${String(report.failures.length)} targets could not be saved, so nothing was rolled back: ${failure.message ?? failure.code ?? 'no reason given'}`
    );
}

/** Writes what became of records. @throws OrgError */
export async function markUndo(
  connection: OrgConnection,
  rebalanceId: string,
  rows: readonly { readonly key: string; readonly outcome: string; readonly text: string | null }[]
): Promise<void> {
  await writeRows(connection, {
    object,
    operation: 'upsert',
    externalId: 'Key__c',
    columns: ['Key__c', 'Outcome__c', 'Outcome_Text__c'],
    rows: rows.map((row) => [keyOf(rebalanceId, row.key), row.outcome, row.text])
  });
}

/** An empty cell is "not yet"; no row is the word null. */
function textOf(values: Values | null): string {
  return JSON.stringify(values);
}

function valuesOf(text: string | null): Values | null | undefined {
  return text === null ? undefined : (JSON.parse(text) as Values | null);
}
