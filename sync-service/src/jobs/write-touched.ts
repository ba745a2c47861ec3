import type { HangingObject, TouchedObject, Values } from '../domain/rebalance/touched-record.ts';
import { hangingFields, isHanging } from '../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { writeRows } from '../salesforce/write-rows.ts';

/** A record to be written as it should stand; null for a row that should not be there. */
export interface WantedRecord {
  readonly key: string;
  readonly object: TouchedObject;
  readonly id: string | null;
  readonly values: Values | null;
}

/** Why a record could not be written, by its key. */
export type Refusals = Map<string, string>;

/**
 * Writes records of one object: by id; hanging rows anew, which changes the one that is there for
 * the same person. Every request bears Sforce-Auto-Assign: false (`connection.ts`).
 * @throws OrgError when the org refuses the whole
 */
export async function writeTouched(
  connection: OrgConnection,
  object: TouchedObject,
  wanted: readonly WantedRecord[]
): Promise<Refusals> {
  const refusals: Refusals = new Map();
  const rows = wanted.filter((record) => record.object === object && record.values !== null);
  if (rows.length === 0) return refusals;
  const columns = isHanging(object) ? hangingColumns(object) : Object.keys(rows[0]?.values ?? {});
  const report = await writeRows(connection, {
    object,
    operation: isHanging(object) ? 'insert' : 'update',
    ...(object === 'Account' || object === 'Case' ? { rules: 'leave' } : {}),
    columns: isHanging(object) ? columns : ['Id', ...columns],
    rows: rows.map(({ id, values }) => {
      const cells = columns.map((name) => {
        const value = values?.[name] ?? null;
        // A new row takes no empty level: the org gives it the least that it allows.
        return value === null && isHanging(object) ? undefined : value;
      });
      return isHanging(object) ? cells : [id, ...cells];
    })
  });
  for (const failure of report.failures)
    refusals.set(
      rows[failure.row]?.key ?? '',
      `${object}: ${failure.message ?? failure.code ?? 'refused'}`
    );
  return refusals;
}

function hangingColumns(object: HangingObject): readonly string[] {
  return hangingFields[object];
}
