import type { PersonalDeal } from '../domain/quota/attainment/personal-credit.ts';
import { personalRows } from '../domain/quota/personal-rows.ts';
import { personalShares } from '../domain/quota/personal-sharing.ts';
import { buildTree } from '../domain/territory/tree.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { rowDifference } from '../salesforce/diff.ts';
import { readHeld, tableOf } from '../salesforce/held-rows.ts';
import { id, optionalId, readChecked } from '../salesforce/records/checked.ts';
import { inLists } from '../salesforce/records/in-lists.ts';
import type { PersonalRead } from '../salesforce/records/personal-quotas.ts';
import { personalQuotaObject } from '../salesforce/records/personal-quotas.ts';
import { writeShares } from '../salesforce/shares.ts';
import type { RunInputs } from './intake.ts';
import { writeInTurn } from './write-in-turn.ts';
import type { WriteTotals } from './write-totals.ts';

/**
 * Opens each personal quota to its person and to those above all her territories, then writes what she
 * is credited with. A row that its person cannot open gets no figures, so that nobody reads of her what
 * she does not. By the coverage rows that were just written. @throws OrgError
 */
export async function writePersonalQuotas(
  connection: OrgConnection,
  inputs: Pick<RunInputs, 'territories' | 'members' | 'users' | 'today' | 'policy'>,
  personal: PersonalRead
): Promise<WriteTotals> {
  const { quotas, running, deals, accountChanges, policy, currencies } = personal;
  const { territories, members, users, today } = inputs;
  if (quotas.length === 0) return { changed: 0, written: 0, problems: [] };
  const wanted = personalShares(quotas, territories, members, users, today);
  const shares = await writeShares(connection, 'Evenfield_Personal_Quota__Share', wanted);
  const refused = new Set(shares.problems.map(({ record }) => record));
  const opens = new Set(
    wanted.flatMap(({ recordId, userId }) =>
      refused.has(recordId) ? [] : [`${recordId}:${userId}`]
    )
  );
  const shown = running.filter(
    (quota) =>
      opens.has(`${quota.id}:${quota.personId}`) ||
      (quota.ownerId === quota.personId && users.get(quota.personId)?.active === true)
  );
  const { tree } = buildTree(territories);
  const needsTerritories =
    policy.overlayShare > 0 &&
    (policy.creditOverlay === 'Both' || policy.creditOverlay === 'Territory Overlays');
  const territoryOf = needsTerritories
    ? await territoriesOf(connection, deals)
    : new Map<string, string>();
  const { rows, problems } = personalRows(
    shown,
    deals,
    { policy, members, territoryOf, accountChanges, tree, currencies },
    today,
    inputs.policy.season
  );
  const { held } = await readHeld(connection, personalQuotaObject, 'Id', rows);
  const differing = rowDifference(rows, held);
  const report = await writeInTurn(connection, [
    { object: personalQuotaObject, operation: 'update', ...tableOf(differing, 'Id') }
  ]);
  return {
    changed: shares.changed + differing.length,
    written: shares.written + report.written,
    problems: [...shares.problems, ...problems, ...report.problems]
  };
}

/** Territories of the deals' accounts, by the account's id. */
async function territoriesOf(
  connection: OrgConnection,
  deals: readonly PersonalDeal[]
): Promise<Map<string, string>> {
  const accounts = [...new Set(deals.flatMap(({ accountId }) => accountId ?? []))].sort();
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
  return territoryOf;
}
