import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOrg } from '../engine/org.ts';
import { currencyRows } from '../engine/standard/currency.ts';
import type { Org, OrgCurrency } from '../engine/types.ts';
import { createEventLog } from '../events/event-log.ts';
import type { PubSubServer } from '../events/pubsub-server.ts';
import { startPubSub } from '../events/pubsub-server.ts';
import { createAsyncJobs } from './async/async-store.ts';
import { createIngestJobs } from './bulk/ingest-store.ts';
import { createQueryJobs } from './bulk/query-store.ts';
import { createFaults } from './faults.ts';
import { createHiddenSchema } from './hidden-schema.ts';
import { keyFor } from './keys.ts';
import { createListener } from './listener.ts';
import type { Person } from './people.ts';
import { loadCast, readCast } from './people.ts';
import { createRequestLog } from './request-log.ts';
import { createCursors } from './rest/cursors.ts';
import { createSessions, LONGEST_SESSION_MILLISECONDS } from './sessions.ts';
import type { Site } from './site.ts';
import { createUsage } from './usage.ts';

/** Salesforce's allowance of an Enterprise org with a hundred users or so. */
const DAILY_REQUESTS = 100_000;
/** The add-on aside, what such an org may have delivered in a day. */
const DAILY_DELIVERIES = 50_000;
const CLIENT_ID = 'EvenfieldLocal';

export interface LocalOrgOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Folders of metadata in source format; `force-app` by default. */
  readonly sources?: readonly string[];
  /** Folder that holds the org's file and key; without it all is gone at the stop. */
  readonly keep?: string;
  /** API calls in 24 hours. */
  readonly dailyRequests?: number;
  /** Several currencies, where the org has them: dated rates as they come, corporate one marked. */
  readonly currencies?: readonly OrgCurrency[];
  /** Sales Territories (Enterprise Territory Management) switched on. */
  readonly salesTerritories?: boolean;
  /** Opportunity Splits set up, and the history of an opportunity's fields tracked. */
  readonly opportunityTracking?: boolean;
  /** The history of fields of accounts and of cases tracked. */
  readonly fieldHistory?: boolean;
  /** Custom objects for which an admin turned Grant Access Using Hierarchies off. */
  readonly withoutHierarchy?: readonly string[];
  /** Fills a new org after its users are made; not called on a kept one. */
  readonly fill?: (org: Org) => void | Promise<void>;
}

export interface LocalOrgUser extends Person {
  readonly accessToken: string;
}

export interface LocalOrg {
  readonly url: string;
  readonly users: readonly LocalOrgUser[];
  readonly clientId: string;
  readonly privateKeyFile: string;
  readonly org: Org;
  readonly pubSub: PubSubServer;
  /** PEM of the Pub/Sub API's certificate, for clients to trust. */
  readonly pubSubCertificateFile: string;
  /** Closes the socket and the org, and removes what was not to be kept. */
  stop(): Promise<void>;
}

/** Starts a Salesforce org in this process and returns when it takes requests. */
export async function startLocalOrg(options: LocalOrgOptions = {}): Promise<LocalOrg> {
  const scratch = mkdtempSync(join(tmpdir(), 'evenfield-org-'));
  if (options.keep !== undefined) mkdirSync(options.keep, { recursive: true });
  const file = options.keep === undefined ? undefined : join(options.keep, 'org.sqlite');
  const isNew = file === undefined || !existsSync(file);
  const privateKeyFile = join(options.keep ?? scratch, 'client-key.pem');
  const key = keyFor(privateKeyFile);
  const org = openOrg({
    sources: options.sources ?? ['force-app'],
    ...(options.currencies === undefined ? {} : { currencies: options.currencies }),
    ...(options.salesTerritories === true ? { salesTerritories: true } : {}),
    ...(options.opportunityTracking === true ? { opportunityTracking: true } : {}),
    ...(options.fieldHistory === true ? { fieldHistory: true } : {}),
    ...(options.withoutHierarchy === undefined
      ? {}
      : { withoutHierarchy: options.withoutHierarchy }),
    ...(file === undefined ? {} : { file })
  });
  const people = isNew ? loadCast(org) : readCast(org);
  if (isNew && options.currencies !== undefined) {
    const { types, dated } = currencyRows(options.currencies);
    org.load('CurrencyType', types);
    org.load('DatedConversionRate', dated);
  }
  if (isNew) await options.fill?.(org);
  const site: Site = {
    org,
    url: '',
    clientId: CLIENT_ID,
    publicKey: await key,
    sessions: createSessions(org.organizationId),
    usage: createUsage(options.dailyRequests ?? DAILY_REQUESTS),
    deliveries: createUsage(DAILY_DELIVERIES),
    faults: createFaults(),
    hidden: createHiddenSchema(org),
    log: createRequestLog(),
    cursors: createCursors(),
    queryJobs: createQueryJobs(org, scratch),
    ingestJobs: createIngestJobs(org),
    asyncJobs: createAsyncJobs(org),
    deploys: new Map(),
    events: createEventLog(org),
    notifications: [],
    scratch
  };
  const server = createServer(
    { maxHeaderSize: 64 * 1024, keepAliveTimeout: 30_000 },
    createListener(site)
  );
  site.url = await listen(server, options.port ?? 0);
  const pubSub = await startPubSub(site, site.events);
  const certificateFile = join(scratch, 'pubsub-certificate.pem');
  writeFileSync(certificateFile, pubSub.certificate);
  const users = people.map((person) => ({
    ...person,
    accessToken: site.sessions.open(person.userId, org.now(), LONGEST_SESSION_MILLISECONDS).token
  }));
  return {
    url: site.url,
    users,
    clientId: CLIENT_ID,
    privateKeyFile,
    org,
    pubSub,
    pubSubCertificateFile: certificateFile,
    async stop() {
      await pubSub.stop();
      await close(server);
      org.close();
      rmSync(scratch, { recursive: true, force: true });
    }
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${String(address.port)}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
