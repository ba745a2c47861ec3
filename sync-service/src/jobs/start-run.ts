import { randomUUID } from 'node:crypto';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { RunRecord } from '../salesforce/run-record.ts';
import { openRun } from '../salesforce/run-record.ts';

/** Opens a run that a person asked for. @throws OrgError */
export async function startManualRun(connection: OrgConnection): Promise<RunRecord> {
  const run = await openRun(connection, `manual:${randomUUID()}`, 'Manual');
  if (run === null)
    throw new Error('The org already holds a run with a key that was just drawn by chance.');
  return run;
}
