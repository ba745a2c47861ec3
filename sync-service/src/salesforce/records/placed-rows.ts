import type { PlacedRecord } from '../../domain/rebalance/plan-places.ts';
import { byHand } from '../../domain/rebalance/plan-places.ts';
import type { PlacedObject } from '../../domain/rebalance/touched-record.ts';
import { placedFields } from '../../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../connection.ts';
import { readPages } from '../read-rows.ts';
import { inLists } from './in-lists.ts';

/**
 * Associations with territories of the active model, and exclusions, by account. These rows are
 * never changed, so that who changed one last made it.
 * @throws OrgError INVALID_TYPE where the org has no Sales Territories
 */
export async function readPlaced(
  connection: OrgConnection,
  accounts: readonly string[]
): Promise<Map<string, PlacedRecord[]>> {
  const found = new Map<string, PlacedRecord[]>();
  for (const object of ['ObjectTerritory2Association', 'Territory2ObjectExclusion'] as const)
    for (const where of inLists('ObjectId', accounts))
      for (const record of await readSome(connection, object, where)) {
        const account = String(record.values['ObjectId']);
        found.set(account, [...(found.get(account) ?? []), record]);
      }
  return found;
}

async function readSome(
  connection: OrgConnection,
  object: PlacedObject,
  where: string
): Promise<PlacedRecord[]> {
  const fields = placedFields[object];
  const records: PlacedRecord[] = [];
  await readPages(
    connection,
    {
      object,
      columns: ['Id', 'LastModifiedById', ...fields],
      where: `Territory2.Territory2Model.State = 'Active' AND ${where}`
    },
    ([id, maker, ...cells]) => {
      const values = Object.fromEntries(fields.map((name, place) => [name, cells[place] ?? null]));
      const isByHand = (values['AssociationCause'] ?? byHand) === byHand;
      records.push({
        object,
        id: id ?? '',
        values,
        isOurs: isByHand && maker === connection.userId
      });
    }
  );
  return records;
}

/** Accounts that rules of Sales Territories pass by. @throws OrgError */
export async function readPassingRules(
  connection: OrgConnection,
  accounts: readonly string[]
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const where of inLists('Id', accounts))
    await readPages(
      connection,
      { object: 'Account', columns: ['Id'], where: `IsExcludedFromRealign = true AND ${where}` },
      ([id]) => {
        found.add(id ?? '');
      }
    );
  return found;
}
