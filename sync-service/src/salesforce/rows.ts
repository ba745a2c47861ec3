import { cut, eachRow, isPlainlyWhole, parseCsv } from './csv-page.ts';
import type { PackedBody } from './packed-body.ts';
import { unpacked } from './packed-body.ts';

/** A table's cells as text: one shape for what plain and Bulk queries give. */
export type Cells = readonly (string | null)[];

export interface RowsQuery {
  readonly object: string;
  /** Columns as the query names them; parents as `Parent.Name`. */
  readonly columns: readonly string[];
  /** The condition, without WHERE. */
  readonly where?: string;
}

/** A page of CSV as it came over the wire, with the count of its header. */
export interface CsvPage {
  readonly csv: PackedBody;
  readonly counted: number | null;
}

/** Rows as they came, in CSV or in cells. Can be handed to a thread. */
export type Page = CsvPage | { readonly rows: readonly Cells[] };

/** What of a page can change hands without being copied. */
export function memoryOfPage(page: Page): ArrayBuffer[] {
  return 'csv' in page ? [page.csv.bytes.buffer] : [];
}

/** Takes a page whole or not at all. @returns rows taken @throws OrgError SHORT_PAGE for one that is cut */
export type TakePage = (page: Page) => number | Promise<number>;

/** Takes one row; its cells are in the order of the query's columns and must not be kept. */
export type TakeRow = (cells: Cells) => void;

/** Takes pages row by row, each page only when it is whole. */
export function rowByRow(query: RowsQuery, take: TakeRow): (page: Page) => number {
  const columns = query.columns.length;
  const about = `Reading ${query.object} in bulk`;
  return (page) => {
    if ('rows' in page) {
      for (const cells of page.rows) take(cells);
      return page.rows.length;
    }
    const { counted } = page;
    const text = textOf(page.csv, about);
    if (isPlainlyWhole(text, columns, counted)) return eachRow(text, columns, about, counted, take);
    const rows = parseCsv(text, columns, about, counted);
    for (const cells of rows) take(cells);
    return rows.length;
  };
}

function textOf(csv: PackedBody, about: string): string {
  try {
    return unpacked(csv);
  } catch (error) {
    throw cut(about, `a page cannot be unpacked: ${String(error)}`);
  }
}

export function soqlOf(query: RowsQuery): string {
  const where = query.where === undefined ? '' : ` WHERE ${query.where}`;
  return `SELECT ${query.columns.join(', ')} FROM ${query.object}${where}`;
}
