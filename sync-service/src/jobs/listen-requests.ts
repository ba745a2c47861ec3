import type { ChangeStream } from '../salesforce/events/change-stream.ts';
import type { Ear } from './listen.ts';
import { listenTo } from './listen.ts';
import { sweepRequests } from './sweep.ts';

/**
 * Hears of requests as they are written, and looks for all that wait: the event says when to look,
 * the org says what there is, so an event twice or never does no harm.
 */
export function listenForRequests(ear: Ear): ChangeStream {
  const sweep = async (): Promise<void> => {
    await sweepRequests(await ear.connection(), ear.queue);
  };
  return listenTo(ear, '/data/Evenfield_Request__ChangeEvent', {
    heard: sweep,
    missed: sweep,
    async delivered(events) {
      await ear.queue.countToday('deliveries', events);
    }
  });
}
