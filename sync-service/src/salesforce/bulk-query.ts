import { inferSchema, initParser } from 'udsv';
import { z } from 'zod';
import type { OrgConnection } from './connection.ts';
import { OrgError } from './errors.ts';
import { patiently, pause } from './retry.ts';
import type { RowsQuery, TakeRow } from './rows.ts';
import { soqlOf } from './rows.ts';

const job = z.object({
  id: z.string(),
  state: z.enum(['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Aborted', 'Failed']),
  numberRecordsProcessed: z.number().optional(),
  errorMessage: z.string().nullish()
});

/** Cells a page: large enough to spare calls, small enough for a page's text and rows to stay at some tens of megabytes. */
const pageCells = 150_000;
const mostPageRows = 40_000;

/** Rows to ask for in one page of so many columns. */
export function bulkPageRows(columns: number): number {
  return Math.min(mostPageRows, Math.ceil(pageCells / columns));
}

const firstPollMilliseconds = 50;
const longestPollMilliseconds = 5_000;

/** Makes a query job. @throws OrgError */
export async function createQueryJob(connection: OrgConnection, query: RowsQuery): Promise<string> {
  const body = JSON.stringify({
    operation: 'query',
    query: soqlOf(query),
    columnDelimiter: 'COMMA',
    lineEnding: 'LF'
  });
  const created = await connection.json(
    { method: 'POST', path: '/jobs/query', body, about: `Reading ${query.object} in bulk` },
    job
  );
  return created.id;
}

/**
 * Waits for the job and reads its pages by `Sforce-Locator`. Each page is held against the rows
 * that its header counts, and all against the job's own count; a short page is fetched again.
 * @returns rows read
 * @throws OrgError
 */
export async function readQueryJob(
  connection: OrgConnection,
  query: RowsQuery,
  id: string,
  take: TakeRow
): Promise<number> {
  const about = `Reading ${query.object} in bulk`;
  const expected = await completed(connection, id, about);
  let locator: string | null = null;
  let read = 0;
  do {
    const place: string = locator === null ? '' : `&locator=${encodeURIComponent(locator)}`;
    const path = `/jobs/query/${id}/results?maxRecords=${String(bulkPageRows(query.columns.length))}${place}`;
    const page: Page = await patiently(() =>
      readPage(connection, path, about, query.columns.length)
    );
    for (const cells of page.rows) take(cells);
    read += page.rows.length;
    locator = page.locator;
  } while (locator !== null);
  if (expected !== null && read !== expected)
    throw new OrgError(
      'transient',
      'SHORT_RESULT',
      `${about}: ${String(read)} rows came of ${String(expected)}`,
      'The answer was cut short; the service reads it again.'
    );
  await connection.send({ method: 'DELETE', path: `/jobs/query/${id}`, about });
  return read;
}

interface Page {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly locator: string | null;
}

async function readPage(
  connection: OrgConnection,
  path: string,
  about: string,
  columns: number
): Promise<Page> {
  const answer = await connection.send({
    method: 'GET',
    path,
    about,
    headers: { accept: 'text/csv' }
  });
  const rows = parseCsv(answer.text, columns, about);
  const counted = Number(answer.headers['sforce-numberofrecords'] ?? NaN);
  if (!Number.isNaN(counted) && counted !== rows.length)
    throw new OrgError(
      'transient',
      'SHORT_PAGE',
      `${about}: a page came with ${String(rows.length)} rows of ${String(counted)}`,
      'The answer was cut short; the service reads it again.'
    );
  const next = answer.headers['sforce-locator'];
  return { rows, locator: next === undefined || next === 'null' ? null : next };
}

/**
 * Rows of a CSV page without its header; empty cells are null.
 * @throws OrgError SHORT_PAGE for a row that is cut off
 */
export function parseCsv(text: string, columns: number, about: string): (string | null)[][] {
  if (text.trim() === '') return [];
  const end = text.indexOf('\n');
  if (end < 0 || end === text.length - 1) return [];
  const parser = initParser(inferSchema(text, { col: ',', row: '\n', encl: '"' }));
  const rows = parser.stringArrs(text) as (string | null)[][];
  for (const row of rows) {
    if (row.length !== columns)
      throw new OrgError(
        'transient',
        'SHORT_PAGE',
        `${about}: a row came with ${String(row.length)} of ${String(columns)} columns`,
        'The answer was cut short; the service reads it again.'
      );
    for (let place = 0; place < columns; place += 1) if (row[place] === '') row[place] = null;
  }
  if (!text.endsWith('\n'))
    throw new OrgError(
      'transient',
      'SHORT_PAGE',
      `${about}: the last row of a page is cut off`,
      'The answer was cut short; the service reads it again.'
    );
  return rows;
}

async function completed(
  connection: OrgConnection,
  id: string,
  about: string
): Promise<number | null> {
  for (let wait = firstPollMilliseconds; ; wait = Math.min(longestPollMilliseconds, wait * 1.5)) {
    const status = await connection.json({ method: 'GET', path: `/jobs/query/${id}`, about }, job);
    if (status.state === 'JobComplete') return status.numberRecordsProcessed ?? null;
    if (status.state === 'Failed' || status.state === 'Aborted')
      throw new OrgError(
        'transient',
        `JOB_${status.state.toUpperCase()}`,
        `${about}: the job ${status.state.toLowerCase()}: ${status.errorMessage ?? 'without a message'}`,
        'Run again; when it happens again, look at the job in Setup, Bulk Data Load Jobs.'
      );
    await pause(wait);
  }
}
