import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { ChangeEvent } from '../salesforce/events/change-event.ts';
import type { ChangeStream } from '../salesforce/events/change-stream.ts';
import { openChangeStream } from '../salesforce/events/change-stream.ts';
import type { WorkQueue } from './queue.ts';

/** Where the org's events come from. */
export interface EventSettings {
  /** `host:port` of the Pub/Sub API. */
  readonly endpoint: string;
  /** PEM of a certificate to trust beside the well-known ones; null in a real org. */
  readonly certificateFile: string | null;
  /** Share of the day's event deliveries past which accounts are swept instead of listened to. */
  readonly share: number;
}

/** What a listener works with. */
export interface Ear {
  readonly settings: EventSettings;
  readonly connection: () => Promise<OrgConnection>;
  readonly queue: WorkQueue;
  readonly log: Logger;
}

/** What to do with what is heard. */
export interface Hearing {
  /** Changes that others made, in order. The place moves on when it has resolved. */
  heard(events: readonly ChangeEvent[]): Promise<void>;
  /** Events may have been missed: look at the org itself. */
  missed(): Promise<void>;
  /** Told of every delivery, our own writes included, since the org counts them all. */
  delivered(events: number): Promise<void>;
}

/**
 * Subscribes to a topic. What we wrote ourselves is passed over. The place is kept in Redis after
 * the work is queued; where Redis forgot it, `missed` is asked to tell what was missed.
 */
export function listenTo(
  { settings, connection, queue, log }: Ear,
  topic: string,
  hearing: Hearing
): ChangeStream {
  let own = '';
  const placeName = `place:${topic}`;
  return openChangeStream({
    endpoint: settings.endpoint,
    certificate: settings.certificateFile === null ? null : readFileSync(settings.certificateFile),
    topic,
    async access(isRefused) {
      const org = await connection();
      own = org.userId;
      // Any request renews a token that has expired.
      if (isRefused)
        await org.send({ method: 'GET', path: '/limits', about: 'Renewing the session' });
      return org.access();
    },
    place: {
      async read() {
        const kept = await queue.recall(placeName);
        return kept === null ? null : Buffer.from(kept, 'base64');
      },
      keep: (replayId) => queue.remember(placeName, replayId.toString('base64')),
      forget: () => queue.remember(placeName, null)
    },
    async take(events) {
      const others = events.filter((event) => event.userId.slice(0, 15) !== own.slice(0, 15));
      if (others.length > 0) await hearing.heard(others);
      await hearing.delivered(events.length);
    },
    missed: () => hearing.missed(),
    onTrouble(message, waitMilliseconds) {
      log.warn({ topic, waitMilliseconds: Math.round(waitMilliseconds), error: message }, 'events');
    }
  });
}
