import type { Org } from '../../engine/types.ts';
import { createJobIds } from './job-ids.ts';
import type { JobState } from './query-store.ts';
import type { ResultFile } from './result-file.ts';

export type IngestOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete';

export interface IngestRequest {
  readonly operation: IngestOperation;
  readonly object: string;
  readonly externalIdFieldName: string | null;
  readonly columnDelimiter: string;
  readonly lineEnding: string;
}

export interface IngestResults {
  readonly header: readonly string[];
  readonly successful: ResultFile;
  readonly failed: ResultFile;
  readonly unprocessed: ResultFile;
}

export interface IngestJob {
  readonly id: string;
  readonly userId: string;
  readonly version: string;
  readonly request: IngestRequest;
  readonly created: number;
  changed: number;
  state: JobState;
  content: Buffer | null;
  processed: number;
  failed: number;
  errorMessage: string | null;
  milliseconds: number;
  results: IngestResults | null;
}

export interface IngestJobs {
  create(userId: string, version: string, request: IngestRequest): IngestJob;
  find(id: string): IngestJob | undefined;
  all(): IngestJob[];
  remove(job: IngestJob): void;
}

export function createIngestJobs(org: Org): IngestJobs {
  const jobs = new Map<string, IngestJob>();
  const nextId = createJobIds();
  return {
    create(userId, version, request) {
      const job: IngestJob = {
        id: nextId().replace('750xx', '750xy'),
        userId,
        version,
        request,
        created: org.now(),
        changed: org.now(),
        state: 'Open',
        content: null,
        processed: 0,
        failed: 0,
        errorMessage: null,
        milliseconds: 0,
        results: null
      };
      jobs.set(job.id, job);
      return job;
    },
    find: (id) =>
      jobs.get(id) ?? [...jobs.values()].find((job) => id.length === 15 && job.id.startsWith(id)),
    all: () => [...jobs.values()],
    remove(job) {
      jobs.delete(job.id);
      job.content = null;
      for (const file of [job.results?.successful, job.results?.failed, job.results?.unprocessed])
        file?.remove();
    }
  };
}
