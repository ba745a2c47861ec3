import { z } from 'zod';
import type { CurrencyRates } from '../../domain/core/currency.ts';
import type { Problem } from '../../domain/core/result.ts';
import type { Day } from '../../domain/core/snapshot.ts';
import type { Change } from '../../domain/quota/attainment/credit.ts';
import type { PersonalDeal, PersonalQuota } from '../../domain/quota/attainment/personal-credit.ts';
import type { QuotaPolicy } from '../../domain/quota/quota-policy.ts';
import { countsOnClose } from '../../domain/quota/quota-policy.ts';
import type { OrgConnection } from '../connection.ts';
import { day, id, optionalNumber, optionalText, readChecked } from './checked.ts';
import { readWonDeals } from './won-deals.ts';

export const personalQuotaObject = 'Evenfield_Personal_Quota__c';

/** Fields that a night writes. */
export const personalQuotaFields = [
  'Attained__c',
  'Attained_Overlay__c',
  'Attainment__c',
  'Pace__c',
  'Reason__c'
] as const;

export interface PersonalQuestion {
  readonly policy: QuotaPolicy;
  readonly today: Day;
  readonly timeZone: string;
  /** Null where the org has one currency. */
  readonly currencies: CurrencyRates | null;
}

/** Personal quotas, all that there are, and what credits those that hold today. */
export interface PersonalRead {
  readonly quotas: readonly PersonalQuota[];
  readonly running: readonly PersonalQuota[];
  readonly deals: readonly PersonalDeal[];
  readonly accountChanges: ReadonlyMap<string, readonly Change[]>;
  readonly policy: QuotaPolicy;
  readonly currencies: CurrencyRates | null;
  readonly problems: Problem[];
  readonly read: number;
}

/**
 * Every personal quota, since each is to be seen by the right people; and, where any holds today, the
 * won deals from the first day that one of them counts. @throws OrgError
 */
export async function readPersonalQuotas(
  connection: OrgConnection,
  { policy, today, timeZone, currencies }: PersonalQuestion
): Promise<PersonalRead> {
  const { records, problems, read } = await readChecked(
    connection,
    { object: personalQuotaObject },
    {
      Id: id,
      OwnerId: id,
      Person__c: id,
      Tier__c: z.enum(['All', 'New', 'Renewal', 'Upsell']).nullable(),
      Period_Start__c: day,
      Period_End__c: day,
      Amount__c: optionalNumber,
      ...(currencies === null ? {} : { CurrencyIsoCode: optionalText })
    }
  );
  const quotas = records.map((row): PersonalQuota => {
    const { CurrencyIsoCode: isoCode = null } = row as { CurrencyIsoCode?: string | null };
    return {
      id: row.Id,
      ownerId: row.OwnerId,
      personId: row.Person__c,
      tier: row.Tier__c ?? 'All',
      start: row.Period_Start__c,
      end: row.Period_End__c,
      amount: row.Amount__c,
      isoCode
    };
  });
  const running = quotas.filter(({ start, end }) => start <= today && today <= end);
  const from = running.map(({ start }) => start).sort()[0];
  const known = { quotas, running, policy, currencies };
  if (from === undefined) return { ...known, deals: [], accountChanges: new Map(), problems, read };
  const gives = policy.creditOverlay !== null && policy.overlayShare > 0;
  const won = await readWonDeals(connection, {
    from,
    until: today,
    timeZone,
    hasCurrencies: currencies !== null,
    splits: policy.creditSplits,
    owners: countsOnClose(policy),
    territories:
      gives &&
      policy.creditOverlay !== 'Opportunity Team' &&
      policy.creditTerritory === 'Account on Close',
    team: gives && policy.creditOverlay !== 'Territory Overlays'
  });
  return {
    ...known,
    deals: won.deals.map((deal) => ({ ...deal, amount: deal.amount ?? NaN })),
    accountChanges: won.accountChanges,
    problems: [...problems, ...won.problems],
    read: read + won.read
  };
}
