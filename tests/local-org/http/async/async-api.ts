import { isKeyField } from '../../engine/field.ts';
import { z } from 'zod';
import { gunzipSync } from 'node:zlib';
import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from '../exchange.ts';
import { text } from '../exchange.ts';
import type { Site } from '../site.ts';
import { objectOf } from '../wire.ts';
import { restDatetime } from '../wire.ts';
import { startBatch } from './async-run.ts';
import type { AsyncBatch, AsyncJob } from './async-store.ts';
import { asyncError, element, parent, rootTexts, xmlReply } from './async-xml.ts';

export const ASYNC_PATH = /^\/services\/async\/(\d+\.0)(\/job(?:\/.*)?)$/;

/** A request of the first Bulk API. */
export interface AsyncCall {
  readonly site: Site;
  readonly userId: string;
  readonly method: string;
  readonly version: string;
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
}

/** A batch may hold so many characters and rows. */
const MOST_CHARACTERS = 10_000_000;

const jobRequest = z.object({
  operation: z.enum(['insert', 'update', 'upsert', 'delete', 'hardDelete', 'query', 'queryAll']),
  object: z.string().min(1),
  externalIdFieldName: z.string().optional(),
  contentType: z.enum(['CSV', 'ZIP_CSV', 'XML', 'JSON']).default('XML')
});

/** The first Bulk API: jobs and batches in XML, data as CSV. */
export function asyncApi(call: AsyncCall, path: string): Reply {
  const [, , jobId, kind, batchId, part, resultId, ...rest] = path.split('/');
  if (rest.length > 0 || (kind !== undefined && kind !== 'batch'))
    return asyncError('InvalidUrl', `Destination URL not found: ${path}`, 404);
  if (jobId === undefined || jobId === '') return create(call);
  const job = call.site.asyncJobs.find(jobId);
  if (job === undefined || job.userId !== call.userId)
    return asyncError('InvalidJob', `Unable to find job: ${jobId}`);
  if (kind === undefined) return call.method === 'POST' ? changeState(call, job) : jobReply(job);
  if (batchId === undefined)
    return call.method === 'POST' ? addBatch(call, job) : xmlReply(batchList(job));
  const batch = job.batches.find((one) => one.id === batchId || one.id.slice(0, 15) === batchId);
  if (batch === undefined)
    return asyncError('InvalidBatch', `Unable to find batch: ${batchId} in job: ${job.id}`);
  if (part === undefined) return xmlReply(batchInfo(job, batch));
  if (part === 'request') return text('text/csv', batch.content);
  if (part === 'result') return result(job, batch, resultId);
  return asyncError('InvalidUrl', `Destination URL not found: ${path}`, 404);
}

function create(call: AsyncCall): Reply {
  if (call.method !== 'POST')
    return asyncError('InvalidUrl', 'HTTP method not allowed for this resource', 405);
  const parsed = jobRequest.safeParse(rootTexts(call.body, 'jobInfo'));
  if (!parsed.success)
    return asyncError('InvalidJob', `Unable to parse Job: ${z.prettifyError(parsed.error)}`);
  const { operation, object: name, externalIdFieldName, contentType } = parsed.data;
  if (contentType !== 'CSV')
    return asyncError('InvalidJob', `The local org takes CSV and not ${contentType}`);
  const object = objectOf(call.site.org.schema, name);
  if (object === undefined || !call.site.org.objectAccess({ userId: call.userId }, name).read)
    return asyncError('InvalidJob', `Unable to find object: ${name}`);
  if (
    operation === 'hardDelete' &&
    !call.site.org.hasUserPermission({ userId: call.userId }, 'BulkApiHardDelete')
  )
    return asyncError(
      'FeatureNotEnabled',
      'hardDelete operation requires special user profile permission, please contact your system administrator'
    );
  const external = object.fields.get((externalIdFieldName ?? '').toLowerCase());
  if (operation === 'upsert' && (external === undefined || !isKeyField(external)))
    return asyncError(
      'InvalidJob',
      `External ID was blank or is no external id of ${object.name}: ${externalIdFieldName ?? ''}`
    );
  const job = call.site.asyncJobs.create({
    userId: call.userId,
    version: call.version,
    operation,
    object: object.name,
    externalIdFieldName: operation === 'upsert' ? (external?.name ?? null) : null
  });
  return jobReply(job, 201);
}

function changeState(call: AsyncCall, job: AsyncJob): Reply {
  const { state } = rootTexts(call.body, 'jobInfo');
  if (state !== 'Closed' && state !== 'Aborted')
    return asyncError('InvalidJobState', `Job state cannot be set to ${state ?? 'nothing'}`);
  if (job.state !== 'Open')
    return asyncError('InvalidJobState', `Closing/Aborting already ${job.state} Job not allowed`);
  job.state = state;
  job.changed = call.site.org.now();
  return jobReply(job);
}

function addBatch(call: AsyncCall, job: AsyncJob): Reply {
  if (job.state !== 'Open')
    return asyncError('InvalidJobState', `Job is in state ${job.state}: no batch can be added`);
  const content = (
    call.headers['content-encoding'] === 'gzip' ? gunzipSync(call.body) : call.body
  ).toString('utf8');
  if (content.trim() === '')
    return asyncError('ClientInputError', 'Failed to read query. The batch is empty');
  if (content.length > MOST_CHARACTERS)
    return asyncError('ExceededQuota', 'A batch may hold 10,000,000 characters');
  const batch = call.site.asyncJobs.addBatch(job, content);
  startBatch(call.site, job, batch);
  return xmlReply(batchInfo(job, batch), 201);
}

function result(job: AsyncJob, batch: AsyncBatch, resultId: string | undefined): Reply {
  if (batch.state !== 'Completed')
    return asyncError('InvalidBatch', `Batch not completed: it is ${batch.state}`);
  const isQuery = job.operation === 'query' || job.operation === 'queryAll';
  if (!isQuery) return text('text/csv', batch.result);
  if (resultId === undefined)
    return xmlReply(parent('result-list', [`<result>${batch.resultId}</result>`]));
  if (resultId !== batch.resultId)
    return asyncError('InvalidBatch', `Unable to find result: ${resultId}`);
  return text('text/csv', batch.result);
}

function jobReply(job: AsyncJob, status = 200): Reply {
  const count = (state: AsyncBatch['state']): number =>
    job.batches.filter((batch) => batch.state === state).length;
  const sum = (of: (batch: AsyncBatch) => number): number =>
    job.batches.reduce((total, batch) => total + of(batch), 0);
  return xmlReply(
    element('jobInfo', {
      id: job.id,
      operation: job.operation,
      object: job.object,
      createdById: job.userId,
      createdDate: moment(job.created),
      systemModstamp: moment(job.changed),
      state: job.state,
      externalIdFieldName: job.externalIdFieldName,
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      numberBatchesQueued: count('Queued'),
      numberBatchesInProgress: count('InProgress'),
      numberBatchesCompleted: count('Completed'),
      numberBatchesFailed: count('Failed'),
      numberBatchesTotal: job.batches.length,
      numberRecordsProcessed: sum((batch) => batch.processed),
      numberRetries: 0,
      apiVersion: job.version,
      numberRecordsFailed: sum((batch) => batch.failed),
      totalProcessingTime: 0,
      apiActiveProcessingTime: 0,
      apexProcessingTime: 0
    }),
    status
  );
}

function batchList(job: AsyncJob): string {
  return parent(
    'batchInfoList',
    job.batches.map((batch) => batchInfo(job, batch, false))
  );
}

function batchInfo(job: AsyncJob, batch: AsyncBatch, isRoot = true): string {
  return element(
    'batchInfo',
    {
      id: batch.id,
      jobId: job.id,
      state: batch.state,
      stateMessage: batch.stateMessage,
      createdDate: moment(batch.created),
      systemModstamp: moment(batch.changed),
      numberRecordsProcessed: batch.processed,
      numberRecordsFailed: batch.failed,
      totalProcessingTime: 0,
      apiActiveProcessingTime: 0,
      apexProcessingTime: 0
    },
    isRoot
  );
}

function moment(time: number): string {
  return restDatetime(new Date(time).toISOString()).replace('+0000', 'Z');
}
