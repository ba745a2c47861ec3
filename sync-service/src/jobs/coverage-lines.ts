import { csvLine } from '../salesforce/csv-text.ts';
import type { CoverageDifference } from '../salesforce/diff.ts';
import { bulkWriteFrom } from '../salesforce/write-rows.ts';
import type { RowsToWrite } from '../salesforce/write-types.ts';

/** Rows of coverage as they are sent: few as cells, many as one memory of lines of CSV, one end a line. */
export type CoverageRows =
  | { readonly rows: RowsToWrite['rows'] }
  | {
      readonly keys: readonly string[];
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly ends: Uint32Array<ArrayBuffer>;
    };

/** Rows whose cells are there at a time: their garbage is gone before it grows old. */
const rowsAtOnce = 500;
const encoder = new TextEncoder();
/** Bytes of a line, for a first guess. */
const usualLine = 1024;

/**
 * Rows that differ, from a place to another. Many become text here: as cells they would be copied to
 * the other thread one by one.
 */
export function asSent(
  difference: Pick<CoverageDifference, 'rows'>,
  from: number,
  to: number
): CoverageRows {
  if (to - from <= bulkWriteFrom) return { rows: difference.rows(from, to) };
  const keys: string[] = [];
  const ends = new Uint32Array(to - from);
  let bytes = new Uint8Array((to - from) * usualLine);
  let end = 0;
  for (let first = from; first < to; first += rowsAtOnce)
    for (const row of difference.rows(first, Math.min(to, first + rowsAtOnce))) {
      const line = csvLine(row);
      // A character has at most three bytes in UTF-8.
      if (end + line.length * 3 > bytes.length)
        bytes = new Uint8Array(bytes.buffer.transfer(bytes.length * 2 + line.length * 3));
      end += encoder.encodeInto(line, bytes.subarray(end)).written;
      ends[keys.length] = end;
      keys.push(String(row[0]));
    }
  return { keys, bytes: new Uint8Array(bytes.buffer.transfer(end)), ends };
}
