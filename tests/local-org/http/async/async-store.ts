import type { Org } from '../../engine/types.ts';

export type AsyncOperation =
  'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete' | 'query' | 'queryAll';

export type BatchState = 'Queued' | 'InProgress' | 'Completed' | 'Failed' | 'NotProcessed';

export interface AsyncBatch {
  readonly id: string;
  readonly content: string;
  readonly created: number;
  changed: number;
  state: BatchState;
  stateMessage: string | null;
  processed: number;
  failed: number;
  /** CSV of a write's results, or of a query's rows. */
  result: string;
  /** Id under which a query's rows are fetched. */
  readonly resultId: string;
}

export interface AsyncJob {
  readonly id: string;
  readonly userId: string;
  readonly version: string;
  readonly operation: AsyncOperation;
  readonly object: string;
  readonly externalIdFieldName: string | null;
  readonly created: number;
  changed: number;
  state: 'Open' | 'Closed' | 'Aborted' | 'Failed';
  readonly batches: AsyncBatch[];
}

export interface AsyncJobs {
  create(job: Omit<AsyncJob, 'id' | 'created' | 'changed' | 'state' | 'batches'>): AsyncJob;
  addBatch(job: AsyncJob, content: string): AsyncBatch;
  find(id: string): AsyncJob | undefined;
}

/** Jobs of the first Bulk API; their ids share no prefix with those of 2.0. */
export function createAsyncJobs(org: Org): AsyncJobs {
  const jobs = new Map<string, AsyncJob>();
  let made = 0;
  const nextId = (prefix: string): string => {
    made += 1;
    return `${prefix}xz${made.toString(36).toUpperCase().padStart(10, '0')}AAA`;
  };
  return {
    create(asked) {
      const now = org.now();
      const job: AsyncJob = {
        ...asked,
        id: nextId('750'),
        created: now,
        changed: now,
        state: 'Open',
        batches: []
      };
      jobs.set(job.id, job);
      return job;
    },
    addBatch(job, content) {
      const now = org.now();
      const batch: AsyncBatch = {
        id: nextId('751'),
        content,
        created: now,
        changed: now,
        state: 'Queued',
        stateMessage: null,
        processed: 0,
        failed: 0,
        result: '',
        resultId: nextId('752')
      };
      job.batches.push(batch);
      return batch;
    },
    find: (id) => jobs.get(id) ?? [...jobs.values()].find((job) => job.id.slice(0, 15) === id)
  };
}
