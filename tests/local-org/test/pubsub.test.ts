import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { credentials, loadPackageDefinition, Metadata, status } from '@grpc/grpc-js';
import type { ClientDuplexStream, ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { readFileSync } from 'node:fs';
import PubSubApiClient from 'salesforce-pubsub-api-client';
import type { LocalOrg } from '../http/server.ts';
import { startLocalOrg } from '../http/server.ts';
import { connect, control } from './sign-assertion.ts';

const topic = '/data/AccountChangeEvent';
let org: LocalOrg;
let adminId: string;
let token: string;

beforeAll(async () => {
  org = await startLocalOrg();
  const admin = org.users.find((user) => user.alias === 'admin');
  adminId = admin?.userId ?? '';
  token = admin?.accessToken ?? '';
}, 30_000);

afterAll(async () => {
  await org.stop();
});

const user = (): { userId: string } => ({ userId: adminId });

function create(name: string): string {
  const [saved] = org.org.create(user(), 'Account', [{ Name: name, Industry: 'Energy' }], {
    allOrNone: true
  });
  if (saved?.id === null || saved === undefined) throw new Error(JSON.stringify(saved));
  return saved.id;
}

interface SeenEvent {
  readonly replayId: number;
  readonly payload: {
    readonly ChangeEventHeader: {
      readonly entityName: string;
      readonly recordIds: readonly string[];
      readonly changeType: string;
      readonly commitUser: string;
      readonly changedFields: readonly string[];
      readonly nulledFields: readonly string[];
    };
    readonly Name: string | null;
    readonly Industry: string | null;
    readonly NumberOfEmployees: number | null;
  };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe("somebody else's client of the Pub/Sub API", () => {
  it('decodes what was created, changed and deleted, with the fields that changed', async () => {
    const client = new PubSubApiClient(
      {
        authType: 'user-supplied',
        accessToken: token,
        // It wants an address with https, which the subscription does not use.
        instanceUrl: 'https://evenfield.example',
        organizationId: org.org.organizationId,
        pubSubEndpoint: org.pubSub.endpoint,
        rejectUnauthorizedSsl: false
      },
      { debug: quiet, info: quiet, warn: quiet, error: quiet } as unknown as Console
    );
    await client.connect();
    const seen: SeenEvent[] = [];
    const isOver = new Promise<void>((resolve) => {
      client.subscribeFromEarliestEvent(
        topic,
        (_subscription, kind, data) => {
          if (kind === 'event') seen.push(data as unknown as SeenEvent);
          if (kind === 'lastEvent') resolve();
        },
        3
      );
    });
    const id = create('Sound Energy');
    org.org.update(user(), 'Account', [{ Id: id, NumberOfEmployees: 120, Industry: null }], {
      allOrNone: true
    });
    org.org.remove(user(), [id], { allOrNone: true });
    await isOver;
    // Its own way to close leaves an error that nobody hears.
    org.pubSub.cut();
    expect(seen.map((event) => event.payload.ChangeEventHeader.changeType)).toEqual([
      'CREATE',
      'UPDATE',
      'DELETE'
    ]);
    for (const event of seen)
      expect(event.payload.ChangeEventHeader).toMatchObject({
        entityName: 'Account',
        recordIds: [id],
        commitUser: adminId
      });
    expect(seen[0]?.payload).toMatchObject({ Name: 'Sound Energy', Industry: 'Energy' });
    expect(seen[1]?.payload).toMatchObject({ Name: null, Industry: null, NumberOfEmployees: 120 });
    expect([...(seen[1]?.payload.ChangeEventHeader.changedFields ?? [])].sort()).toEqual(
      expect.arrayContaining(['Industry', 'NumberOfEmployees'])
    );
    expect(seen[1]?.payload.ChangeEventHeader.nulledFields).toEqual(['Industry']);
  }, 30_000);

  it('hears nothing of what was undone', async () => {
    const before = await replayOf();
    org.org.create(user(), 'Account', [{ Name: 'Kept not' }, { Industry: 'Energy' }], {
      allOrNone: true
    });
    expect(await replayOf()).toBe(before);
  });
});

function quiet(): void {
  return;
}

interface Fetched {
  readonly events: readonly { readonly replay_id: Buffer }[];
  readonly latest_replay_id: Buffer;
  readonly pending_num_requested: number;
}
type Stream = ClientDuplexStream<object, Fetched>;

/** A stream of our own, to ask what a well-behaved client would not. */
function subscribe(accessToken = token): { stream: Stream; close(): void } {
  const proto = loadSync('sync-service/src/salesforce/events/pubsub.proto', {
    keepCase: true,
    enums: String,
    defaults: true
  });
  const { PubSub } = (
    loadPackageDefinition(proto) as unknown as {
      eventbus: {
        v1: {
          PubSub: new (
            endpoint: string,
            security: object
          ) => { subscribe(metadata: Metadata): Stream; close(): void };
        };
      };
    }
  ).eventbus.v1;
  const client = new PubSub(
    org.pubSub.endpoint,
    credentials.createSsl(readFileSync(org.pubSubCertificateFile))
  );
  const metadata = new Metadata();
  metadata.set('accesstoken', accessToken);
  metadata.set('instanceurl', org.url);
  metadata.set('tenantid', org.org.organizationId);
  const stream = client.subscribe(metadata);
  return {
    stream,
    close() {
      stream.cancel();
      client.close();
    }
  };
}

function refusalOf(stream: Stream): Promise<{ code: number; name: string }> {
  return new Promise((resolve) => {
    stream.on('data', quiet);
    stream.on('error', (error: ServiceError) => {
      resolve({ code: error.code, name: String(error.metadata.get('error-code')[0]) });
    });
  });
}

/** The place of the newest event that can be fetched, by asking for all. */
async function replayOf(): Promise<number> {
  const { stream, close } = subscribe();
  stream.on('error', quiet);
  const first = new Promise<Fetched>((resolve) => stream.once('data', resolve));
  stream.write({ topic_name: topic, replay_preset: 'EARLIEST', num_requested: 100 });
  const fetched = await first;
  close();
  return Number(fetched.events.at(-1)?.replay_id.readBigInt64BE() ?? 0n);
}

describe('a subscription', () => {
  it('gets as many events as it asked for, and the next when it asks again', async () => {
    const ids = [create('One'), create('Two'), create('Three')];
    const { stream, close } = subscribe();
    const seen: Fetched[] = [];
    stream.on('error', quiet);
    stream.on('data', (fetched: Fetched) => seen.push(fetched));
    stream.write({ topic_name: topic, replay_preset: 'EARLIEST', num_requested: 2 });
    await until(() => seen.flatMap((fetched) => fetched.events).length === 2);
    expect(seen.at(-1)?.pending_num_requested).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen.flatMap((fetched) => fetched.events)).toHaveLength(2);
    stream.write({ topic_name: topic, num_requested: 1 });
    await until(() => seen.flatMap((fetched) => fetched.events).length === 3);
    close();
    expect(ids).toHaveLength(3);
    const places = seen.flatMap((fetched) => fetched.events).map((event) => event.replay_id);
    expect([...places].sort(Buffer.compare)).toEqual(places);
  }, 30_000);

  it.each([
    ['without a good token', 'nobody', {}, status.UNAUTHENTICATED, 'service.auth.error'],
    [
      'of a topic that does not exist',
      null,
      { topic_name: '/data/NothingChangeEvent' },
      status.NOT_FOUND,
      'topic.not.found'
    ],
    [
      'of an object that was not chosen',
      null,
      { topic_name: '/data/ContactChangeEvent' },
      status.NOT_FOUND,
      'topic.not.found'
    ],
    [
      'from a place that is no place',
      null,
      { replay_preset: 'CUSTOM', replay_id: Buffer.from('abc') },
      status.INVALID_ARGUMENT,
      'subscription.fetch.replayid.corrupted'
    ],
    [
      'for no events',
      null,
      { num_requested: 0 },
      status.INVALID_ARGUMENT,
      'subscription.fetch.requested.events.count.invalid'
    ]
  ])('%s is refused', async (_name, asWhom, more, code, name) => {
    const { stream, close } = subscribe(asWhom ?? token);
    const refused = refusalOf(stream);
    stream.write({ topic_name: topic, replay_preset: 'LATEST', num_requested: 1, ...more });
    expect(await refused).toEqual({ code, name: `sfdc.platform.eventbus.grpc.${name}` });
    close();
  });

  it('from a place older than 72 hours is refused', async () => {
    create('Old');
    const place = Buffer.alloc(8);
    place.writeBigInt64BE(BigInt(await replayOf()) - 1n);
    await control(org, 'POST', '/clock', { offsetMilliseconds: 73 * 3_600_000 });
    const fresh = await freshToken();
    const { stream, close } = subscribe(fresh);
    const refused = refusalOf(stream);
    stream.write({
      topic_name: topic,
      replay_preset: 'CUSTOM',
      replay_id: place,
      num_requested: 1
    });
    expect((await refused).name).toContain('replayid.validation.failed');
    close();
    await control(org, 'POST', '/clock', { offsetMilliseconds: 0 });
  }, 30_000);
});

/** A session that is good by a clock that was moved. */
async function freshToken(): Promise<string> {
  const connection = await connect(org, 'admin');
  return connection.accessToken ?? '';
}
