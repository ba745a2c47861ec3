import { join } from 'node:path';
import type { RecordValues, SaveResult } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import type { Site } from '../site.ts';
import { objectOf } from '../wire.ts';
import type { Write, WriteOperation } from '../writes.ts';
import { saveRows } from '../writes.ts';
import type { CsvReader } from './csv-read.ts';
import { createCsvReader, CsvError } from './csv-read.ts';
import { csvLine, DELIMITERS, LINE_ENDINGS } from './csv-write.ts';
import { errorText } from './error-text.ts';
import type { IngestColumn } from './ingest-columns.ts';
import { readColumns, readRow } from './ingest-columns.ts';
import type { IngestJob, IngestOperation, IngestResults } from './ingest-store.ts';
import { createResultFile } from './result-file.ts';

/** Rows written at once, as Salesforce does within a batch; between them the server breathes. */
const ROWS_AT_ONCE = 200;

const WRITES: Readonly<Record<IngestOperation, WriteOperation>> = {
  insert: 'create',
  update: 'update',
  upsert: 'upsert',
  delete: 'delete',
  hardDelete: 'erase'
};

interface Running {
  readonly site: Site;
  readonly job: IngestJob;
  readonly reader: CsvReader;
  readonly columns: readonly IngestColumn[];
  readonly results: IngestResults;
  readonly delimiter: string;
  readonly lineEnding: string;
}

/** Begins the work of a job whose upload is complete; the request that closed it does not wait. */
export function startIngest(site: Site, job: IngestJob): void {
  setImmediate(() => {
    if (job.state !== 'UploadComplete') return;
    job.state = 'InProgress';
    try {
      const running = prepare(site, job);
      if (running !== null) runSlice(running);
    } catch (error) {
      fail(site, job, reason(error));
    }
  });
}

function prepare(site: Site, job: IngestJob): Running | null {
  const delimiter = DELIMITERS[job.request.columnDelimiter] ?? ',';
  const lineEnding = LINE_ENDINGS[job.request.lineEnding] ?? '\n';
  const text = job.content?.toString('utf8') ?? '';
  job.content = null;
  if (!lineEndingFits(text, lineEnding)) {
    const current = `Current LineEnding setting is ${job.request.lineEnding}`;
    fail(site, job, `ClientInputError : LineEnding is invalid on user data. ${current}`);
    return null;
  }
  const reader = createCsvReader(text, delimiter);
  // Salesforce completes a job whose upload is empty, with no row done.
  const header = reader.next() ?? [];
  const object = objectOf(site.org.schema, job.request.object);
  if (object === undefined) {
    fail(site, job, `InvalidBatch : Unable to find object: ${job.request.object}`);
    return null;
  }
  const columns = readColumns(site.org.schema, object, header);
  if (typeof columns === 'string') {
    fail(site, job, `InvalidBatch : Field name not found : ${columns}`);
    return null;
  }
  const results: IngestResults = {
    header,
    successful: createResultFile(join(site.scratch, `${job.id}-successful.csv`)),
    failed: createResultFile(join(site.scratch, `${job.id}-failed.csv`)),
    unprocessed: createResultFile(join(site.scratch, `${job.id}-unprocessed.csv`))
  };
  job.results = results;
  return { site, job, reader, columns, results, delimiter, lineEnding };
}

/** The first line tells which line end the data has. */
function lineEndingFits(text: string, lineEnding: string): boolean {
  const end = text.indexOf('\n');
  if (end === -1) return true;
  return (text[end - 1] === '\r') === (lineEnding === '\r\n');
}

function runSlice(running: Running): void {
  const { site, job } = running;
  const begun = performance.now();
  try {
    if (job.state === 'Aborted') {
      leaveRest(running);
      return;
    }
    const more = saveNext(running);
    job.milliseconds += performance.now() - begun;
    if (more) {
      setImmediate(() => {
        runSlice(running);
      });
      return;
    }
    job.state = 'JobComplete';
    job.changed = site.org.now();
    finish(running.results);
  } catch (error) {
    fail(site, job, reason(error));
    finish(running.results);
  }
}

function saveNext(running: Running): boolean {
  const lines: string[][] = [];
  const rows: RecordValues[] = [];
  while (rows.length < ROWS_AT_ONCE) {
    const cells = running.reader.next();
    if (cells === null) break;
    const read = readRow(running.columns, cells);
    if ('error' in read) {
      running.job.processed += 1;
      report(running, cells, null, read.error);
      continue;
    }
    lines.push(cells);
    rows.push(read.row);
  }
  if (rows.length === 0) return false;
  const saved = saveChunk(running, rows);
  running.job.processed += rows.length;
  lines.forEach((cells, index) => {
    const result = saved[index];
    if (result?.success === true) report(running, cells, result, null);
    else report(running, cells, null, errorText(result));
  });
  return true;
}

function saveChunk(running: Running, rows: readonly RecordValues[]): SaveResult[] {
  const { request } = running.job;
  const write: Write = {
    operation: WRITES[request.operation],
    object: request.object,
    rows,
    ...(request.externalIdFieldName === null ? {} : { externalField: request.externalIdFieldName })
  };
  const origin = {
    site: running.site,
    user: { userId: running.job.userId },
    method: 'PUT',
    path: `/services/data/v${running.job.version}/jobs/ingest/${running.job.id}/batches`
  };
  try {
    return saveRows(origin, [write], { allOrNone: false });
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    const entry = { statusCode: error.errorCode, message: error.message, fields: error.fields };
    return rows.map(() => ({ id: null, success: false, created: false, errors: [entry] }));
  }
}

function report(
  running: Running,
  cells: readonly string[],
  result: SaveResult | null,
  error: string | null
): void {
  const padded = running.columns.map((_, index) => cells[index] ?? '');
  if (result !== null) {
    const line = [result.id ?? '', String(result.created), ...padded];
    running.results.successful.append(csvLine(line, running.delimiter, running.lineEnding));
    return;
  }
  running.job.failed += 1;
  const line = ['', error ?? '', ...padded];
  running.results.failed.append(csvLine(line, running.delimiter, running.lineEnding));
}

function leaveRest(running: Running): void {
  for (let cells = running.reader.next(); cells !== null; cells = running.reader.next()) {
    const row = cells;
    const padded = running.columns.map((_, index) => row[index] ?? '');
    running.results.unprocessed.append(csvLine(padded, running.delimiter, running.lineEnding));
  }
  finish(running.results);
}

function finish(results: IngestResults): void {
  results.successful.finish();
  results.failed.finish();
  results.unprocessed.finish();
}

function fail(site: Site, job: IngestJob, message: string): void {
  job.state = 'Failed';
  job.errorMessage = message;
  job.changed = site.org.now();
}

function reason(error: unknown): string {
  if (error instanceof CsvError) return `ClientInputError : ${error.message}`;
  return `InternalServerError : ${error instanceof Error ? error.message : String(error)}`;
}
