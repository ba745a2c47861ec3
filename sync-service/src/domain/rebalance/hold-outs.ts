import { dayNumber, dayText } from '../core/days.ts';
import type { RebalancePolicy } from './rebalance-policy.ts';

/** An open deal or a contract that may hold an account with its old owner. */
export interface HoldingDeal {
  readonly kind: 'opportunity' | 'contract';
  readonly name: string;
  readonly stage: string | null;
  /** Closing date, or the contract's end; YYYY-MM-DD. */
  readonly day: string;
}

export interface Hold {
  /** First day on which the account may move. */
  readonly until: string;
  readonly reason: string;
}

/**
 * Whether an account stays with its old owner for now: an open opportunity in a late stage, one
 * that closes soon, or a contract that ends soon. It is held to the day after the last of them, but
 * never longer than the cap after the day on which it was to move.
 * @param due the day on which the move was to be made
 * @returns null where nothing holds it today
 */
export function holdFor(
  deals: readonly HoldingDeal[],
  policy: RebalancePolicy,
  due: string,
  today: string
): Hold | null {
  const now = dayNumber(today);
  const cap = dayNumber(due) + policy.holdCapDays;
  if (now >= cap) return null;
  const holding = deals.flatMap((deal) => {
    const ends = dayNumber(deal.day);
    const inDays = ends - now;
    const isLate = deal.kind === 'opportunity' && policy.holdStages.includes(deal.stage ?? '');
    const limit = deal.kind === 'opportunity' ? policy.holdCloseDays : policy.holdRenewalDays;
    const isNear = limit !== null && inDays >= 0 && inDays <= limit;
    if (!isLate && !isNear) return [];
    const why =
      deal.kind === 'contract'
        ? `contract ${deal.name} ends on ${deal.day}`
        : isLate
          ? `${deal.name} is in ${deal.stage ?? ''}`
          : `${deal.name} closes on ${deal.day}`;
    // A late deal whose day has passed is still open: it holds from day to day.
    return [{ until: Math.max(ends, now) + 1, why }];
  });
  if (holding.length === 0) return null;
  const until = Math.min(cap, Math.max(...holding.map((one) => one.until)));
  return {
    until: dayText(until),
    reason: holding
      .map(({ why }) => why)
      .sort()
      .join('; ')
      .slice(0, 255)
  };
}
