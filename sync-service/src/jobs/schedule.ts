import { parsePolicy } from '../domain/core/policy.ts';
import { nightFor } from '../domain/core/night.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPolicyRow } from '../salesforce/records/design.ts';
import { deadAfterMilliseconds, findRun, openRuns } from '../salesforce/run-record.ts';
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

/** Adds the night that is due and the day that turns where they have no run in the org, and runs that somebody left open. @throws OrgError */
export async function takeUpMissed(connection: OrgConnection, queue: WorkQueue): Promise<void> {
  const { policy } = parsePolicy((await readPolicyRow(connection)).row);
  const night = nightFor(connection.now(), policy);
  if ((await findRun(connection, night.key)) === null) await queue.add('night', {}, night.key);
  const day = await turningDay(connection, policy.timeZone);
  if (day !== null && (await findRun(connection, day)) === null) await queue.add('day', {}, day);
  for (const run of await openRuns(connection)) {
    const isDead =
      run.status === 'Interrupted' || connection.now() - run.heartbeat > deadAfterMilliseconds;
    if (isDead) await queue.add('resume', { runKey: run.key }, run.key);
  }
}
