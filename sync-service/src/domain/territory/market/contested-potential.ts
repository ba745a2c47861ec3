import type { AccountTable } from '../../core/columns.ts';
import { dayIn } from '../../core/days.ts';
import type { Day } from '../../core/snapshot.ts';
import type { Potential } from '../potential.ts';
import type { Contest } from './contest.ts';
import type { MarketRow } from './market-row.ts';

/** Longest part of a name, so that the source's 120 characters hold the day in any case. */
const longestName = 80;

interface Accepted {
  readonly contest: Contest;
  readonly proposed: number;
  readonly at: number;
  readonly on: Day;
}

/**
 * Potential with what was accepted of people's contests in place of what was worked out: of each
 * account the one decided last. Market data about the account itself, of a day after the decision,
 * takes its place again where the policy trusts market data at all; data about the account's ZIP or
 * industry tells less than who knows the account, and does not.
 * @param weight the policy's weight of market data, 0 to 1
 * @param timeZone in which the day of a decision is told
 */
export function withAcceptedContests(
  potential: Potential,
  accounts: AccountTable,
  contests: readonly Contest[],
  market: readonly MarketRow[],
  weight: number,
  timeZone: string
): Potential {
  const standing = lastAccepted(contests, timeZone);
  if (weight > 0)
    for (const { level, place, potential: told, date } of market) {
      if (level !== 'Account' || told === null) continue;
      const accepted = standing.get(place);
      if (accepted !== undefined && date > accepted.on) standing.delete(place);
    }
  if (standing.size === 0) return potential;
  const amount = Float64Array.from(potential.amount);
  const source = [...potential.source];
  for (let index = 0; index < accounts.count; index += 1) {
    const accepted = standing.get(accounts.ids[index] ?? '');
    if (accepted === undefined) continue;
    const { decidedBy } = accepted.contest;
    amount[index] = accepted.proposed;
    const by = decidedBy === null ? '' : ` by ${decidedBy.slice(0, longestName)}`;
    source[index] = `Contested, accepted${by} on ${accepted.on}`;
  }
  return { amount, source };
}

/** Of each account the contest that was accepted last; of one moment that of the greater id. */
function lastAccepted(contests: readonly Contest[], timeZone: string): Map<string, Accepted> {
  const standing = new Map<string, Accepted>();
  for (const contest of contests) {
    const { id, accountId, status, proposed, decidedAt: at } = contest;
    if (status !== 'Accepted' || accountId === null || at === null || proposed === null) continue;
    const held = standing.get(accountId);
    if (held === undefined || at > held.at || (at === held.at && id > held.contest.id))
      standing.set(accountId, { contest, proposed, at, on: dayIn(timeZone, at) });
  }
  return standing;
}
