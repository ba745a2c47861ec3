import { SalesforceError } from '../engine/types.ts';

const HOUR = 60 * 60 * 1000;

/** What an org may use of something within 24 hours: calls, or deliveries of events. */
export interface ApiUsage {
  readonly max: number;
  /** Calls of the last 24 hours by the org's clock. */
  used(now: number): number;
  /** Counts one call. @throws SalesforceError REQUEST_LIMIT_EXCEEDED when none is left. */
  count(now: number): void;
  /** Counts what was used already, however much is left. */
  note(now: number, more: number): void;
  setRemaining(remaining: number, now: number): void;
}

/** The daily limit is a window of 24 hours that rolls by the hour, as Salesforce's does. */
export function createUsage(max: number): ApiUsage {
  const byHour = new Map<number, number>();
  function used(now: number): number {
    const hour = Math.floor(now / HOUR);
    let sum = 0;
    for (const [key, calls] of byHour) {
      if (key <= hour - 24) byHour.delete(key);
      else if (key <= hour) sum += calls;
    }
    return sum;
  }
  function add(now: number, calls: number): void {
    const hour = Math.floor(now / HOUR);
    byHour.set(hour, (byHour.get(hour) ?? 0) + calls);
  }
  return {
    max,
    used,
    count(now) {
      if (used(now) >= max) throw dailyLimit();
      add(now, 1);
    },
    note: add,
    setRemaining(remaining, now) {
      byHour.clear();
      add(now, Math.max(0, max - remaining));
    }
  };
}

export function dailyLimit(): SalesforceError {
  return new SalesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
}

export function concurrentLimit(): SalesforceError {
  return new SalesforceError(
    403,
    'REQUEST_LIMIT_EXCEEDED',
    'ConcurrentPerOrgLongTxn Limit exceeded.'
  );
}
