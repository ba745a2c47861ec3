import type { RecordValues, SaveResult } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import type { IngestColumn } from '../bulk/ingest-columns.ts';
import { readColumns, readRow } from '../bulk/ingest-columns.ts';
import { createCsvReader, CsvError } from '../bulk/csv-read.ts';
import { columnField, csvLine, rowWriter } from '../bulk/csv-write.ts';
import { errorText } from '../bulk/error-text.ts';
import type { Site } from '../site.ts';
import { objectOf } from '../wire.ts';
import type { WriteOperation } from '../writes.ts';
import { saveRows } from '../writes.ts';
import type { AsyncBatch, AsyncJob } from './async-store.ts';

/** Rows that the first Bulk API saves at once within a batch. */
const ROWS_AT_ONCE = 200;

const WRITES: Readonly<Record<string, WriteOperation>> = {
  insert: 'create',
  update: 'update',
  upsert: 'upsert',
  delete: 'delete',
  hardDelete: 'erase'
};

/** Runs a batch beside the requests. */
export function startBatch(site: Site, job: AsyncJob, batch: AsyncBatch): void {
  setImmediate(() => {
    if (job.state === 'Aborted') {
      batch.state = 'NotProcessed';
      return;
    }
    try {
      if (job.operation === 'query' || job.operation === 'queryAll') runQuery(site, job, batch);
      else runWrites(site, job, batch);
      batch.state = 'Completed';
    } catch (error) {
      batch.state = 'Failed';
      batch.stateMessage = messageOf(error);
    }
    batch.changed = site.org.now();
  });
}

function runQuery(site: Site, job: AsyncJob, batch: AsyncBatch): void {
  const result = site.org.queryFlat({ userId: job.userId }, batch.content, {
    all: job.operation === 'queryAll'
  });
  if (result.object.toLowerCase() !== job.object.toLowerCase())
    throw new SalesforceError(
      400,
      'InvalidBatch',
      `The query is on ${result.object}, but the job is for ${job.object}`
    );
  const isWhole = result.columns.map(
    (column) => columnField(site.org.schema, result.object, column)?.type === 'int'
  );
  const write = rowWriter(isWhole, ',', '\n');
  const lines = [csvLine(result.columns, ',', '\n')];
  for (const row of result.rows) lines.push(write(row));
  batch.processed = lines.length - 1;
  batch.result = lines.join('');
}

function runWrites(site: Site, job: AsyncJob, batch: AsyncBatch): void {
  const object = objectOf(site.org.schema, job.object);
  if (object === undefined)
    throw new SalesforceError(400, 'InvalidBatch', `Unable to find object: ${job.object}`);
  const reader = createCsvReader(batch.content, ',');
  const columns = readColumns(site.org.schema, object, reader.next() ?? []);
  if (typeof columns === 'string')
    throw new SalesforceError(400, 'InvalidBatch', `Field name not found : ${columns}`);
  const lines = [csvLine(['Id', 'Success', 'Created', 'Error'], ',', '\n')];
  for (;;) {
    const cells: string[][] = [];
    while (cells.length < ROWS_AT_ONCE) {
      const next = reader.next();
      if (next === null) break;
      cells.push(next);
    }
    if (cells.length === 0) break;
    for (const result of saveChunk(site, job, batch, columns, cells)) {
      batch.processed += 1;
      if (!result.success) batch.failed += 1;
      lines.push(
        csvLine(
          [
            result.success ? (result.id ?? '') : '',
            String(result.success),
            String(result.created && result.success),
            result.success ? '' : errorText(result)
          ],
          ',',
          '\n'
        )
      );
    }
  }
  batch.result = lines.join('');
}

/** Rows of one transaction; those whose cells do not fit their types are refused before. */
function saveChunk(
  site: Site,
  job: AsyncJob,
  batch: AsyncBatch,
  columns: readonly IngestColumn[],
  cells: readonly (readonly string[])[]
): SaveResult[] {
  const read = cells.map((row) => readRow(columns, row));
  const rows = read.flatMap((one): RecordValues[] => ('row' in one ? [one.row] : []));
  const origin = {
    site,
    user: { userId: job.userId },
    method: 'POST',
    path: `/services/async/${job.version}/job/${job.id}/batch/${batch.id}`
  };
  const saved = saveRows(
    origin,
    [
      {
        operation: WRITES[job.operation] ?? 'create',
        object: job.object,
        rows,
        ...(job.externalIdFieldName === null ? {} : { externalField: job.externalIdFieldName })
      }
    ],
    { allOrNone: false }
  );
  let next = 0;
  return read.map((one) => {
    if ('error' in one) {
      const [code = 'UNKNOWN_EXCEPTION', message = '', field = ''] = one.error.split(':');
      return refused(code, message, field.replace(' --', ''));
    }
    const result = saved[next];
    next += 1;
    return result ?? refused('UNKNOWN_EXCEPTION', 'An unexpected error occurred.', '');
  });
}

function refused(statusCode: string, message: string, field: string): SaveResult {
  return {
    id: null,
    success: false,
    created: false,
    errors: [{ statusCode, message, fields: field === '' ? [] : [field] }]
  };
}

function messageOf(error: unknown): string {
  if (error instanceof SalesforceError) return `${error.errorCode} : ${error.message}`;
  if (error instanceof CsvError) return `InvalidBatch : ${error.message}`;
  return `InternalServerError : ${error instanceof Error ? error.message : String(error)}`;
}
