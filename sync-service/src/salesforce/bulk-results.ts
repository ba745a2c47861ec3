import { z } from 'zod';
import type { OrgConnection } from './connection.ts';
import { parseCsv } from './csv-page.ts';
import type { SendCell } from './csv-text.ts';
import { OrgError } from './errors.ts';
import { patiently } from './retry.ts';
import type { RowOutcome, RowsToWrite } from './write-types.ts';

const counts = z.object({
  numberRecordsProcessed: z.number().optional(),
  numberRecordsFailed: z.number().optional()
});

/**
 * What became of a job's rows. Results do not come in their order: each is found by what was sent of it.
 * @throws OrgError where they do not add up
 */
export async function outcomesOf(
  connection: OrgConnection,
  id: string,
  work: RowsToWrite,
  lines: readonly Uint8Array[],
  first: number,
  about: string
): Promise<RowOutcome[]> {
  const sent = lines.map((_, index) => work.rows[first + index] ?? []);
  const placeOf = placesBy(work.columns, sent, first, about);
  const outcomes = new Map<number, RowOutcome>();
  const failed = await resultRows(connection, `/jobs/ingest/${id}/failedResults`, about);
  for (const row of failed) {
    const at = placeOf(row);
    const [code = 'UNKNOWN', ...rest] = (row['sf__Error'] ?? 'UNKNOWN:').split(':');
    outcomes.set(at, {
      row: at,
      success: false,
      id: row['sf__Id'] ?? null,
      code,
      message: rest.join(':')
    });
  }
  const unprocessed = await resultRows(connection, `/jobs/ingest/${id}/unprocessedrecords`, about);
  for (const row of unprocessed) {
    const at = placeOf(row);
    outcomes.set(at, {
      row: at,
      success: false,
      id: null,
      code: 'SERVER_UNAVAILABLE',
      message: 'The org did not come to this row.'
    });
  }
  const status = await connection.json(
    { method: 'GET', path: `/jobs/ingest/${id}`, about },
    counts
  );
  const successful = (status.numberRecordsProcessed ?? 0) - (status.numberRecordsFailed ?? 0);
  if (successful + failed.length + unprocessed.length !== lines.length)
    throw new OrgError(
      'transient',
      'RESULTS_DO_NOT_ADD_UP',
      `${about}: ${String(successful)} successful, ${String(failed.length)} failed and ${String(unprocessed.length)} unprocessed of ${String(lines.length)} rows`,
      'Run again; what was written stays and is not written twice.'
    );
  return lines.map(
    (_, index) =>
      outcomes.get(first + index) ?? {
        row: first + index,
        success: true,
        id: null,
        code: null,
        message: null
      }
  );
}

/**
 * Finds the rows of results: by their first column, which holds their identity, or, where rows are
 * new and several hang on one record, by all that was sent of them.
 */
function placesBy(
  columns: readonly string[],
  sent: RowsToWrite['rows'],
  first: number,
  about: string
): (row: Readonly<Record<string, string | null>>) => number {
  const byIdentity = new Map(
    sent.map((cells, index) => [String(cells[0] ?? ''), first + index] as const)
  );
  const [name = 'Id'] = columns;
  const byAll = byIdentity.size === sent.length ? null : placesByAll(sent, first);
  return (row) => {
    const at =
      byAll === null
        ? byIdentity.get(row[name] ?? '')
        : byAll.get(columns.map((column) => row[column] ?? '').join('\n'))?.shift();
    if (at !== undefined) return at;
    throw new OrgError(
      'transient',
      'RESULT_OF_NO_ROW',
      `${about}: a result names ${name} ${row[name] ?? 'nothing'}, which was not sent`,
      'Run again; what was written stays and is not written twice.'
    );
  };
}

/** Rows that are the same in all that was sent share an entry: which of them failed does not matter. */
function placesByAll(sent: RowsToWrite['rows'], first: number): Map<string, number[]> {
  const places = new Map<string, number[]>();
  sent.forEach((cells, index) => {
    const key = cells.map(echoed).join('\n');
    const same = places.get(key);
    if (same === undefined) places.set(key, [first + index]);
    else same.push(first + index);
  });
  return places;
}

/** A cell as the org's results repeat it. */
function echoed(cell: SendCell): string {
  if (cell === undefined) return '';
  return cell === null || cell === '' ? '#N/A' : String(cell);
}

async function resultRows(
  connection: OrgConnection,
  path: string,
  about: string
): Promise<Record<string, string | null>[]> {
  return patiently(async () => {
    const answer = await connection.send({
      method: 'GET',
      path,
      about,
      headers: { accept: 'text/csv' }
    });
    const end = answer.text.indexOf('\n');
    if (end < 0) return [];
    const header = answer.text
      .slice(0, end)
      .split(',')
      .map((name) => name.replaceAll('"', ''));
    return parseCsv(answer.text, header.length, about).map((row) =>
      Object.fromEntries(header.map((name, index) => [name, row[index] ?? null]))
    );
  });
}
