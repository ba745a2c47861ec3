import type { KeyObject } from 'node:crypto';
import type { Org } from '../engine/types.ts';
import type { AsyncJobs } from './async/async-store.ts';
import type { IngestJobs } from './bulk/ingest-store.ts';
import type { QueryJobs } from './bulk/query-store.ts';
import type { Deploy } from '../metadata/deploy.ts';
import type { Cursors } from './rest/cursors.ts';
import type { SentNotification } from './sent-notification.ts';
import type { Faults } from './faults.ts';
import type { EventLog } from '../events/event-log.ts';
import type { HiddenSchema } from './hidden-schema.ts';
import type { RequestLog } from './request-log.ts';
import type { Sessions } from './sessions.ts';
import type { ApiUsage } from './usage.ts';

/** All that one running local org holds. */
export interface Site {
  readonly org: Org;
  /** `http://127.0.0.1:PORT`, known once the socket listens. */
  url: string;
  readonly clientId: string;
  readonly publicKey: KeyObject;
  readonly sessions: Sessions;
  readonly usage: ApiUsage;
  /** Events handed to subscribers, each to each. */
  readonly deliveries: ApiUsage;
  readonly faults: Faults;
  readonly hidden: HiddenSchema;
  readonly log: RequestLog;
  readonly cursors: Cursors;
  readonly queryJobs: QueryJobs;
  readonly ingestJobs: IngestJobs;
  /** Jobs of the first Bulk API. */
  readonly asyncJobs: AsyncJobs;
  /** Deploys by their id. */
  readonly deploys: Map<string, Deploy>;
  /** Change events as they are kept and told. */
  readonly events: EventLog;
  /** Custom notifications in the order in which they went out. */
  readonly notifications: SentNotification[];
  /** Folder for result files; removed at the stop. */
  readonly scratch: string;
}
