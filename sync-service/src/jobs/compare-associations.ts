import type { Problem } from '../domain/core/problem.ts';
import type { HeldAccount } from '../domain/rebalance/compare-associations.ts';
import { associationDifferences } from '../domain/rebalance/compare-associations.ts';
import type { WriteMode } from '../domain/rebalance/write-mode.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import { readRows } from '../salesforce/read-rows.ts';
import { readTerritoryModel } from '../salesforce/records/territory-model.ts';

/** Accounts that get a row of their own; the others are counted. */
const mostNamed = 200;

/** What differs from Sales Territories: words for the night's record, and a finding for each account. */
export interface Elsewhere {
  /** Empty where the mode is another. */
  readonly message: string;
  readonly findings: readonly Problem[];
}

/**
 * Holds every association of the active model against coverage, in the write mode `ETM`: what was
 * changed in Salesforce, deleted associations too, which leave no trace. It only tells: the night
 * takes no account from anybody.
 * @returns what differs; trouble with Sales Territories is a finding too, and not the night's
 */
export async function compareAssociations(
  connection: OrgConnection,
  mode: WriteMode
): Promise<Elsewhere> {
  if (mode !== 'ETM') return { message: '', findings: [] };
  try {
    return await compared(connection);
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    const { code, message, cure } = error;
    const finding = {
      object: 'Territory2Model',
      record: 'active',
      field: null,
      code,
      message,
      cure
    };
    return { message: `Sales Territories: ${message}`, findings: [finding] };
  }
}

async function compared(connection: OrgConnection): Promise<Elsewhere> {
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
  const differences = associationDifferences(accounts, placesOf, { placeOf, nameOf });
  if (differences.length === 0)
    return {
      message: 'Sales Territories: every account is there where it is here.',
      findings: []
    };
  const more = differences.length - mostNamed;
  return {
    message: `Sales Territories: ${String(differences.length)} accounts are elsewhere than here; nothing was changed. ${more > 0 ? `${String(mostNamed)} of them` : 'They'} stand among the run's errors.`,
    findings: differences.slice(0, mostNamed)
  };
}
