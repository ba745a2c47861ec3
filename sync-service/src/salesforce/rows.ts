import { parseCsv } from './csv-page.ts';

/** A table's cells as text: one shape for what plain and Bulk queries give. */
export type Cells = readonly (string | null)[];

export interface RowsQuery {
  readonly object: string;
  /** Columns as the query names them; parents as `Parent.Name`. */
  readonly columns: readonly string[];
  /** The condition, without WHERE. */
  readonly where?: string;
}

/** Rows as they came: a page of CSV with the count of its header, or cells. Can be handed to a thread. */
export type Page =
  { readonly csv: string; readonly counted: number | null } | { readonly rows: readonly Cells[] };

/** Takes a page whole or not at all. @returns rows taken @throws OrgError SHORT_PAGE for one that is cut */
export type TakePage = (page: Page) => number | Promise<number>;

/** Takes one row; its cells are in the order of the query's columns and must not be kept. */
export type TakeRow = (cells: Cells) => void;

/** Takes pages row by row, each page only when it is whole. */
export function rowByRow(query: RowsQuery, take: TakeRow): (page: Page) => number {
  return (page) => {
    const rows =
      'rows' in page
        ? page.rows
        : parseCsv(page.csv, query.columns.length, `Reading ${query.object} in bulk`, page.counted);
    for (const cells of rows) take(cells);
    return rows.length;
  };
}

export function soqlOf(query: RowsQuery): string {
  const where = query.where === undefined ? '' : ` WHERE ${query.where}`;
  return `SELECT ${query.columns.join(', ')} FROM ${query.object}${where}`;
}
