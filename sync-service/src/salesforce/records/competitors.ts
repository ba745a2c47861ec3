import { dayText } from '../../domain/core/days.ts';
import type { CompetitorMet } from '../../domain/territory/competitors.ts';
import type { OrgConnection } from '../connection.ts';
import { flag, id, optionalText, readChecked } from './checked.ts';
import { unlessHidden } from './unless-hidden.ts';

const shape = {
  CompetitorName: optionalText,
  'Opportunity.AccountId': id,
  'Opportunity.IsClosed': flag,
  'Opportunity.IsWon': flag
};

/**
 * Competitors on open deals and on those closed since a day. Not every org has the object, and not
 * every integration user may read it: then null, which is no competitor measured, not none met.
 * @param since whole days since 1970
 * @throws OrgError
 */
export async function readCompetitors(
  connection: OrgConnection,
  since: number
): Promise<CompetitorMet[] | null> {
  const met = await unlessHidden(() =>
    readChecked(
      connection,
      {
        object: 'OpportunityCompetitor',
        where: `CompetitorName != null AND Opportunity.AccountId != null AND (Opportunity.IsClosed = false OR Opportunity.CloseDate >= ${dayText(since)})`
      },
      shape
    )
  );
  return (
    met?.records.map((row) => ({
      accountId: row['Opportunity.AccountId'],
      name: row.CompetitorName ?? '',
      isClosed: row['Opportunity.IsClosed'],
      isWon: row['Opportunity.IsWon']
    })) ?? null
  );
}
