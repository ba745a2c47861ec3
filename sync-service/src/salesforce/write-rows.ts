import type { OrgConnection } from './connection.ts';
import { ingest } from './bulk-ingest.ts';
import { sendCollections } from './collections.ts';
import { isRetryableRow } from './errors.ts';
import { pause } from './retry.ts';
import type { RowOutcome, RowsToWrite } from './write-types.ts';

export interface WriteReport {
  readonly written: number;
  readonly failures: readonly RowOutcome[];
  /** How often each failed row was tried. */
  readonly attempts: number;
}

/** From this many rows on a Bulk job costs fewer calls than collections of 200. */
export const bulkWriteFrom = 2_000;
const mostAttempts = 5;
const firstWaitMilliseconds = 300;

/**
 * Writes rows, in their order, and tries again only those that failed for a reason that passes.
 * @param progress called with the rows done so far
 * @throws OrgError when the org refuses the whole, not a row
 */
export async function writeRows(
  connection: OrgConnection,
  work: RowsToWrite,
  progress: (done: number) => void = () => undefined
): Promise<WriteReport> {
  let pending = work.rows.map((_, row) => row);
  let written = 0;
  let failures: RowOutcome[] = [];
  for (let attempt = 1; pending.length > 0; attempt += 1) {
    const { lines } = work;
    const batch = {
      ...work,
      rows: pending.map((row) => work.rows[row] ?? []),
      ...(lines === undefined ? {} : { lines: pending.flatMap((row) => lines[row] ?? []) })
    };
    const isMany = batch.rows.length > bulkWriteFrom || lines !== undefined;
    const send = isMany && work.rules === undefined ? ingest : sendCollections;
    const sent = pending;
    const outcomes = (await send(connection, batch)).map((outcome) => ({
      ...outcome,
      row: sent[outcome.row] ?? -1
    }));
    if (outcomes.length !== sent.length)
      throw new Error(
        `${work.object}: ${String(outcomes.length)} results for ${String(sent.length)} rows`
      );
    written += outcomes.filter((outcome) => outcome.success).length;
    progress(written);
    const failed = outcomes.filter((outcome) => !outcome.success);
    const again =
      attempt < mostAttempts ? failed.filter((outcome) => isRetryableRow(outcome.code ?? '')) : [];
    failures = failures.concat(failed.filter((outcome) => !again.includes(outcome)));
    pending = again.map((outcome) => outcome.row).sort((a, b) => a - b);
    if (pending.length > 0)
      await pause(firstWaitMilliseconds * 2 ** (attempt - 1) * (0.5 + Math.random()));
    else return { written, failures, attempts: attempt };
  }
  return { written, failures, attempts: 0 };
}
