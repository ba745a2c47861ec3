import { dayNumber } from '../core/days.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import { withAcceptedContests } from './market/contested-potential.ts';
import { withMarketData } from './market/market-potential.ts';
import type { Potential } from './potential.ts';
import { potentialOf } from './potential.ts';

/**
 * Potential by look-alikes, by market data as far as the policy trusts it, and over both by what was
 * accepted of people's contests.
 */
export function expectedPotential(snapshot: OrgSnapshot): Potential {
  const { accounts, figures, policy, today, market = [], contests = [] } = snapshot;
  return withAcceptedContests(
    withMarketData(
      potentialOf(accounts, figures, dayNumber(today)),
      accounts,
      market,
      policy.marketWeight
    ),
    accounts,
    contests,
    market,
    policy.marketWeight,
    policy.timeZone
  );
}
