import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import { deadAfterMilliseconds, findRun, openRun, updateRun } from '../salesforce/run-record.ts';
import { writeRebalance } from '../salesforce/records/rebalances.ts';

/** The unique key of a run that writes moves: as long as one bears it, no other may. */
const writerKey = 'rebalance:writer';
const beatMilliseconds = 15_000;

/**
 * Does work that writes moves while nobody else does, however many services are up: the run's key is
 * unique in the org. A writer that has shown no sign of life for a minute has died, and its key is taken over.
 * @throws OrgError BUSY while somebody else writes; to be tried again
 */
export async function withWriterLock<T>(
  connection: OrgConnection,
  rebalanceId: string,
  work: (beat: (step: string, share: number) => Promise<void>) => Promise<T>
): Promise<T> {
  const run = await takeKey(connection);
  const moment = (): string => new Date(Math.floor(connection.now() / 1000) * 1000).toISOString();
  const timer = setInterval(() => {
    updateRun(connection, run, { Heartbeat__c: moment() }).catch(() => undefined);
  }, beatMilliseconds);
  let status = 'Completed';
  let message = '';
  try {
    return await work(async (step, share) => {
      await updateRun(connection, run, {
        Heartbeat__c: moment(),
        Step__c: step,
        Progress__c: share
      });
      await writeRebalance(connection, rebalanceId, { Step__c: step, Progress__c: share });
    });
  } catch (error) {
    status = 'Failed';
    message = error instanceof Error ? error.message : String(error);
    throw error;
  } finally {
    clearInterval(timer);
    await updateRun(connection, run, {
      Key__c: `rebalance:${rebalanceId}:${run}`,
      Status__c: status,
      Message__c: message.slice(0, 4000),
      Ended__c: moment()
    });
  }
}

/** Whether somebody writes moves now. @throws OrgError */
export async function isWriterAtWork(connection: OrgConnection): Promise<boolean> {
  const run = await findRun(connection, writerKey);
  return run !== null && connection.now() - run.heartbeat <= deadAfterMilliseconds;
}

async function takeKey(connection: OrgConnection): Promise<string> {
  const opened = await openRun(connection, writerKey, 'Rebalance');
  if (opened !== null) return opened.id;
  const other = await findRun(connection, writerKey);
  if (other !== null && connection.now() - other.heartbeat > deadAfterMilliseconds) {
    await updateRun(connection, other.id, {
      Key__c: `rebalance:dead:${other.id}`,
      Status__c: 'Failed',
      Message__c: 'The service died while it wrote moves; another goes on.'
    });
    const taken = await openRun(connection, writerKey, 'Rebalance');
    if (taken !== null) return taken.id;
  }
  throw new OrgError(
    'transient',
    'BUSY',
    'Another scenario is being applied or rolled back.',
    'The service goes on when that has ended; or wait and ask again.'
  );
}
