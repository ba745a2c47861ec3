import { z } from 'zod';
import type { OrgConnection } from './connection.ts';
import { OrgError } from './errors.ts';
import { patiently, pause } from './retry.ts';
import type { CsvPage, RowsQuery, TakePage } from './rows.ts';
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
/** Wide rows come in as few pages as narrow ones, lest their stream be the last and alone. */
const leastPageRows = 8_000;

/** Rows to ask for in one page of so many columns. */
export function bulkPageRows(columns: number): number {
  return Math.min(mostPageRows, Math.max(leastPageRows, Math.ceil(pageCells / columns)));
}

const firstPollMilliseconds = 50;
const longestPollMilliseconds = 5_000;
/** A job's end is noticed within a tenth of its time. */
const pollGrowth = 1.1;

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
 * Waits for the job and reads its pages by `Sforce-Locator`; the next page is under way while one
 * is taken. Each page is held against the rows that its header counts, and all against the job's
 * own count; a short page is fetched again.
 * @returns rows read
 * @throws OrgError
 */
export async function readQueryJob(
  connection: OrgConnection,
  query: RowsQuery,
  id: string,
  take: TakePage
): Promise<number> {
  const about = `Reading ${query.object} in bulk`;
  const expected = await completed(connection, id, about);
  const path = (locator: string | null): string =>
    `/jobs/query/${id}/results?maxRecords=${String(bulkPageRows(query.columns.length))}${locator === null ? '' : `&locator=${encodeURIComponent(locator)}`}`;
  let at: string | null = null;
  let fetched = fetchPage(connection, path(null), about);
  let read = 0;
  for (;;) {
    const page = await fetched;
    const here: string = path(at);
    at = page.locator;
    if (at !== null) {
      fetched = fetchPage(connection, path(at), about);
      // Awaited in the next round; until then a refusal has no other listener.
      fetched.catch(() => undefined);
    }
    read += await takeWhole(page, take, () => fetchPage(connection, here, about));
    if (at === null) break;
  }
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

interface FetchedPage extends CsvPage {
  readonly locator: string | null;
}

async function takeWhole(
  first: FetchedPage,
  take: TakePage,
  again: () => Promise<FetchedPage>
): Promise<number> {
  let page: FetchedPage | null = first;
  return patiently(async () => {
    const { csv, counted } = page ?? (await again());
    page = null;
    return take({ csv, counted });
  });
}

async function fetchPage(
  connection: OrgConnection,
  path: string,
  about: string
): Promise<FetchedPage> {
  const answer = await connection.send({
    method: 'GET',
    path,
    about,
    headers: { accept: 'text/csv' },
    packed: true
  });
  const counted = Number(answer.headers['sforce-numberofrecords'] ?? NaN);
  const next = answer.headers['sforce-locator'];
  return {
    csv: answer.packed ?? { bytes: new TextEncoder().encode(answer.text), isGzip: false },
    counted: Number.isNaN(counted) ? null : counted,
    locator: next === undefined || next === 'null' ? null : next
  };
}

async function completed(
  connection: OrgConnection,
  id: string,
  about: string
): Promise<number | null> {
  for (
    let wait = firstPollMilliseconds;
    ;
    wait = Math.min(longestPollMilliseconds, wait * pollGrowth)
  ) {
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
