import type { ClientDuplexStream, ServiceError } from '@grpc/grpc-js';
import { credentials, loadPackageDefinition, Metadata, status } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { fileURLToPath } from 'node:url';
import type { ChangeEvent, EventReader } from './change-event.ts';
import { eventReader } from './change-event.ts';

/** What the Pub/Sub API asks of a subscriber. */
export interface StreamAccess {
  readonly token: string;
  readonly instanceUrl: string;
  readonly organizationId: string;
}

/** Where a subscription stands; kept outside, so that another process goes on from there. */
export interface StreamPlace {
  read(): Promise<Buffer | null>;
  keep(replayId: Buffer): Promise<void>;
  forget(): Promise<void>;
}

export interface StreamOptions {
  /** `host:port` over TLS. */
  readonly endpoint: string;
  /** PEM of a certificate to trust beside the well-known ones. */
  readonly certificate: Buffer | null;
  readonly topic: string;
  /** A token that is good now; asked again after the org refused one. */
  access(isRefused: boolean): Promise<StreamAccess>;
  readonly place: StreamPlace;
  /** Takes events in order. The place moves on only when it has resolved. */
  take(events: readonly ChangeEvent[]): Promise<void>;
  /** Events may have been missed: look at the org itself. */
  missed(): Promise<void>;
  /** Told of what went wrong and how long the stream waits before it tries again. */
  onTrouble(message: string, waitMilliseconds: number): void;
}

export interface ChangeStream {
  close(): void;
}

interface Fetched {
  readonly events: readonly {
    readonly event: { readonly schema_id: string; readonly payload: Buffer };
    readonly replay_id: Buffer;
  }[];
  readonly latest_replay_id: Buffer;
  readonly pending_num_requested: number;
}

interface PubSubClient {
  subscribe(metadata: Metadata): ClientDuplexStream<object, Fetched>;
  getSchema(
    request: { schema_id: string },
    metadata: Metadata,
    done: (error: ServiceError | null, answer: { schema_json: string }) => void
  ): void;
  close(): void;
}

/** Events asked for at once: few, so that a crash repeats little. */
const requestedAtOnce = 20;
const firstWaitMilliseconds = 500;
const longestWaitMilliseconds = 60_000;
/** The org sends a sign of life at least every 270 seconds; silence beyond means a dead connection. */
const silenceMilliseconds = 300_000;

/** Subscribes, and again after every trouble, each time from the kept place, until closed. */
export function openChangeStream(options: StreamOptions): ChangeStream {
  const client = newClient(options);
  const readers = new Map<string, EventReader>();
  let isClosed = false;
  let current: ClientDuplexStream<object, Fetched> | null = null;
  let wake: () => void = () => undefined;
  const run = async (): Promise<void> => {
    let wait = firstWaitMilliseconds;
    let isRefused = false;
    while (!isClosed) {
      try {
        const metadata = metadataOf(await options.access(isRefused));
        isRefused = false;
        await once(metadata, () => {
          wait = firstWaitMilliseconds;
        });
        // Only a stream that somebody ended comes here; a fault throws.
      } catch (error) {
        if (ended()) return;
        const { code, name, message } = reasonOf(error);
        isRefused = code === status.UNAUTHENTICATED;
        if (name.includes('replayid')) {
          await options.place.forget();
          options.onTrouble(`The place in ${options.topic} is lost: ${message}`, 0);
          continue;
        }
        const waiting = wait * (0.5 + Math.random());
        options.onTrouble(message, waiting);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, waiting);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wait = Math.min(longestWaitMilliseconds, wait * 2);
      }
    }
  };
  const ended = (): boolean => isClosed;
  /** One subscription from its first fetch to its end. */
  const once = async (metadata: Metadata, isWell: () => void): Promise<void> => {
    const replayId = await options.place.read();
    const stream = client.subscribe(metadata);
    current = stream;
    let working: Promise<void> = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      let silence = setTimeout(() => undefined, 0);
      const alive = (): void => {
        clearTimeout(silence);
        silence = setTimeout(() => {
          stream.destroy(new Error('The stream gave no sign of life'));
        }, silenceMilliseconds);
      };
      const fail = (error: unknown): void => {
        clearTimeout(silence);
        working.then(() => {
          reject(error instanceof Error ? error : new Error(String(error)));
        }, reject);
      };
      alive();
      stream.on('error', fail);
      stream.on('end', () => {
        clearTimeout(silence);
        if (isClosed) resolve();
        else fail(new Error('The org ended the stream'));
      });
      stream.on('data', (fetched: Fetched) => {
        alive();
        isWell();
        working = working
          .then(() => take(fetched, metadata))
          .then(() => {
            if (fetched.pending_num_requested === 0 && !isClosed)
              stream.write({ topic_name: options.topic, num_requested: requestedAtOnce });
          });
        working.catch((error: unknown) => {
          stream.destroy(error instanceof Error ? error : new Error(String(error)));
        });
      });
      stream.write({
        topic_name: options.topic,
        num_requested: requestedAtOnce,
        ...(replayId === null
          ? { replay_preset: 'LATEST' }
          : { replay_preset: 'CUSTOM', replay_id: replayId })
      });
      // What happened while nobody listened, the org itself must tell; asked after the subscription began.
      if (replayId === null) working = working.then(() => options.missed());
      working.catch(fail);
    });
  };
  const take = async (fetched: Fetched, metadata: Metadata): Promise<void> => {
    const events: ChangeEvent[] = [];
    for (const { event, replay_id } of fetched.events) {
      let reader = readers.get(event.schema_id);
      if (reader === undefined) {
        reader = eventReader(await schemaOf(client, event.schema_id, metadata));
        readers.set(event.schema_id, reader);
      }
      events.push(reader.read(event.payload, replay_id));
    }
    if (events.some((event) => event.kind.startsWith('GAP_'))) await options.missed();
    // An overflow names no records, so there is nothing in it but that something was missed.
    const told = events.filter((event) => event.kind !== 'GAP_OVERFLOW');
    if (told.length > 0) await options.take(told);
    const place = events.at(-1)?.replayId ?? fetched.latest_replay_id;
    if (place.length > 0) await options.place.keep(place);
  };
  run().catch((error: unknown) => {
    options.onTrouble(`The stream ended for good: ${String(error)}`, 0);
  });
  return {
    close() {
      isClosed = true;
      wake();
      current?.cancel();
      client.close();
    }
  };
}

function newClient(options: StreamOptions): PubSubClient {
  const definition = loadSync(fileURLToPath(new URL('./pubsub.proto', import.meta.url)), {
    keepCase: true,
    enums: String,
    defaults: true
  });
  const { PubSub } = (
    loadPackageDefinition(definition) as unknown as {
      eventbus: {
        v1: { PubSub: new (endpoint: string, security: object, rest: object) => PubSubClient };
      };
    }
  ).eventbus.v1;
  return new PubSub(options.endpoint, credentials.createSsl(options.certificate), {
    'grpc.keepalive_time_ms': 60_000,
    'grpc.max_receive_message_length': 64 * 1024 * 1024
  });
}

function metadataOf(access: StreamAccess): Metadata {
  const metadata = new Metadata();
  metadata.set('accesstoken', access.token);
  metadata.set('instanceurl', access.instanceUrl);
  metadata.set('tenantid', access.organizationId);
  return metadata;
}

function schemaOf(client: PubSubClient, id: string, metadata: Metadata): Promise<string> {
  return new Promise((resolve, reject) => {
    client.getSchema({ schema_id: id }, metadata, (error, answer) => {
      if (error === null) resolve(answer.schema_json);
      else reject(error);
    });
  });
}

function reasonOf(error: unknown): { code: number | null; name: string; message: string } {
  if (!(error instanceof Error)) return { code: null, name: '', message: String(error) };
  const fault = error as Partial<ServiceError>;
  return {
    code: fault.code ?? null,
    name: String(fault.metadata?.get('error-code')[0] ?? ''),
    message: fault.details === undefined || fault.details === '' ? error.message : fault.details
  };
}
