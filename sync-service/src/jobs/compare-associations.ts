import type { HeldAccount } from '../domain/rebalance/compare-associations.ts';
import { associationDifferences } from '../domain/rebalance/compare-associations.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readRows } from '../salesforce/read-rows.ts';
import { readTerritoryModel } from '../salesforce/records/territory-model.ts';

/** Accounts that are named; the others are counted. */
const mostNamed = 20;

/**
 * Holds every association of the active model against coverage, in the write mode `ETM`: what was
 * changed in Salesforce, deleted associations too, which leave no trace. It only tells: the night
 * takes no account from anybody.
 * @param policyRow of the active policy, by API name
 * @returns what differs, in words
 * @throws OrgError
 */
export async function compareAssociations(
  connection: OrgConnection,
  policyRow: Readonly<Record<string, unknown>> | null
): Promise<string> {
  if (policyRow?.['Write_Mode__c'] !== 'ETM') return 'Sales Territories: turned off.';
  const { placeOf } = await readTerritoryModel(connection);
  const nameOf = new Map<string, string>();
  await readRows(
    connection,
    { object: 'Evenfield_Territory__c', columns: ['Id', 'Name'] },
    ([id, name]) => {
      nameOf.set(id ?? '', name ?? '');
    }
  );
  const accounts: HeldAccount[] = [];
  await readRows(
    connection,
    {
      object: 'Evenfield_Coverage__c',
      columns: ['Account__c', 'Key__c', 'Account__r.Name', 'Territory__c']
    },
    ([account, key, name, territory]) => {
      if (account === key)
        accounts.push({ id: account ?? '', name: name ?? '', territory: territory ?? null });
    }
  );
  const placesOf = new Map<string, Set<string>>();
  await readRows(
    connection,
    {
      object: 'ObjectTerritory2Association',
      columns: ['ObjectId', 'Territory2Id'],
      where: "Territory2.Territory2Model.State = 'Active'"
    },
    ([account, place]) => {
      const places = placesOf.get(account ?? '') ?? new Set<string>();
      placesOf.set(account ?? '', places.add(place ?? ''));
    }
  );
  const lines = associationDifferences(accounts, placesOf, { placeOf, nameOf });
  if (lines.length === 0) return 'Sales Territories: every account is there where it is here.';
  const more = lines.length - mostNamed;
  return [
    `Sales Territories: ${String(lines.length)} accounts are elsewhere than here; nothing was changed. Import them, or move them by a scenario.`,
    ...lines.slice(0, mostNamed),
    ...(more > 0 ? [`And ${String(more)} more.`] : [])
  ].join('\n');
}
