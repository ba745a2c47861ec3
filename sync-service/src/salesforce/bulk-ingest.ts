import { z } from 'zod';
import { parseCsv } from './csv-page.ts';
import type { OrgConnection } from './connection.ts';
import { csvLine } from './csv-text.ts';
import { OrgError } from './errors.ts';
import { patiently, pause } from './retry.ts';
import type { RowOutcome, RowsToWrite } from './write-types.ts';

const job = z.object({
  id: z.string(),
  state: z.enum(['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Aborted', 'Failed']),
  object: z.string().optional(),
  createdById: z.string().optional(),
  numberRecordsProcessed: z.number().optional(),
  numberRecordsFailed: z.number().optional(),
  errorMessage: z.string().nullish()
});
const jobs = z.object({
  done: z.boolean(),
  records: z.array(job),
  nextRecordsUrl: z.string().nullish()
});

/** An upload may have 100 MB before encoding; ours stay small enough to be held in memory twice. */
const mostBytes = 24_000_000;
const firstPollMilliseconds = 50;
const longestPollMilliseconds = 5_000;
/** A job's end is noticed within a tenth of its time. */
const pollGrowth = 1.1;

/** Writes rows by Bulk API 2.0, a job after another, so that no two lock the same parent. */
export async function ingest(connection: OrgConnection, work: RowsToWrite): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  let lines: Uint8Array[] = [];
  let bytes = 0;
  let first = 0;
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return;
    outcomes.push(...(await ingestOnce(connection, work, lines, first)));
    first += lines.length;
    lines = [];
    bytes = 0;
  };
  for (const [place, row] of work.rows.entries()) {
    const line = work.lines?.[place] ?? Buffer.from(csvLine(row), 'utf8');
    if (bytes + line.length > mostBytes) await flush();
    lines.push(line);
    bytes += line.length;
  }
  await flush();
  return outcomes;
}

async function ingestOnce(
  connection: OrgConnection,
  work: RowsToWrite,
  lines: readonly Uint8Array[],
  first: number
): Promise<RowOutcome[]> {
  const about = `Writing ${work.object} in bulk`;
  const description = {
    object: work.object,
    operation: work.operation,
    contentType: 'CSV',
    lineEnding: 'LF',
    columnDelimiter: 'COMMA',
    ...(work.operation === 'upsert' ? { externalIdFieldName: work.externalId } : {})
  };
  const { id } = await connection.json(
    { method: 'POST', path: '/jobs/ingest', body: JSON.stringify(description), about },
    job
  );
  const body = Buffer.concat([Buffer.from(csvLine(work.columns), 'utf8'), ...lines]);
  await upload(connection, id, body, about);
  await closeUpload(connection, id, about);
  const done = await finished(connection, id, about);
  if (done.state !== 'JobComplete')
    throw new OrgError(
      'transient',
      `JOB_${done.state.toUpperCase()}`,
      `${about}: the job ${done.state.toLowerCase()}: ${done.errorMessage ?? 'without a message'}`,
      'Run again; when it happens again, look at the job in Setup, Bulk Data Load Jobs.'
    );
  return outcomesOf(connection, id, work, lines, first, about);
}

/** Sends the data. An upload whose answer got lost may be there already: then the job says so and it is not sent again. */
async function upload(
  connection: OrgConnection,
  id: string,
  body: Buffer,
  about: string
): Promise<void> {
  await patiently(async () => {
    try {
      await connection.send({
        method: 'PUT',
        path: `/jobs/ingest/${id}/batches`,
        body,
        contentType: 'text/csv',
        about,
        repeatable: false
      });
    } catch (error) {
      if (!(error instanceof OrgError)) throw error;
      const { state } = await connection.json(
        { method: 'GET', path: `/jobs/ingest/${id}`, about },
        job
      );
      if (state !== 'Open') return;
      if (/multiple contents/i.test(error.message) && error.kind === 'data') return;
      throw error;
    }
  });
}

/** Hands the job to the org. Asked again after a lost answer, it is no longer open, and that is well. */
async function closeUpload(connection: OrgConnection, id: string, about: string): Promise<void> {
  const path = `/jobs/ingest/${id}`;
  try {
    await connection.send({
      method: 'PATCH',
      path,
      body: JSON.stringify({ state: 'UploadComplete' }),
      about
    });
  } catch (error) {
    if (!(error instanceof OrgError) || error.kind !== 'data') throw error;
    const { state } = await connection.json({ method: 'GET', path, about }, job);
    if (state === 'Open') throw error;
  }
}

/** A job that makes no progress for this long is given up, so that no run waits for ever. */
const stuckMilliseconds = 300_000;

async function finished(
  connection: OrgConnection,
  id: string,
  about: string
): Promise<z.infer<typeof job>> {
  let progressed = Date.now();
  let processed = -1;
  for (
    let wait = firstPollMilliseconds;
    ;
    wait = Math.min(longestPollMilliseconds, wait * pollGrowth)
  ) {
    const status = await connection.json({ method: 'GET', path: `/jobs/ingest/${id}`, about }, job);
    if (
      status.state !== 'Open' &&
      status.state !== 'UploadComplete' &&
      status.state !== 'InProgress'
    )
      return status;
    if ((status.numberRecordsProcessed ?? 0) !== processed) {
      processed = status.numberRecordsProcessed ?? 0;
      progressed = Date.now();
    }
    if (Date.now() - progressed > stuckMilliseconds)
      throw new OrgError(
        'configuration',
        'JOB_STUCK',
        `${about}: job ${id} makes no progress in state ${status.state}`,
        'Look at the job in Setup, Bulk Data Load Jobs; abort it there and run again.'
      );
    await pause(wait);
  }
}

/** Results do not come in the order of the rows: each is found by its identity column. */
async function outcomesOf(
  connection: OrgConnection,
  id: string,
  work: RowsToWrite,
  lines: readonly Uint8Array[],
  first: number,
  about: string
): Promise<RowOutcome[]> {
  const keyColumn = work.columns[0] ?? 'Id';
  const place = new Map(
    lines.map((_, index) => [String(work.rows[first + index]?.[0] ?? ''), first + index])
  );
  const placeOf = (row: Record<string, string | null>): number => {
    const at = place.get(row[keyColumn] ?? '');
    if (at !== undefined) return at;
    throw new OrgError(
      'transient',
      'RESULT_OF_NO_ROW',
      `${about}: a result names ${keyColumn} ${row[keyColumn] ?? 'nothing'}, which was not sent`,
      'Run again; what was written stays and is not written twice.'
    );
  };
  const outcomes = new Map<number, RowOutcome>();
  const failed = await resultRows(connection, `/jobs/ingest/${id}/failedResults`, about);
  for (const row of failed) {
    const at = placeOf(row);
    const [code = 'UNKNOWN', ...rest] = (row['sf__Error'] ?? 'UNKNOWN:').split(':');
    outcomes.set(at, {
      row: at,
      success: false,
      id: row['sf__Id'] ?? null,
      code,
      message: rest.join(':')
    });
  }
  const unprocessed = await resultRows(connection, `/jobs/ingest/${id}/unprocessedrecords`, about);
  for (const row of unprocessed) {
    const at = placeOf(row);
    outcomes.set(at, {
      row: at,
      success: false,
      id: null,
      code: 'SERVER_UNAVAILABLE',
      message: 'The org did not come to this row.'
    });
  }
  const status = await connection.json({ method: 'GET', path: `/jobs/ingest/${id}`, about }, job);
  const successful = (status.numberRecordsProcessed ?? 0) - (status.numberRecordsFailed ?? 0);
  if (successful + failed.length + unprocessed.length !== lines.length)
    throw new OrgError(
      'transient',
      'RESULTS_DO_NOT_ADD_UP',
      `${about}: ${String(successful)} successful, ${String(failed.length)} failed and ${String(unprocessed.length)} unprocessed of ${String(lines.length)} rows`,
      'Run again; what was written stays and is not written twice.'
    );
  return lines.map(
    (_, index) =>
      outcomes.get(first + index) ?? {
        row: first + index,
        success: true,
        id: null,
        code: null,
        message: null
      }
  );
}

async function resultRows(
  connection: OrgConnection,
  path: string,
  about: string
): Promise<Record<string, string | null>[]> {
  return patiently(async () => {
    const answer = await connection.send({
      method: 'GET',
      path,
      about,
      headers: { accept: 'text/csv' }
    });
    const end = answer.text.indexOf('\n');
    if (end < 0) return [];
    const header = answer.text
      .slice(0, end)
      .split(',')
      .map((name) => name.replaceAll('"', ''));
    return parseCsv(answer.text, header.length, about).map((row) =>
      Object.fromEntries(header.map((name, index) => [name, row[index] ?? null]))
    );
  });
}

/**
 * Ends what a killed run left: jobs of ours still open are aborted, those that the org works on are
 * awaited, so that the next reading sees a quiet org.
 * @param mayAbort false while another run is alive, whose upload an open job may be
 * @returns how many were found
 */
export async function settleOwnJobs(connection: OrgConnection, mayAbort: boolean): Promise<number> {
  const about = 'Looking for jobs of an earlier run';
  let path: string | null = '/jobs/ingest?jobType=V2Ingest';
  let found = 0;
  while (path !== null) {
    const page: z.infer<typeof jobs> = await connection.json({ method: 'GET', path, about }, jobs);
    for (const entry of page.records) {
      const ours =
        entry.createdById?.slice(0, 15) === connection.userId.slice(0, 15) &&
        (entry.object ?? '').startsWith('Evenfield_');
      if (!ours || !['Open', 'UploadComplete', 'InProgress'].includes(entry.state)) continue;
      found += 1;
      if (entry.state === 'Open' && !mayAbort) continue;
      if (entry.state === 'Open')
        await connection.send({
          method: 'PATCH',
          path: `/jobs/ingest/${entry.id}`,
          body: JSON.stringify({ state: 'Aborted' }),
          about
        });
      else await finished(connection, entry.id, about);
    }
    path = page.nextRecordsUrl ?? null;
  }
  return found;
}
