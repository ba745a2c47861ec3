import { randomUUID } from 'node:crypto';
import type { ServerDuplexStream, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { loadPackageDefinition, Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { generate } from 'selfsigned';
import type { Site } from '../http/site.ts';
import type { EventLog } from './event-log.ts';

/** A running Pub/Sub API. */
export interface PubSubServer {
  /** `127.0.0.1:PORT` over TLS. */
  readonly endpoint: string;
  /** PEM of the certificate that the server shows, for clients to trust. */
  readonly certificate: string;
  /** Cuts every subscription, as a network does. */
  cut(): void;
  stop(): Promise<void>;
}

/** Deliveries that one subscriber may have in 24 hours, by edition. */
const MOST_DELIVERIES = 50_000;
/** Most events of one fetch. */
const MOST_REQUESTED = 100;
const KEEP_ALIVE_MILLISECONDS = 60_000;
const ERROR = 'sfdc.platform.eventbus.grpc';

interface Fetch {
  readonly topic_name: string;
  readonly replay_preset: 'LATEST' | 'EARLIEST' | 'CUSTOM';
  readonly replay_id: Buffer;
  readonly num_requested: number;
}

type Stream = ServerDuplexStream<Fetch, object>;

/** Starts the Pub/Sub API over TLS with a certificate of its own. */
export async function startPubSub(site: Site, log: EventLog): Promise<PubSubServer> {
  const pair = await generate([{ name: 'commonName', value: 'localhost' }], {
    // A key on a curve is made in a moment, where an RSA key takes a good part of an org's start.
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' }
        ]
      }
    ]
  });
  const proto = loadSync(
    new URL('../../../sync-service/src/salesforce/events/pubsub.proto', import.meta.url).pathname,
    { keepCase: true, enums: String, defaults: true }
  );
  const { PubSub } = (
    loadPackageDefinition(proto) as unknown as {
      eventbus: { v1: { PubSub: { service: Parameters<Server['addService']>[0] } } };
    }
  ).eventbus.v1;
  const streams = new Set<Stream>();
  const delivered = new Map<string, { from: number; count: number }>();
  const server = new Server();
  server.addService(PubSub.service, {
    getTopic: unary(site, (call: { topic_name: string }) => {
      if (!log.hasTopic(call.topic_name))
        throw refusal(status.NOT_FOUND, 'topic.not.found', `${call.topic_name} is no topic`);
      return {
        topic_name: call.topic_name,
        tenant_guid: site.org.organizationId,
        can_publish: false,
        can_subscribe: true,
        schema_id: log.schemaOf(call.topic_name).id,
        rpc_id: randomUUID()
      };
    }),
    getSchema: unary(site, (call: { schema_id: string }) => {
      const json = log.schemaById(call.schema_id);
      if (json === null)
        throw refusal(status.NOT_FOUND, 'schema.not.found', `${call.schema_id} is no schema`);
      return { schema_json: json, schema_id: call.schema_id, rpc_id: randomUUID() };
    }),
    subscribe(stream: Stream) {
      const userId = userOf(site, stream.metadata);
      if (userId === null) {
        fail(
          stream,
          refusal(status.UNAUTHENTICATED, 'service.auth.error', 'The access token is not valid')
        );
        return;
      }
      streams.add(stream);
      const end = subscribe(site, log, stream, userId, delivered);
      for (const event of ['end', 'close', 'cancelled', 'error'])
        stream.on(event, () => {
          end();
          streams.delete(stream);
        });
    }
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      '127.0.0.1:0',
      ServerCredentials.createSsl(null, [
        { private_key: Buffer.from(pair.private), cert_chain: Buffer.from(pair.cert) }
      ]),
      (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      }
    );
  });
  return {
    endpoint: `127.0.0.1:${String(port)}`,
    certificate: pair.cert,
    cut() {
      for (const stream of [...streams])
        fail(stream, refusal(status.UNAVAILABLE, 'service.unavailable', 'The connection was cut'));
    },
    stop() {
      server.forceShutdown();
      return Promise.resolve();
    }
  };
}

/** Gives a subscriber as many events as it asked for, as they come. @returns how to end it */
function subscribe(
  site: Site,
  log: EventLog,
  stream: Stream,
  userId: string,
  delivered: Map<string, { from: number; count: number }>
): () => void {
  let topic: string | null = null;
  let place = 0;
  let wanted = 0;
  let isOver = false;
  const send = (): void => {
    if (topic === null || isOver) return;
    const events = log.after(topic, place, Math.min(wanted, MOST_REQUESTED));
    if (events.length === 0) return;
    const day = allowance(delivered, `${userId}:${topic}`, site.org.now());
    if (day.count + events.length > MOST_DELIVERIES) {
      isOver = true;
      fail(
        stream,
        refusal(
          status.RESOURCE_EXHAUSTED,
          'subscription.limit.exceeded',
          'The daily event delivery allocation is used up'
        )
      );
      return;
    }
    day.count += events.length;
    site.deliveries.note(site.org.now(), events.length);
    wanted -= events.length;
    place = events.at(-1)?.replay ?? place;
    stream.write({
      events: events.map((event) => ({
        event: { id: event.id, schema_id: event.schemaId, payload: event.payload, headers: [] },
        replay_id: replayBytes(event.replay)
      })),
      latest_replay_id: replayBytes(log.newest()),
      rpc_id: randomUUID(),
      pending_num_requested: wanted
    });
    if (wanted > 0) send();
  };
  stream.on('data', (fetch: Fetch) => {
    if (isOver) return;
    if (topic === null) {
      const begun = beginning(log, fetch);
      if (typeof begun !== 'number') {
        isOver = true;
        fail(stream, begun);
        return;
      }
      topic = fetch.topic_name;
      place = begun;
    }
    if (fetch.num_requested <= 0) {
      isOver = true;
      fail(
        stream,
        refusal(
          status.INVALID_ARGUMENT,
          'subscription.fetch.requested.events.count.invalid',
          'num_requested has to be above 0'
        )
      );
      return;
    }
    wanted += fetch.num_requested;
    send();
  });
  const silence = log.listen(send);
  const keepAlive = setInterval(() => {
    if (topic !== null && !isOver)
      stream.write({
        events: [],
        latest_replay_id: replayBytes(log.newest()),
        rpc_id: randomUUID(),
        pending_num_requested: wanted
      });
  }, KEEP_ALIVE_MILLISECONDS);
  return () => {
    isOver = true;
    silence();
    clearInterval(keepAlive);
  };
}

/** Where a subscription begins, or why it cannot. */
function beginning(log: EventLog, fetch: Fetch): number | Refusal {
  if (!log.hasTopic(fetch.topic_name))
    return refusal(status.NOT_FOUND, 'topic.not.found', `${fetch.topic_name} is no topic`);
  if (fetch.replay_preset === 'LATEST') return log.newest();
  if (fetch.replay_preset === 'EARLIEST') return log.oldest(fetch.topic_name);
  if (fetch.replay_id.length !== 8)
    return refusal(
      status.INVALID_ARGUMENT,
      'subscription.fetch.replayid.corrupted',
      'The Replay ID is corrupted'
    );
  const asked = Number(fetch.replay_id.readBigInt64BE());
  if (asked < log.oldest(fetch.topic_name) || asked > log.newest())
    return refusal(
      status.INVALID_ARGUMENT,
      'subscription.fetch.replayid.validation.failed',
      'The Replay ID validation failed. Ensure that the Replay ID is valid'
    );
  return asked;
}

function allowance(
  delivered: Map<string, { from: number; count: number }>,
  key: string,
  now: number
): { from: number; count: number } {
  let day = delivered.get(key);
  if (day === undefined || now - day.from > 86_400_000) {
    day = { from: now, count: 0 };
    delivered.set(key, day);
  }
  return day;
}

function replayBytes(replay: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(replay));
  return bytes;
}

interface Refusal {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
}

function refusal(code: number, name: string, details: string): Refusal {
  const metadata = new Metadata();
  metadata.set('error-code', `${ERROR}.${name}`);
  return { code, details, metadata };
}

function fail(stream: Stream, reason: Refusal): void {
  stream.emit('error', Object.assign(new Error(reason.details), reason));
}

function unary<Q>(
  site: Site,
  answer: (request: Q) => object
): (call: ServerUnaryCall<Q, object>, done: sendUnaryData<object>) => void {
  return (call, done) => {
    if (userOf(site, call.metadata) === null) {
      done(refusal(status.UNAUTHENTICATED, 'service.auth.error', 'The access token is not valid'));
      return;
    }
    try {
      done(null, answer(call.request));
    } catch (error) {
      done(error as Refusal);
    }
  };
}

function userOf(site: Site, metadata: Metadata): string | null {
  const one = (name: string): string => String(metadata.get(name)[0] ?? '');
  if (one('tenantid').slice(0, 15) !== site.org.organizationId.slice(0, 15)) return null;
  return site.sessions.use(one('accesstoken'), site.org.now())?.userId ?? null;
}
