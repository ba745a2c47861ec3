import { setTimeout as sleep } from 'node:timers/promises';
import { SalesforceError } from '../engine/types.ts';
import type { Reply } from './exchange.ts';
import { errorReply, json, text } from './exchange.ts';
import type { FaultAction } from './faults.ts';
import { truncate } from './truncate.ts';
import { concurrentLimit, dailyLimit } from './usage.ts';

/** What is sent when the connection is dropped: nothing. */
export const DROPPED = Symbol('dropped');

/**
 * Answers a request as its faults say.
 * @param work the true answer; runs at most once, and not at all when a fault stands before it.
 * @param expire ends the session that the request came with.
 */
export async function answerWithFaults(
  actions: readonly FaultAction[],
  work: () => Reply,
  expire: () => void
): Promise<Reply | typeof DROPPED> {
  for (const action of actions) {
    const early = await before(action, expire);
    if (early !== null) return early;
  }
  let reply = work();
  for (const action of actions) {
    if (action.kind === 'truncate') reply = await truncate(reply, action.atRow);
    if (action.kind === 'drop') return DROPPED;
    if (action.kind === 'status') return statusReply(action.status);
  }
  return reply;
}

async function before(
  action: FaultAction,
  expire: () => void
): Promise<Reply | typeof DROPPED | null> {
  switch (action.kind) {
    case 'latency':
      await sleep(action.milliseconds);
      return null;
    case 'status':
      return action.after ? null : statusReply(action.status);
    case 'drop':
      return action.after ? null : DROPPED;
    case 'limit-daily':
      return errorReply(dailyLimit());
    case 'limit-concurrent':
      return errorReply(concurrentLimit());
    case 'query-timeout':
      return errorReply(
        new SalesforceError(400, 'QUERY_TIMEOUT', 'Your query request was running for too long.')
      );
    case 'expire-session':
      expire();
      return null;
    case 'lock':
    case 'truncate':
      return null;
  }
}

/** Salesforce's own words for 500 and 503; what stands before it answers others with a page. */
function statusReply(status: number): Reply {
  if (status === 500) {
    const message =
      'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-1 (1)';
    return json([{ message, errorCode: 'UNKNOWN_EXCEPTION' }], status);
  }
  if (status === 503) {
    return json(
      [{ message: 'We are down for maintenance.', errorCode: 'SERVER_UNAVAILABLE' }],
      status
    );
  }
  return text(
    'text/html; charset=UTF-8',
    `<html><body><h1>${String(status)} Error</h1></body></html>`,
    status
  );
}
