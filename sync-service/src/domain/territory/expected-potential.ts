import { dayNumber } from '../core/days.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import { withMarketData } from './market/market-potential.ts';
import type { Potential } from './potential.ts';
import { potentialOf } from './potential.ts';

/** Potential by look-alikes, and by market data as far as the policy trusts it. */
export function expectedPotential(snapshot: OrgSnapshot): Potential {
  const { accounts, figures, policy, today, market } = snapshot;
  return withMarketData(
    potentialOf(accounts, figures, dayNumber(today)),
    accounts,
    market ?? [],
    policy.marketWeight
  );
}
