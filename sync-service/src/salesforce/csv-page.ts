import { inferSchema, initParser } from 'udsv';
import { OrgError } from './errors.ts';

const cut = (about: string, what: string): OrgError =>
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
  const parser = initParser(inferSchema(text, { col: ',', row: '\n', encl: '"' }));
  const rows = parser.stringArrs(text) as (string | null)[][];
  for (const row of rows) {
    if (row.length !== columns)
      throw cut(about, `a row came with ${String(row.length)} of ${String(columns)} columns`);
    for (let place = 0; place < columns; place += 1) if (row[place] === '') row[place] = null;
  }
  if (!text.endsWith('\n')) throw cut(about, 'the last row of a page is cut off');
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
