/** A cell to send: null clears the field, undefined leaves it as it is. */
export type SendCell = string | number | boolean | null | undefined;

/** A cell as Bulk API 2.0 takes it: `#N/A` clears, empty leaves. */
export function csvCell(value: SendCell): string {
  if (value === undefined) return '';
  if (value === null || value === '') return '#N/A';
  if (typeof value !== 'string') return String(value);
  return /[",\n\r]/.test(value) || value !== value.trim()
    ? `"${value.replaceAll('"', '""')}"`
    : value;
}

/** A line of cells with its end. */
export function csvLine(cells: readonly SendCell[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}
