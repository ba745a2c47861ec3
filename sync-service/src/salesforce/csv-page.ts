import { inferSchema, initParser } from 'udsv';
import { OrgError } from './errors.ts';

/** A page that did not come whole: it is asked for again. */
export const cut = (about: string, what: string): OrgError =>
  new OrgError(
    'transient',
    'SHORT_PAGE',
    `${about}: ${what}`,
    'The answer was cut short; the service reads it again.'
  );

/**
 * Rows of a CSV page without its header; empty cells are null.
 * @param counted rows that the answer's header counts, null where it does not tell
 * @throws OrgError SHORT_PAGE for a row that is cut off or a count that does not hold
 */
export function parseCsv(
  text: string,
  columns: number,
  about: string,
  counted: number | null = null
): (string | null)[][] {
  const rows = linesOf(text, columns, about);
  if (counted !== null && counted !== rows.length)
    throw cut(about, `a page came with ${String(rows.length)} rows of ${String(counted)}`);
  return rows;
}

function linesOf(text: string, columns: number, about: string): (string | null)[][] {
  if (text.trim() === '') return [];
  const end = text.indexOf('\n');
  if (end < 0 || end === text.length - 1) return [];
  if (columns === 1) return loneColumn(text, about);
  const rows: (string | null)[][] = [];
  parseRows(
    text,
    columns,
    (what) => cut(about, what),
    (row) => {
      rows.push(row);
    }
  );
  if (!text.endsWith('\n')) throw cut(about, 'the last row of a page is cut off');
  return rows;
}

function parseRows(
  text: string,
  columns: number,
  fault: (what: string) => Error,
  take: (row: (string | null)[]) => void
): void {
  const parser = initParser(inferSchema(text, { col: ',', row: '\n', encl: '"' }));
  parser.stringArrs(text, (cells) => {
    const row: (string | null)[] = cells;
    if (row.length !== columns)
      throw fault(`a row came with ${String(row.length)} of ${String(columns)} columns`);
    for (let place = 0; place < columns; place += 1) if (row[place] === '') row[place] = null;
    take(row);
    return true;
  });
}

/**
 * Whether a page has as many lines as its answer counts rows: then no cell holds a line break and
 * nothing is cut off. Looked at before a row is parsed, because it costs next to nothing.
 */
export function isPlainlyWhole(
  text: string,
  columns: number,
  counted: number | null
): counted is number {
  if (counted === null || columns === 1 || !text.endsWith('\n')) return false;
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines === counted + 1;
}

/**
 * Takes the rows of a page that is plainly whole one after another, none of them kept.
 * @returns rows taken
 * @throws Error where the page was cut after all, its cells holding as many line breaks as rows
 * were missing: rows were taken by then, so that the run ends and is begun again
 */
export function eachRow(
  text: string,
  columns: number,
  about: string,
  counted: number,
  take: (row: (string | null)[]) => void
): number {
  // No SHORT_PAGE: that would have the page read again, and its first rows are taken.
  const fault = (what: string): Error => new Error(`${about}: ${what}`);
  let rows = 0;
  parseRows(text, columns, fault, (row) => {
    rows += 1;
    take(row);
  });
  if (rows !== counted) throw fault(`a page came with ${String(rows)} rows of ${String(counted)}`);
  return rows;
}

const loneCell = /(?:"((?:[^"]|"")*)"|([^"\n]*))\n/gy;

/** udsv 0.7 takes every line of a quoted column without a neighbour for one row. */
function loneColumn(text: string, about: string): (string | null)[][] {
  const cells = [...text.matchAll(loneCell)];
  const last = cells.at(-1);
  if (last === undefined || last.index + last[0].length !== text.length)
    throw cut(about, 'the last row of a page is cut off');
  return cells.slice(1).map(([, quoted, plain]) => {
    const cell = quoted?.replaceAll('""', '"') ?? plain ?? '';
    return [cell === '' ? null : cell];
  });
}
