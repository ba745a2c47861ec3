import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { ChangeStream } from '../salesforce/events/change-stream.ts';
import { openChangeStream } from '../salesforce/events/change-stream.ts';
import type { WorkQueue } from './queue.ts';
import { sweepRequests } from './sweep.ts';

/** Where the org's events come from. */
export interface EventSettings {
  /** `host:port` of the Pub/Sub API. */
  readonly endpoint: string;
  /** PEM of a certificate to trust beside the well-known ones; null in a real org. */
  readonly certificateFile: string | null;
}

const topic = '/data/Evenfield_Request__ChangeEvent';

/**
 * Hears of requests as they are written, and looks for all that wait: the event says when to look,
 * the org says what there is, so an event twice or never does no harm. What we wrote ourselves is
 * passed over. The place is kept in Redis after the work is queued; where Redis forgot it, a sweep
 * tells what was missed.
 */
export function listenForRequests(
  settings: EventSettings,
  connection: () => Promise<OrgConnection>,
  queue: WorkQueue,
  log: Logger
): ChangeStream {
  let own = '';
  const placeName = `place:${topic}`;
  const sweep = async (): Promise<void> => {
    await sweepRequests(await connection(), queue);
  };
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
      if (others.length > 0) await sweep();
    },
    missed: sweep,
    onTrouble(message, waitMilliseconds) {
      log.warn({ topic, waitMilliseconds: Math.round(waitMilliseconds), error: message }, 'events');
    }
  });
}
