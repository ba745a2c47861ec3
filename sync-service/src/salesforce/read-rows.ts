import { createQueryJob, readQueryJob } from './bulk-query.ts';
import type { OrgConnection } from './connection.ts';
import { OrgError } from './errors.ts';
import { countRows, readByRest } from './rest-query.ts';
import type { RowsQuery, TakePage, TakeRow } from './rows.ts';
import { rowByRow } from './rows.ts';

/** From this many rows on, Bulk API 2.0 costs fewer calls than plain pages. */
export const bulkFrom = 2_000;

/** How rows of so many are read. */
export function wayToRead(count: number): 'rest' | 'bulk' {
  return count > bulkFrom ? 'bulk' : 'rest';
}

export interface PreparedRead {
  /** Reads the rows; may be called again after it failed. @returns rows read @throws OrgError */
  read(take: TakePage): Promise<number>;
  /** Rows counted, or known to be there at least. */
  readonly count: number;
}

/**
 * Counts and, where there are many, starts the Bulk job, so that the org works on several at once
 * while the first is read. A job that the org refuses becomes a plain query.
 * @param known rows that are there at least, where another count tells; saves counting
 */
export async function prepareRead(
  connection: OrgConnection,
  query: RowsQuery,
  known = 0
): Promise<PreparedRead> {
  const count = wayToRead(known) === 'bulk' ? known : await countRows(connection, query);
  const viaRest: PreparedRead = { count, read: (take) => readByRest(connection, query, take) };
  if (connection.plainOnly === true || wayToRead(count) === 'rest') return viaRest;
  let first: string | null;
  try {
    first = await createQueryJob(connection, query);
  } catch (error) {
    if (error instanceof OrgError && error.kind === 'configuration') return viaRest;
    throw error;
  }
  return {
    count,
    async read(take) {
      const id = first ?? (await createQueryJob(connection, query));
      first = null;
      return readQueryJob(connection, query, id, take);
    }
  };
}

/** Reads all rows of a query by the way that suits their number. @throws OrgError */
export async function readRows(
  connection: OrgConnection,
  query: RowsQuery,
  take: TakeRow
): Promise<number> {
  return (await prepareRead(connection, query)).read(rowByRow(query, take));
}

/**
 * Reads rows by plain pages of 2,000, uncounted: where some pages at most are there, fewer calls
 * than counting first or a Bulk job. @throws OrgError
 */
export async function readPages(
  connection: OrgConnection,
  query: RowsQuery,
  take: TakeRow
): Promise<number> {
  return readByRest(connection, query, rowByRow(query, take));
}
