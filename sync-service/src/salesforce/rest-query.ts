import { z } from 'zod';
import type { OrgConnection } from './connection.ts';
import { OrgError } from './errors.ts';
import { patiently } from './retry.ts';
import type { RowsQuery, TakePage } from './rows.ts';
import { soqlOf } from './rows.ts';

const page = z.object({
  totalSize: z.number(),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.record(z.string(), z.unknown()))
});

/** Number of rows that the query would give. @throws OrgError */
export async function countRows(
  connection: OrgConnection,
  query: Omit<RowsQuery, 'columns'>
): Promise<number> {
  const where = query.where === undefined ? '' : ` WHERE ${query.where}`;
  const soql = `SELECT COUNT() FROM ${query.object}${where}`;
  const answer = await connection.json(
    {
      method: 'GET',
      path: `/query?q=${encodeURIComponent(soql)}`,
      about: `Counting ${query.object}`
    },
    page
  );
  return answer.totalSize;
}

/**
 * Reads rows by plain queries, page by page, and holds them against the org's own count.
 * @returns rows read
 * @throws OrgError SHORT_RESULT when a page came with fewer rows than the org counted
 */
export async function readByRest(
  connection: OrgConnection,
  query: RowsQuery,
  take: TakePage
): Promise<number> {
  const rows = await patiently(() => allPages(connection, query));
  return take({
    rows: rows.map((record) => query.columns.map((column) => cellOf(record, column)))
  });
}

/** All pages before the first row is handed on, so that a short result can be read again. */
async function allPages(
  connection: OrgConnection,
  query: RowsQuery
): Promise<Record<string, unknown>[]> {
  const about = `Reading ${query.object}`;
  let path = `/query?q=${encodeURIComponent(soqlOf(query))}`;
  const rows: Record<string, unknown>[] = [];
  for (;;) {
    const answer = await connection.json(
      { method: 'GET', path, about, headers: { 'Sforce-Query-Options': 'batchSize=2000' } },
      page
    );
    for (const record of answer.records) rows.push(record);
    if (answer.done || answer.nextRecordsUrl === undefined) {
      if (rows.length === answer.totalSize) return rows;
      throw new OrgError(
        'transient',
        'SHORT_RESULT',
        `${about}: ${String(rows.length)} rows came of ${String(answer.totalSize)}`,
        'The answer was cut short; the service reads it again.'
      );
    }
    path = answer.nextRecordsUrl;
  }
}

function cellOf(record: Readonly<Record<string, unknown>>, column: string): string | null {
  let value: unknown = record;
  for (const name of column.split('.')) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<string, unknown>)[name];
  }
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : String(value as number | boolean);
}
