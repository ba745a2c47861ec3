import type { AccountTable, Column } from './columns.ts';

/** Column of an account field by API name; ids, names and owners are fields as well. Null where it was not read. */
export function accountColumn(accounts: AccountTable, field: string): Column | null {
  const key = field.toLowerCase();
  if (key === 'ownerid') return accounts.owner;
  return accounts.fields.get(key) ?? null;
}

/** Text at a row of a text column, or null. */
export function textAt(column: Column | null, index: number): string | null {
  if (column === null || column.kind !== 'text') return null;
  return column.dictionary[column.codes[index] ?? -1] ?? null;
}

/** Number at a row of a number column; NaN where there is none. */
export function numberAt(column: Column | null, index: number): number {
  return column !== null && (column.kind === 'number' || column.kind === 'date')
    ? (column.values[index] ?? NaN)
    : NaN;
}
