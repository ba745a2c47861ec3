import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { WorkQueue } from '../jobs/queue.ts';
import type { OrgConnection } from '../salesforce/connection.ts';

/** What routes need. */
export interface HttpContext {
  readonly apiToken: string;
  readonly queue: WorkQueue;
  readonly connection: () => Promise<OrgConnection>;
  readonly registry: Registry;
  readonly log: Logger;
}
