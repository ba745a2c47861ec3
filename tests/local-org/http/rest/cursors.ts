import type { ResultRecord } from '../../engine/types.ts';
import { SalesforceError } from '../../engine/types.ts';

/** Cursors that a user may hold; opening another closes the oldest, as in Salesforce. */
const PER_USER = 10;

export interface Cursor {
  readonly id: string;
  readonly userId: string;
  readonly records: readonly ResultRecord[];
}

export interface Cursors {
  open(userId: string, records: readonly ResultRecord[]): Cursor;
  /** @throws SalesforceError INVALID_QUERY_LOCATOR when unknown, closed or another user's. */
  find(userId: string, id: string): Cursor;
}

/** Results of which a client has not yet fetched all pages. */
export function createCursors(): Cursors {
  const open = new Map<string, Cursor>();
  let next = 1;
  return {
    open(userId, records) {
      const own = [...open.values()].filter((cursor) => cursor.userId === userId);
      const oldest = own[0];
      if (own.length >= PER_USER && oldest !== undefined) open.delete(oldest.id);
      const id = `01gxx${next.toString(36).toUpperCase().padStart(10, '0')}AAA`;
      next += 1;
      const cursor: Cursor = { id, userId, records };
      open.set(id, cursor);
      return cursor;
    },
    find(userId, id) {
      const cursor = open.get(id);
      if (cursor === undefined || cursor.userId !== userId) {
        throw new SalesforceError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
      }
      return cursor;
    }
  };
}
