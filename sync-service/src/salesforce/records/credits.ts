import { z } from 'zod';
import { toCorporate } from '../../domain/core/currency.ts';
import type { CurrencyRates } from '../../domain/core/currency.ts';
import { dayIn, dayNumber } from '../../domain/core/days.ts';
import type { Problem } from '../../domain/core/result.ts';
import type { CreditMove, Day, Period, TerritoryMember } from '../../domain/core/snapshot.ts';
import type { CreditedDeal } from '../../domain/quota/attainment/credit-moves.ts';
import { creditMoves } from '../../domain/quota/attainment/credit-moves.ts';
import type { Change, Split } from '../../domain/quota/attainment/credit.ts';
import type { QuotaPolicy } from '../../domain/quota/quota-policy.ts';
import { decimalsOf } from '../../domain/quota/units.ts';
import type { OrgConnection } from '../connection.ts';
import { OrgError } from '../errors.ts';
import { day, id, optionalId, optionalNumber, optionalText, readChecked } from './checked.ts';

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
  const until = period.end < today ? period.end : today;
  const inPeriod = (path: string): string =>
    `${path}IsWon = true AND ${path}CloseDate >= ${period.start} AND ${path}CloseDate <= ${until}`;
  const problems: Problem[] = [];
  const deals = await readChecked(
    connection,
    { object: 'Opportunity', where: `AccountId != null AND ${inPeriod('')}` },
    {
      Id: id,
      AccountId: id,
      OwnerId: id,
      Amount: optionalNumber,
      CloseDate: day,
      Type: optionalText,
      ...(currencies === null ? {} : { CurrencyIsoCode: optionalText })
    }
  );
  const splits = creditSplits
    ? await orNone(problems, 'OpportunitySplit', 'Splits are not counted.', () =>
        readChecked(
          connection,
          {
            object: 'OpportunitySplit',
            where: `SplitType.IsTotalValidated = true AND ${inPeriod('Opportunity.')}`
          },
          { OpportunityId: id, SplitOwnerId: id, SplitPercentage: optionalNumber }
        )
      )
    : none;
  const owners =
    rule === 'Owner on Close'
      ? await orNone(
          problems,
          'OpportunityFieldHistory',
          'The owner of today counts in place of the one on the close date.',
          () =>
            readChecked(
              connection,
              {
                object: 'OpportunityFieldHistory',
                where: `Field = 'Owner' AND CreatedDate >= ${period.start}T00:00:00Z AND ${inPeriod('Opportunity.')}`
              },
              {
                OpportunityId: id,
                CreatedDate: z.string(),
                OldValue: optionalText,
                NewValue: optionalText
              }
            )
        )
      : none;
  const changes =
    rule === 'Account on Close'
      ? await readChecked(
          connection,
          {
            object: 'Evenfield_Assignment_Change__c',
            where: `At__c >= ${period.start}T00:00:00Z`
          },
          { Account__c: optionalId, From__c: optionalId, To__c: optionalId, At__c: z.string() }
        )
      : none;
  const dayOf = (moment: string): Day => dayIn(timeZone, Date.parse(moment));
  const splitsOf = Map.groupBy(splits.records, (row) => row.OpportunityId);
  const ownersOf = Map.groupBy(owners.records, (row) => row.OpportunityId);
  const factor = toCorporate(currencies);
  const credited = deals.records.map((row): CreditedDeal => {
    const { CurrencyIsoCode: isoCode = null } = row as { CurrencyIsoCode?: string | null };
    return {
      id: row.Id,
      accountId: row.AccountId,
      amount: (row.Amount ?? NaN) * factor(isoCode, dayNumber(row.CloseDate)),
      closeDay: row.CloseDate,
      tier: row.Type === 'New Business' ? 'New' : row.Type === 'Renewal' ? 'Renewal' : 'Upsell',
      ownerId: row.OwnerId,
      splits: (splitsOf.get(row.Id) ?? []).map((split): Split => ({
        userId: split.SplitOwnerId,
        percent: split.SplitPercentage ?? 0,
        kind: 'Revenue'
      })),
      // A change of owner has a row of names and one of ids.
      ownerChanges: (ownersOf.get(row.Id) ?? [])
        .filter(({ OldValue: from }) => from?.startsWith('005') === true)
        .map((change): Change => ({
          day: dayOf(change.CreatedDate),
          from: change.OldValue,
          to: change.NewValue
        }))
    };
  });
  const accountChanges = Map.groupBy(
    changes.records.flatMap((row) =>
      row.Account__c === null
        ? []
        : [{ accountId: row.Account__c, day: dayOf(row.At__c), from: row.From__c, to: row.To__c }]
    ),
    ({ accountId }) => accountId
  );
  const parts = [deals, splits, owners, changes];
  return {
    moves: creditMoves(
      credited,
      policy,
      members,
      accountChanges,
      today,
      decimalsOf(currencies?.corporate ?? '')
    ),
    problems: [...problems, ...parts.flatMap((part) => part.problems)],
    read: parts.reduce((sum, part) => sum + part.read, 0)
  };
}

const none = { records: [], problems: [], read: 0 } as const;

/** Rows of an object that an org may lack: then a problem tells what is not counted. */
async function orNone<T>(
  problems: Problem[],
  object: string,
  consequence: string,
  read: () => Promise<T>
): Promise<T | typeof none> {
  try {
    return await read();
  } catch (error) {
    const isLacking =
      error instanceof OrgError && (error.kind === 'configuration' || error.kind === 'data');
    if (!isLacking) throw error;
    problems.push({
      object,
      record: '',
      field: null,
      code: 'NOT_READABLE',
      message: `The policy’s credit rule needs ${object}, which cannot be read: ${error.message} ${consequence}`,
      cure: `Switch ${object} on in Setup and let the integration user read it, or choose another credit rule in the policy.`
    });
    return none;
  }
}
