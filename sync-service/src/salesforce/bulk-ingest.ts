import { z } from 'zod';
import { outcomesOf } from './bulk-results.ts';
import type { OrgConnection } from './connection.ts';
import { csvLine } from './csv-text.ts';
import { OrgError } from './errors.ts';
import { patiently, pause } from './retry.ts';
import { withBody } from './upload-body.ts';
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
  const header = Buffer.from(csvLine(work.columns), 'utf8');
  await withBody([header, ...lines], (body) => upload(connection, id, body, about));
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
