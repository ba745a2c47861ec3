import type { Problem } from '../domain/core/result.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import type { RowsToWrite } from '../salesforce/write-types.ts';
import { refusals } from './write-refusals.ts';

/** Writes one after another, and names every row that the org refused. @throws OrgError */
export async function writeInTurn(
  connection: OrgConnection,
  works: readonly RowsToWrite[]
): Promise<{ written: number; problems: Problem[] }> {
  let written = 0;
  const problems: Problem[] = [];
  for (const work of works) {
    const report = await writeRows(connection, work);
    written += report.written;
    problems.push(...refusals(work, report));
  }
  return { written, problems };
}
