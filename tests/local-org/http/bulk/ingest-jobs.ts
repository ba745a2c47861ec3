import { isKeyField } from '../../engine/field.ts';
import { z } from 'zod';
import { SalesforceError } from '../../engine/types.ts';
import type { Call, Reply } from '../exchange.ts';
import { empty, json, jsonObject, notFound } from '../exchange.ts';
import type { Resource } from '../router.ts';
import { objectOf, restDatetime } from '../wire.ts';
import { csvLine, DELIMITERS, LINE_ENDINGS } from './csv-write.ts';
import { startIngest } from './ingest-run.ts';
import type { IngestJob, IngestRequest, IngestResults } from './ingest-store.ts';
import { checkFormat } from './query-jobs.ts';
import type { ResultFile } from './result-file.ts';

export const ingestResources: readonly Resource[] = [
  { pattern: '/jobs/ingest', methods: { POST: create, GET: list } },
  { pattern: '/jobs/ingest/:id', methods: { GET: status, PATCH: changeState, DELETE: remove } },
  { pattern: '/jobs/ingest/:id/batches', methods: { PUT: upload } },
  { pattern: '/jobs/ingest/:id/successfulResults', methods: { GET: successful } },
  { pattern: '/jobs/ingest/:id/failedResults', methods: { GET: failed } },
  { pattern: '/jobs/ingest/:id/unprocessedrecords', methods: { GET: unprocessed } }
];

const request = z.object({
  operation: z.enum(['insert', 'update', 'upsert', 'delete', 'hardDelete']),
  object: z.string(),
  externalIdFieldName: z.string().nullable().optional(),
  contentType: z.literal('CSV').default('CSV'),
  columnDelimiter: z.string().default('COMMA'),
  lineEnding: z.string().default('LF')
});

function create(call: Call): Reply {
  const parsed = request.safeParse(jsonObject(call.body));
  if (!parsed.success) throw invalidJob(z.prettifyError(parsed.error));
  const { operation, columnDelimiter, lineEnding } = parsed.data;
  checkFormat(columnDelimiter, lineEnding);
  const object = objectOf(call.site.org.schema, parsed.data.object);
  if (object === undefined || !call.site.org.objectAccess(call.user, object.name).read) {
    throw invalidJob(`Unable to find object: ${parsed.data.object}`);
  }
  if (
    operation === 'hardDelete' &&
    !call.site.org.hasUserPermission(call.user, 'BulkApiHardDelete')
  )
    throw new SalesforceError(
      400,
      'FEATURENOTENABLED',
      'hardDelete operation requires special user profile permission, please contact your system administrator'
    );
  const wanted: IngestRequest = {
    operation,
    object: object.name,
    externalIdFieldName:
      operation === 'upsert'
        ? externalField(call, object.name, parsed.data.externalIdFieldName)
        : null,
    columnDelimiter,
    lineEnding
  };
  const job = call.site.ingestJobs.create(call.user.userId, call.version, wanted);
  return json(info(job));
}

function externalField(call: Call, objectName: string, name: string | null | undefined): string {
  if (name === null || name === undefined || name === '') {
    throw invalidJob(
      `External ID was blank for ${objectName}. An External ID must be specified for upsert.`
    );
  }
  const field = objectOf(call.site.org.schema, objectName)?.fields.get(name.toLowerCase());
  if (field === undefined || !isKeyField(field)) {
    throw invalidJob(
      `Field name provided, ${name} does not match an External ID, Salesforce Id, or indexed field for ${objectName}`
    );
  }
  return field.name;
}

function upload(call: Call): Reply {
  const job = find(call);
  if (job.content !== null) {
    throw invalidState(
      `Found multiple contents for job: <${job.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`
    );
  }
  if (job.state !== 'Open') throw invalidState(`Job in state ${job.state} takes no data.`);
  job.content = call.body;
  return empty(201);
}

function changeState(call: Call): Reply {
  const job = find(call);
  const state = jsonObject(call.body)['state'];
  if (state === 'UploadComplete') {
    if (job.state !== 'Open') throw invalidState(`Job in state ${job.state} cannot be closed.`);
    job.state = 'UploadComplete';
    job.changed = call.site.org.now();
    startIngest(call.site, job);
  } else if (state === 'Aborted') {
    if (job.state !== 'Open' && job.state !== 'UploadComplete' && job.state !== 'InProgress') {
      throw invalidState(`Job in state ${job.state} cannot be aborted.`);
    }
    job.state = 'Aborted';
    job.changed = call.site.org.now();
  } else {
    throw invalidState('A job can be set to UploadComplete or Aborted.');
  }
  return json(info(job));
}

function list(call: Call): Reply {
  return json({ done: true, records: call.site.ingestJobs.all().map(info), nextRecordsUrl: null });
}

function status(call: Call): Reply {
  const job = find(call);
  const details: Record<string, unknown> = {
    ...info(job),
    jobType: 'V2Ingest',
    numberRecordsProcessed: job.processed,
    numberRecordsFailed: job.failed,
    retries: 0,
    totalProcessingTime: Math.round(job.milliseconds),
    apiActiveProcessingTime: Math.round(job.milliseconds),
    apexProcessingTime: 0
  };
  if (job.errorMessage !== null) details['errorMessage'] = job.errorMessage;
  return json(details);
}

function remove(call: Call): Reply {
  const job = find(call);
  if (job.state === 'InProgress' || job.state === 'UploadComplete') {
    throw invalidState(`Job in state ${job.state} cannot be deleted.`);
  }
  call.site.ingestJobs.remove(job);
  return empty();
}

function successful(call: Call): Reply {
  return results(call, ['sf__Id', 'sf__Created'], (all) => all.successful);
}

function failed(call: Call): Reply {
  return results(call, ['sf__Id', 'sf__Error'], (all) => all.failed);
}

function unprocessed(call: Call): Reply {
  return results(call, [], (all) => all.unprocessed);
}

function results(
  call: Call,
  lead: readonly string[],
  pick: (results: IngestResults) => ResultFile
): Reply {
  const job = find(call);
  if (job.state === 'Open' || job.state === 'UploadComplete' || job.state === 'InProgress') {
    throw invalidState(`Results are there only when the job has ended, but it is ${job.state}.`);
  }
  const delimiter = DELIMITERS[job.request.columnDelimiter] ?? ',';
  const header = csvLine(
    [...lead, ...(job.results?.header ?? [])],
    delimiter,
    LINE_ENDINGS[job.request.lineEnding] ?? '\n'
  );
  if (job.results === null)
    return { status: 200, body: { kind: 'text', type: 'text/csv', text: header } };
  const file = pick(job.results);
  const { stream, length } = file.read(header, 0, file.rows);
  return { status: 200, body: { kind: 'stream', type: 'text/csv', stream, length } };
}

function find(call: Call): IngestJob {
  const job = call.site.ingestJobs.find(call.params['id'] ?? '');
  if (job === undefined || job.userId !== call.user.userId) throw notFound();
  return job;
}

function info(job: IngestJob): Record<string, unknown> {
  const shown: Record<string, unknown> = {
    id: job.id,
    operation: job.request.operation,
    object: job.request.object,
    createdById: job.userId,
    createdDate: restDatetime(new Date(job.created).toISOString()),
    systemModstamp: restDatetime(new Date(job.changed).toISOString()),
    state: job.state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(job.version),
    lineEnding: job.request.lineEnding,
    columnDelimiter: job.request.columnDelimiter
  };
  if (job.request.externalIdFieldName !== null)
    shown['externalIdFieldName'] = job.request.externalIdFieldName;
  if (job.state === 'Open')
    shown['contentUrl'] = `services/data/v${job.version}/jobs/ingest/${job.id}/batches`;
  return shown;
}

function invalidJob(message: string): SalesforceError {
  return new SalesforceError(400, 'INVALIDJOB', message);
}

function invalidState(message: string): SalesforceError {
  return new SalesforceError(400, 'INVALIDJOBSTATE', message);
}
