import type { Problem } from '../domain/core/result.ts';
import type { WriteReport } from '../salesforce/write-rows.ts';
import type { RowsToWrite } from '../salesforce/write-types.ts';

/** Rows that the org refused, as problems. */
export function refusals(work: RowsToWrite, report: WriteReport): Problem[] {
  return report.failures.map((failure) => ({
    object: work.object,
    record: String(work.rows[failure.row]?.[0] ?? ''),
    field: null,
    code: failure.code ?? 'UNKNOWN',
    message: `The row could not be written after ${String(report.attempts)} tries: ${failure.message ?? 'no reason given'}.`,
    cure: 'Mend what the message names; the next run writes the row again.'
  }));
}
