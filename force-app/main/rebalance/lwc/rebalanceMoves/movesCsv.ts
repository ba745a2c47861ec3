import type { MoveRow } from './moveRows';

/** Columns of an exported list, each with its heading. */
export type MoveColumns = readonly (readonly [heading: string, cell: (row: MoveRow) => string])[];

/** A spreadsheet takes what begins so for a formula. */
const formula = /^[=+\-@\t\r]/;

function cellOf(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows as CSV (RFC 4180), with a byte order mark so that spreadsheets read it as UTF-8. */
export function movesCsv(rows: readonly MoveRow[], columns: MoveColumns): string {
  const lines = [
    columns.map(([heading]) => cellOf(heading)),
    ...rows.map((row) => columns.map(([, cell]) => cellOf(cell(row))))
  ];
  return `\uFEFF${lines.map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}
