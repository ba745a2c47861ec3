import { z } from 'zod';
import type { OrgConnection } from './connection.ts';
import type { RowOutcome, RowsToWrite } from './write-types.ts';

const mostRows = 200;

const results = z.array(
  z.object({
    id: z.string().nullish(),
    success: z.boolean(),
    errors: z.array(z.object({ statusCode: z.string(), message: z.string() })).default([])
  })
);

/**
 * Writes by sObject Collections, 200 rows a call, each row by itself. Inserts are not sent twice:
 * an answer that got lost leaves rows that the next run's reading finds.
 */
export async function sendCollections(
  connection: OrgConnection,
  work: RowsToWrite
): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  for (let from = 0; from < work.rows.length; from += mostRows) {
    const rows = work.rows.slice(from, from + mostRows);
    const answer = await connection.json(
      {
        ...requestFor(work, rows),
        ...(work.rules === 'run' ? { headers: { 'Sforce-Auto-Assign': 'true' } } : {}),
        about: `Writing ${work.object}`,
        repeatable: work.operation !== 'insert'
      },
      results
    );
    answer.forEach((result, index) => {
      const error = result.errors[0];
      outcomes.push({
        row: from + index,
        success: result.success,
        id: result.id ?? null,
        code: error?.statusCode ?? null,
        message: error?.message ?? null
      });
    });
  }
  return outcomes;
}

function requestFor(
  work: RowsToWrite,
  rows: RowsToWrite['rows']
): { method: 'POST' | 'PATCH' | 'DELETE'; path: string; body?: string } {
  if (work.operation === 'delete') {
    const ids = rows.map((row) => String(row[0])).join(',');
    return { method: 'DELETE', path: `/composite/sobjects?ids=${ids}&allOrNone=false` };
  }
  const records = rows.map((row) => {
    const record: Record<string, unknown> = { attributes: { type: work.object } };
    work.columns.forEach((column, place) => {
      const value = row[place];
      if (value !== undefined) record[column] = value;
    });
    return record;
  });
  const body = JSON.stringify({ allOrNone: false, records });
  if (work.operation === 'upsert')
    return {
      method: 'PATCH',
      path: `/composite/sobjects/${work.object}/${work.externalId ?? 'Id'}`,
      body
    };
  return {
    method: work.operation === 'insert' ? 'POST' : 'PATCH',
    path: '/composite/sobjects',
    body
  };
}
