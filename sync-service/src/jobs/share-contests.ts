import type { Problem } from '../domain/core/result.ts';
import { contestShares } from '../domain/territory/contest-sharing.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { id, optionalId, readChecked } from '../salesforce/records/checked.ts';
import { inLists } from '../salesforce/records/in-lists.ts';
import { writeShares } from '../salesforce/shares.ts';
import type { RunInputs } from './intake.ts';

/**
 * Opens each contest to those above the territory that its account is in, as the coverage rows say;
 * without contests it asks the org nothing. @throws OrgError
 */
export async function shareContests(
  connection: OrgConnection,
  inputs: RunInputs
): Promise<{ changed: number; written: number; problems: Problem[] }> {
  const { contests = [], territories, members, users, today } = inputs;
  if (contests.length === 0) return { changed: 0, written: 0, problems: [] };
  const accounts = [...new Set(contests.flatMap(({ accountId }) => accountId ?? []))].sort();
  const territoryOf = new Map<string, string>();
  for (const where of inLists('Account__c', accounts)) {
    const { records } = await readChecked(
      connection,
      { object: 'Evenfield_Coverage__c', where },
      { Account__c: id, Territory__c: optionalId }
    );
    for (const { Account__c: account, Territory__c: territory } of records)
      if (territory !== null) territoryOf.set(account, territory);
  }
  return writeShares(
    connection,
    'Evenfield_Contest__Share',
    contestShares(contests, territoryOf, territories, members, users, today)
  );
}
