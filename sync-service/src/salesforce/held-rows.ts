import type { ResultRow, ResultValue } from '../domain/core/result.ts';
import type { OrgConnection } from './connection.ts';
import { readRows } from './read-rows.ts';
import type { SendCell } from './csv-text.ts';

/** Rows that the org holds of a small object, by key, with the columns that `wanted` would write. */
export async function readHeld(
  connection: OrgConnection,
  object: string,
  keyColumn: string,
  wanted: readonly ResultRow[],
  where?: string
): Promise<{ held: Map<string, Record<string, ResultValue>>; read: number }> {
  const held = new Map<string, Record<string, ResultValue>>();
  const samples = new Map<string, ResultValue>();
  for (const row of wanted)
    for (const [name, value] of Object.entries(row.values))
      if (!samples.has(name) || value !== null) samples.set(name, samples.get(name) ?? value);
  if (samples.size === 0) return { held, read: 0 };
  const names = [...samples.keys()].filter((name) => name !== keyColumn);
  const columns = [keyColumn, ...names];
  const read = await readRows(
    connection,
    { object, columns, ...(where === undefined ? {} : { where }) },
    (cells) => {
      const key = cells[0];
      if (key === null || key === undefined) return;
      held.set(
        key,
        Object.fromEntries(
          names.map((name, place) => [
            name,
            typed(cells[place + 1] ?? null, samples.get(name) ?? null)
          ])
        )
      );
    }
  );
  return { held, read };
}

/** A cell in the type of the value that would be written. */
function typed(cell: string | null, sample: ResultValue): ResultValue {
  if (typeof sample === 'boolean') return cell === 'true';
  if (cell === null) return null;
  return typeof sample === 'number' ? Number(cell) : cell;
}

/** Rows as a table to write: identity first, undefined where a row does not change a column. */
export function tableOf(
  rows: readonly ResultRow[],
  identity: 'Id' | 'Key__c'
): { columns: string[]; rows: SendCell[][] } {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.values)))].filter(
    (name) => name !== identity
  );
  return {
    columns: [identity, ...names],
    rows: rows.map((row) => [
      identity === 'Id' ? row.id : row.key,
      ...names.map((name) => row.values[name])
    ])
  };
}
