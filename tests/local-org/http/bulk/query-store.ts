import { join } from 'node:path';
import type { FlatResult, Org, UserContext } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';
import { columnField, csvLine, DELIMITERS, LINE_ENDINGS, rowWriter } from './csv-write.ts';
import { createJobIds } from './job-ids.ts';
import type { ResultFile } from './result-file.ts';
import { createResultFile } from './result-file.ts';

/** Longest time that one slice of a job may hold the event loop. */
const SLICE_MILLISECONDS = 12;
const ROWS_BETWEEN_LOOKS_AT_THE_CLOCK = 256;

export type JobState =
  'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

export interface QueryJobRequest {
  readonly operation: 'query' | 'queryAll';
  readonly soql: string;
  readonly columnDelimiter: string;
  readonly lineEnding: string;
}

export interface QueryJob {
  readonly id: string;
  readonly userId: string;
  readonly request: QueryJobRequest;
  readonly object: string;
  readonly header: string;
  readonly created: number;
  changed: number;
  state: JobState;
  errorMessage: string | null;
  milliseconds: number;
  readonly file: ResultFile;
}

export interface QueryJobs {
  /** @throws SalesforceError when the query is not one that Bulk takes. */
  create(user: UserContext, request: QueryJobRequest): QueryJob;
  find(id: string): QueryJob | undefined;
  all(): QueryJob[];
  remove(job: QueryJob): void;
}

/** Query jobs run in slices beside the requests and keep their rows in files under `scratch`. */
export function createQueryJobs(org: Org, scratch: string): QueryJobs {
  const jobs = new Map<string, QueryJob>();
  const nextId = createJobIds();
  return {
    create(user, request) {
      const result = org.queryFlat(user, request.soql, { all: request.operation === 'queryAll' });
      const id = nextId();
      const delimiter = DELIMITERS[request.columnDelimiter] ?? ',';
      const lineEnding = LINE_ENDINGS[request.lineEnding] ?? '\n';
      const job: QueryJob = {
        id,
        userId: user.userId,
        request,
        object: result.object,
        header: csvLine(result.columns, delimiter, lineEnding),
        created: org.now(),
        changed: org.now(),
        state: 'UploadComplete',
        errorMessage: null,
        milliseconds: 0,
        file: createResultFile(join(scratch, `${id}.csv`))
      };
      jobs.set(id, job);
      const isWhole = result.columns.map(
        (column) => columnField(org.schema, result.object, column)?.type === 'int'
      );
      const write = rowWriter(isWhole, delimiter, lineEnding);
      setImmediate(() => {
        runSlice(org, job, result, (values) => job.file.append(write(values)));
      });
      return job;
    },
    find: (id) => jobs.get(id),
    all: () => [...jobs.values()],
    remove(job) {
      jobs.delete(job.id);
      job.state = 'Aborted';
      job.file.remove();
    }
  };
}

function runSlice(
  org: Org,
  job: QueryJob,
  result: FlatResult,
  append: (values: FlatRow) => void
): void {
  if (job.state === 'Aborted') {
    result.rows.return?.();
    return;
  }
  job.state = 'InProgress';
  const begun = performance.now();
  try {
    const done = writeUntil(result, append, begun + SLICE_MILLISECONDS);
    job.milliseconds += performance.now() - begun;
    if (!done) {
      setImmediate(() => {
        runSlice(org, job, result, append);
      });
      return;
    }
    job.state = 'JobComplete';
  } catch (error) {
    job.state = 'Failed';
    job.errorMessage =
      error instanceof SalesforceError
        ? `${error.errorCode}: ${error.message}`
        : `InternalError: ${String(error)}`;
  }
  job.changed = org.now();
  job.file.finish();
}

type FlatRow = Parameters<ReturnType<typeof rowWriter>>[0];

function writeUntil(
  result: FlatResult,
  append: (values: FlatRow) => void,
  deadline: number
): boolean {
  for (;;) {
    for (let count = 0; count < ROWS_BETWEEN_LOOKS_AT_THE_CLOCK; count += 1) {
      const next = result.rows.next();
      if (next.done === true) return true;
      append(next.value);
    }
    if (performance.now() >= deadline) return false;
  }
}
