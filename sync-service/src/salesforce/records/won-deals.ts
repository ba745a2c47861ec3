import { z } from 'zod';
import { dayIn } from '../../domain/core/days.ts';
import type { Problem } from '../../domain/core/result.ts';
import type { Day, QuotaTier } from '../../domain/core/snapshot.ts';
import type { Change, Split } from '../../domain/quota/attainment/credit.ts';
import type { TeamMember } from '../../domain/quota/attainment/personal-credit.ts';
import type { OrgConnection } from '../connection.ts';
import { day, flag, id, optionalId, optionalNumber, optionalText, readChecked } from './checked.ts';
import { isHidden } from './unless-hidden.ts';

/** Which won deals, and what of them besides. */
export interface WonQuestion {
  /** First and last day of the close. */
  readonly from: Day;
  readonly until: Day;
  readonly timeZone: string;
  readonly hasCurrencies: boolean;
  readonly splits: boolean;
  readonly owners: boolean;
  readonly territories: boolean;
  readonly team: boolean;
}

/** A won deal as the org holds it; the amount is in its own currency. */
export interface WonRow {
  readonly id: string;
  readonly accountId: string | null;
  readonly ownerId: string;
  readonly amount: number | null;
  readonly isoCode: string | null;
  readonly closeDay: Day;
  readonly tier: QuotaTier;
  readonly splits: readonly Split[];
  readonly ownerChanges: readonly Change[];
  readonly team: readonly TeamMember[];
}

export interface WonRead {
  readonly deals: readonly WonRow[];
  /** Changes of territory by account. */
  readonly accountChanges: ReadonlyMap<string, readonly Change[]>;
  readonly problems: Problem[];
  readonly read: number;
}

/** Won deals of some days, with what a credit rule asks of them and nothing else. @throws OrgError */
export async function readWonDeals(
  connection: OrgConnection,
  question: WonQuestion
): Promise<WonRead> {
  const { from, until, timeZone } = question;
  const inPeriod = (path: string): string =>
    `${path}IsWon = true AND ${path}CloseDate >= ${from} AND ${path}CloseDate <= ${until}`;
  const problems: Problem[] = [];
  const deals = await readChecked(
    connection,
    { object: 'Opportunity', where: inPeriod('') },
    {
      Id: id,
      AccountId: optionalId,
      OwnerId: id,
      Amount: optionalNumber,
      CloseDate: day,
      Type: optionalText,
      ...(question.hasCurrencies ? { CurrencyIsoCode: optionalText } : {})
    }
  );
  const splits = question.splits
    ? await orNone(problems, 'OpportunitySplit', 'Splits are not counted.', () =>
        readChecked(
          connection,
          { object: 'OpportunitySplit', where: inPeriod('Opportunity.') },
          {
            OpportunityId: id,
            SplitOwnerId: id,
            SplitPercentage: optionalNumber,
            'SplitType.IsTotalValidated': flag
          }
        )
      )
    : none;
  const owners = question.owners
    ? await orNone(
        problems,
        'OpportunityFieldHistory',
        'The owner of today counts in place of the one on the close date.',
        () =>
          readChecked(
            connection,
            {
              object: 'OpportunityFieldHistory',
              where: `Field = 'Owner' AND CreatedDate >= ${from}T00:00:00Z AND ${inPeriod('Opportunity.')}`
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
  const team = question.team
    ? await orNone(problems, 'OpportunityTeamMember', 'Members of teams are not credited.', () =>
        readChecked(
          connection,
          { object: 'OpportunityTeamMember', where: inPeriod('Opportunity.') },
          { OpportunityId: id, UserId: id, TeamMemberRole: optionalText }
        )
      )
    : none;
  const changes = question.territories
    ? await readChecked(
        connection,
        { object: 'Evenfield_Assignment_Change__c', where: `At__c >= ${from}T00:00:00Z` },
        { Account__c: optionalId, From__c: optionalId, To__c: optionalId, At__c: z.string() }
      )
    : none;
  const dayOf = (moment: string): Day => dayIn(timeZone, Date.parse(moment));
  const splitsOf = Map.groupBy(splits.records, (row) => row.OpportunityId);
  const ownersOf = Map.groupBy(owners.records, (row) => row.OpportunityId);
  const teamOf = Map.groupBy(team.records, (row) => row.OpportunityId);
  const parts = [deals, splits, owners, team, changes];
  return {
    deals: deals.records.map((row): WonRow => {
      const { CurrencyIsoCode: isoCode = null } = row as { CurrencyIsoCode?: string | null };
      return {
        id: row.Id,
        accountId: row.AccountId,
        ownerId: row.OwnerId,
        amount: row.Amount,
        isoCode,
        closeDay: row.CloseDate,
        tier: row.Type === 'New Business' ? 'New' : row.Type === 'Renewal' ? 'Renewal' : 'Upsell',
        splits: (splitsOf.get(row.Id) ?? []).map((split): Split => ({
          userId: split.SplitOwnerId,
          percent: split.SplitPercentage ?? 0,
          kind: split['SplitType.IsTotalValidated'] ? 'Revenue' : 'Overlay'
        })),
        // A change of owner has a row of names and one of ids.
        ownerChanges: (ownersOf.get(row.Id) ?? [])
          .filter(({ OldValue: before }) => before?.startsWith('005') === true)
          .map((change): Change => ({
            day: dayOf(change.CreatedDate),
            from: change.OldValue,
            to: change.NewValue
          })),
        team: (teamOf.get(row.Id) ?? []).map(({ UserId: userId, TeamMemberRole: role }) => ({
          userId,
          role
        }))
      };
    }),
    accountChanges: Map.groupBy(
      changes.records.flatMap((row) =>
        row.Account__c === null
          ? []
          : [{ accountId: row.Account__c, day: dayOf(row.At__c), from: row.From__c, to: row.To__c }]
      ),
      ({ accountId }) => accountId
    ),
    problems: [...problems, ...parts.flatMap((part) => part.problems)],
    read: parts.reduce((sum, part) => sum + part.read, 0)
  };
}

const none = { records: [], problems: [], read: 0 } as const;

/** Rows of an object that an org may lack: then a problem tells what is not counted. @throws OrgError */
export async function orNone<T>(
  problems: Problem[],
  object: string,
  consequence: string,
  read: () => Promise<T>
): Promise<T | typeof none> {
  try {
    return await read();
  } catch (error) {
    if (!isHidden(error)) throw error;
    problems.push({
      object,
      record: '',
      field: null,
      code: 'NOT_READABLE',
      message: `What the policy or a quota asks needs ${object}, which cannot be read: ${error.message} ${consequence}`,
      cure: `Switch ${object} on in Setup and let the integration user read it, or ask for something else.`
    });
    return none;
  }
}
