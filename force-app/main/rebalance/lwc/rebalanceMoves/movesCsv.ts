import type { MoveRow } from './moveRows';

/** Columns of an exported list, each with its heading. */
export type MoveColumns = readonly (readonly [heading: string, cell: (row: MoveRow) => string])[];

/** The rows as lines of cells, their headings first. */
export function movesLines(rows: readonly MoveRow[], columns: MoveColumns): string[][] {
  return [
    columns.map(([heading]) => heading),
    ...rows.map((row) => columns.map(([, cell]) => cell(row)))
  ];
}
