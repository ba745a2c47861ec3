import { z } from 'zod';
import type { WriteMode } from '../domain/rebalance/write-mode.ts';
import type { OrgConnection } from '../salesforce/connection.ts';

const limits = z.object({
  DailyApiRequests: z.object({ Remaining: z.number() }),
  DailyDeliveredPlatformEvents: z.object({ Max: z.number(), Remaining: z.number() }).optional()
});

/** Rows that one call of sObject Collections carries. */
const rowsACall = 200;
/**
 * Rows that a move writes: its undo rows twice, coverage, the change, its outcome; in the mode
 * `Owner` the account, what follows its owner, its teams and shares (two of them, measured by
 * `bench moves`), in the mode `ETM` associations.
 */
const rowsAMove: Readonly<Record<WriteMode, number>> = { Advisory: 5, Owner: 15, ETM: 9 };
/** Calls that read the policy, the territories and the accounts, whatever is moved. */
const callsBeside = 60;
const callsAMinute = 60;

/** What a scenario needs of the day's allowances, in lines; what is not enough stops it. */
export interface LimitsSeen {
  readonly lines: readonly string[];
  readonly obstacles: readonly string[];
}

/**
 * Holds calls and deliveries of change events against what the org has left today. Each account
 * that is written makes an event, in the mode `ETM` at most one for each move; the org delivers it
 * to every listener and counts each delivery.
 * @param moves those that are due now
 * @throws OrgError
 */
export async function seeLimits(
  connection: OrgConnection,
  moves: number,
  mode: WriteMode
): Promise<LimitsSeen> {
  const left = await connection.json(
    { method: 'GET', path: '/limits', about: 'Asking for the limits' },
    limits
  );
  const calls = Math.ceil((moves * rowsAMove[mode]) / rowsACall) + callsBeside;
  const minutes = Math.max(1, Math.round(calls / callsAMinute));
  const events = mode === 'Advisory' ? 0 : moves;
  const deliveries = left.DailyDeliveredPlatformEvents;
  const lines = [
    `About ${String(calls)} calls of ${String(left.DailyApiRequests.Remaining)} left today, about ${String(minutes)} minutes.`,
    events === 0
      ? 'No change events: no account is written.'
      : `Up to ${String(events)} change events, delivered to each listener; ${deliveries === undefined ? 'the org does not tell how many deliveries are left today' : `${String(deliveries.Remaining)} of ${String(deliveries.Max)} deliveries are left today`}.`
  ];
  const obstacles: string[] = [];
  if (calls > left.DailyApiRequests.Remaining)
    obstacles.push(
      `The scenario needs about ${String(calls)} calls, and ${String(left.DailyApiRequests.Remaining)} are left today: wait, or apply it in waves with dates.`
    );
  if (deliveries !== undefined && events > deliveries.Remaining)
    obstacles.push(
      `The scenario makes up to ${String(events)} change events, and ${String(deliveries.Remaining)} deliveries are left today for all who listen: wait, or apply it in waves with dates.`
    );
  return { lines, obstacles };
}
