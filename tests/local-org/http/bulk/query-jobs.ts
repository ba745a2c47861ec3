import { z } from 'zod';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { empty, json, jsonObject, notFound } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { restDatetime } from '../wire.ts';
import { DELIMITERS, LINE_ENDINGS } from './csv-write.ts';
import type { QueryJob } from './query-store.ts';

/** Rows of a page when the client does not say. */
const DEFAULT_PAGE = 100_000;
const MOST_PAGE = 250_000;

export const queryJobResources: readonly Resource[] = [
  { pattern: '/jobs/query', methods: { POST: create, GET: list } },
  { pattern: '/jobs/query/:id', methods: { GET: status, PATCH: abort, DELETE: remove } },
  { pattern: '/jobs/query/:id/results', methods: { GET: results } }
];

const request = z.object({
  operation: z.enum(['query', 'queryAll']),
  query: z.string().min(1),
  contentType: z.literal('CSV').default('CSV'),
  columnDelimiter: z.string().default('COMMA'),
  lineEnding: z.string().default('LF')
});

function create(call: Call): Reply {
  const parsed = request.safeParse(jsonObject(call.body));
  if (!parsed.success) throw new SalesforceError(400, 'INVALIDJOB', z.prettifyError(parsed.error));
  const { operation, query, columnDelimiter, lineEnding } = parsed.data;
  checkFormat(columnDelimiter, lineEnding);
  const job = call.site.queryJobs.create(call.user, {
    operation,
    soql: query,
    columnDelimiter,
    lineEnding
  });
  return json(info(call, job));
}

/** @throws SalesforceError INVALIDJOB for a delimiter or line end that Bulk does not know. */
export function checkFormat(columnDelimiter: string, lineEnding: string): void {
  if (DELIMITERS[columnDelimiter] === undefined) {
    throw new SalesforceError(400, 'INVALIDJOB', `Unknown columnDelimiter: ${columnDelimiter}`);
  }
  if (LINE_ENDINGS[lineEnding] === undefined) {
    throw new SalesforceError(400, 'INVALIDJOB', `Unknown lineEnding: ${lineEnding}`);
  }
}

function list(call: Call): Reply {
  const records = call.site.queryJobs.all().map((job) => info(call, job));
  return json({ done: true, records, nextRecordsUrl: null });
}

function status(call: Call): Reply {
  const job = find(call);
  const details: Record<string, unknown> = {
    ...info(call, job),
    jobType: 'V2Query',
    numberRecordsProcessed: job.file.rows,
    retries: 0,
    totalProcessingTime: Math.round(job.milliseconds),
    isPkChunkingSupported: true
  };
  if (job.errorMessage !== null) details['errorMessage'] = job.errorMessage;
  return json(details);
}

function abort(call: Call): Reply {
  const job = find(call);
  if (jsonObject(call.body)['state'] !== 'Aborted') {
    throw new SalesforceError(400, 'INVALIDJOBSTATE', 'A query job can only be set to Aborted.');
  }
  if (job.state !== 'UploadComplete' && job.state !== 'InProgress') {
    throw new SalesforceError(
      400,
      'INVALIDJOBSTATE',
      `Job in state ${job.state} cannot be aborted.`
    );
  }
  job.state = 'Aborted';
  job.changed = call.site.org.now();
  return json(info(call, job));
}

function remove(call: Call): Reply {
  const job = find(call);
  if (job.state === 'InProgress') {
    throw new SalesforceError(
      400,
      'API_ERROR',
      'Job in state InProgress cannot be deleted. Abort it first.'
    );
  }
  call.site.queryJobs.remove(job);
  return empty();
}

function results(call: Call): Reply {
  const job = find(call);
  if (job.state !== 'JobComplete') {
    throw new SalesforceError(
      400,
      'INVALIDJOBSTATE',
      `Results are there only when the job is complete, but it is ${job.state}.`
    );
  }
  const start = startOf(call, job);
  const asked = Number(call.query.get('maxRecords') ?? DEFAULT_PAGE);
  if (!Number.isInteger(asked) || asked < 1) {
    throw new SalesforceError(400, 'API_ERROR', 'maxRecords has to be a whole number above 0');
  }
  const end = Math.min(job.file.rows, start + Math.min(asked, MOST_PAGE));
  const locator = end < job.file.rows ? Buffer.from(String(end)).toString('base64url') : 'null';
  const { stream, length } = job.file.read(job.header, start, end);
  return {
    status: 200,
    headers: { 'Sforce-Locator': locator, 'Sforce-NumberOfRecords': String(end - start) },
    body: { kind: 'stream', type: 'text/csv', stream, length }
  };
}

function startOf(call: Call, job: QueryJob): number {
  const locator = call.query.get('locator');
  if (locator === null || locator === '') return 0;
  const start = Number(Buffer.from(locator, 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 1 || start >= job.file.rows) {
    throw new SalesforceError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  return start;
}

function find(call: Call): QueryJob {
  const id = call.params['id'] ?? '';
  const job =
    call.site.queryJobs.find(id) ??
    call.site.queryJobs.all().find((other) => other.id.startsWith(id) && id.length === 15);
  if (job === undefined || job.userId !== call.user.userId) throw notFound();
  return job;
}

function info(call: Call, job: QueryJob): Record<string, unknown> {
  return {
    id: job.id,
    operation: job.request.operation,
    object: job.object,
    createdById: job.userId,
    createdDate: restDatetime(new Date(job.created).toISOString()),
    systemModstamp: restDatetime(new Date(job.changed).toISOString()),
    state: job.state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(call.version),
    lineEnding: job.request.lineEnding,
    columnDelimiter: job.request.columnDelimiter
  };
}
