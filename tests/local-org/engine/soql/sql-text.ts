import type { FieldValue } from '../types.ts';

/**
 * Values go into the SQL as literals: a query is compiled once for one run, and a piece of SQL
 * that carries its values can be put anywhere without counting parameters.
 */
export function textLiteral(value: string): string {
  return `'${value.replaceAll('\u0000', '').replaceAll("'", "''")}'`;
}

export function valueLiteral(value: FieldValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'number' ? String(value) : textLiteral(value);
}

/** A list as a table of one column; the left operand's collation decides how IN compares. */
export function listTable(values: readonly (string | number)[]): string {
  return `(SELECT value FROM json_each(${textLiteral(JSON.stringify(values))}))`;
}

/** A table's or column's name, quoted: names such as Group and Order are words of SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
