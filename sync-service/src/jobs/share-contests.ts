import type { Problem } from '../domain/core/result.ts';
import { contestShares } from '../domain/territory/contest-sharing.ts';
import type { Contest } from '../domain/territory/market/contest.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { id, optionalId, readChecked } from '../salesforce/records/checked.ts';
import { inLists } from '../salesforce/records/in-lists.ts';
import { writeShares } from '../salesforce/shares.ts';
import type { RunInputs } from './intake.ts';

/**
 * Opens each contest to those above the territory of its quota, or that its account is in by the coverage rows;
 * without contests it asks the org nothing. @throws OrgError
 */
export async function shareContests(
  connection: OrgConnection,
  inputs: RunInputs
): Promise<{ changed: number; written: number; problems: Problem[] }> {
  const { contests = [], territories, members, users, today } = inputs;
  if (contests.length === 0) return { changed: 0, written: 0, problems: [] };
  const territoryOf = new Map([
    ...(await byAccount(connection, contests)),
    ...(await byQuota(connection, contests))
  ]);
  return writeShares(
    connection,
    'Evenfield_Contest__Share',
    contestShares(contests, territoryOf, territories, members, users, today)
  );
}

/** Territories of contested accounts, by the contest's id. */
async function byAccount(
  connection: OrgConnection,
  contests: readonly Contest[]
): Promise<[string, string][]> {
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
  return contests.flatMap((contest): [string, string][] => {
    const territory = territoryOf.get(contest.accountId ?? '');
    return territory === undefined ? [] : [[contest.id, territory]];
  });
}

/** Territories of contested quotas, by the contest's id. */
async function byQuota(
  connection: OrgConnection,
  contests: readonly Contest[]
): Promise<[string, string][]> {
  const ids = contests.flatMap((contest) => (contest.accountId === null ? contest.id : [])).sort();
  const found: [string, string][] = [];
  for (const where of inLists('Id', ids)) {
    const { records } = await readChecked(
      connection,
      { object: 'Evenfield_Contest__c', where },
      { Id: id, 'Quota__r.Territory__c': optionalId }
    );
    for (const row of records) {
      const territory = row['Quota__r.Territory__c'];
      if (territory !== null) found.push([row.Id, territory]);
    }
  }
  return found;
}
