import { dayIn } from '../domain/core/days.ts';
import { parsePolicy } from '../domain/core/policy.ts';
import { nightFor } from '../domain/core/night.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPolicyRow } from '../salesforce/records/design.ts';
import { deadAfterMilliseconds, findRun, openRuns } from '../salesforce/run-record.ts';
import { readMoves } from '../salesforce/records/rebalance-moves.ts';
import { readRebalances } from '../salesforce/records/rebalances.ts';
import { isDue, isOpen } from './apply-rebalance.ts';
import type { WorkQueue } from './queue.ts';
import { turningDay } from './turning-day.ts';

/** Sets the schedule to the policy's, wherever Redis was before. @throws OrgError */
export async function keepSchedule(connection: OrgConnection, queue: WorkQueue): Promise<void> {
  const { policy } = parsePolicy((await readPolicyRow(connection)).row);
  const pattern = `${String(policy.nightlyMinute)} ${String(policy.nightlyHour)} * * *`;
  const there = await queue.scheduled();
  if (there?.pattern === pattern && there.timeZone === policy.timeZone) return;
  await queue.schedule(pattern, policy.timeZone);
}

/** Adds scenarios under way of which a wave's day has come or a hold is over. @throws OrgError */
export async function applyWhatIsDue(connection: OrgConnection, queue: WorkQueue): Promise<void> {
  const underWay = await readRebalances(connection, "Status__c = 'Applying'");
  if (underWay.length === 0) return;
  const { policy } = parsePolicy((await readPolicyRow(connection)).row);
  const today = dayIn(policy.timeZone, connection.now());
  for (const { id } of underWay) {
    const moves = await readMoves(connection, `Rebalance__c = '${id}'`);
    if (moves.some((move) => isOpen(move) && isDue(move, today)))
      await queue.add('apply-due', { rebalanceId: id }, `apply-due:${id}`);
  }
}

/** Adds the night that is due and the day that turns where they have no run in the org, and runs that somebody left open. @throws OrgError */
export async function takeUpMissed(connection: OrgConnection, queue: WorkQueue): Promise<void> {
  const { policy } = parsePolicy((await readPolicyRow(connection)).row);
  const night = nightFor(connection.now(), policy);
  if ((await findRun(connection, night.key)) === null) await queue.add('night', {}, night.key);
  const day = await turningDay(connection, policy.timeZone);
  if (day !== null && (await findRun(connection, day)) === null) await queue.add('day', {}, day);
  for (const run of await openRuns(connection)) {
    // The key of whoever writes moves is taken over by the next who does.
    if (run.key.startsWith('rebalance:')) continue;
    const isDead =
      run.status === 'Interrupted' || connection.now() - run.heartbeat > deadAfterMilliseconds;
    if (isDead) await queue.add('resume', { runKey: run.key }, run.key);
  }
}
