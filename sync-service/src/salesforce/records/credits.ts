import { toCorporate } from '../../domain/core/currency.ts';
import type { CurrencyRates } from '../../domain/core/currency.ts';
import { dayNumber } from '../../domain/core/days.ts';
import type { Problem } from '../../domain/core/result.ts';
import type { CreditMove, Day, Period, TerritoryMember } from '../../domain/core/snapshot.ts';
import type { CreditedDeal } from '../../domain/quota/attainment/credit-moves.ts';
import { creditMoves } from '../../domain/quota/attainment/credit-moves.ts';
import type { QuotaPolicy } from '../../domain/quota/quota-policy.ts';
import { decimalsOf } from '../../domain/quota/units.ts';
import type { OrgConnection } from '../connection.ts';
import { readWonDeals } from './won-deals.ts';

export interface CreditQuestion {
  readonly policy: QuotaPolicy;
  readonly period: Period;
  readonly today: Day;
  readonly timeZone: string;
  readonly members: readonly TerritoryMember[];
  /** Null where the org has one currency. */
  readonly currencies: CurrencyRates | null;
}

export interface CreditsRead {
  readonly moves: CreditMove[];
  readonly problems: Problem[];
  readonly read: number;
}

/**
 * What the policy's credit rule counts for another territory than the account's of today: the won
 * deals of the running period, and of splits, owners and territories before only what the rule names.
 * By the rule that holds where nobody chose one nothing is read. @throws OrgError
 */
export async function readCredits(
  connection: OrgConnection,
  { policy, period, today, timeZone, members, currencies }: CreditQuestion
): Promise<CreditsRead> {
  const { creditTerritory: rule, creditSplits } = policy;
  if (rule === 'Account Today' && !creditSplits) return { moves: [], problems: [], read: 0 };
  const { deals, accountChanges, problems, read } = await readWonDeals(connection, {
    from: period.start,
    until: period.end < today ? period.end : today,
    timeZone,
    hasCurrencies: currencies !== null,
    splits: creditSplits,
    owners: rule === 'Owner on Close',
    territories: rule === 'Account on Close',
    team: false
  });
  const factor = toCorporate(currencies);
  const credited = deals.flatMap(({ accountId, amount, isoCode, ...deal }): CreditedDeal[] =>
    accountId === null
      ? []
      : [
          {
            ...deal,
            accountId,
            amount: (amount ?? NaN) * factor(isoCode, dayNumber(deal.closeDay))
          }
        ]
  );
  return {
    moves: creditMoves(
      credited,
      policy,
      members,
      accountChanges,
      today,
      decimalsOf(currencies?.corporate ?? '')
    ),
    problems,
    read
  };
}
