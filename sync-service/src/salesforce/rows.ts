/** A table's cells as text: one shape for what plain and Bulk queries give. */
export type Cells = readonly (string | null)[];

export interface RowsQuery {
  readonly object: string;
  /** Columns as the query names them; parents as `Parent.Name`. */
  readonly columns: readonly string[];
  /** The condition, without WHERE. */
  readonly where?: string;
}

/** Takes one row; its cells are in the order of the query's columns and must not be kept. */
export type TakeRow = (cells: Cells) => void;

export function soqlOf(query: RowsQuery): string {
  const where = query.where === undefined ? '' : ` WHERE ${query.where}`;
  return `SELECT ${query.columns.join(', ')} FROM ${query.object}${where}`;
}
