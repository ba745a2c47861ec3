import type { ResultRow } from '../domain/core/result.ts';
import type { OrgConnection } from './connection.ts';
import { rowDifference } from './diff.ts';
import { readChecked, id, optionalNumber, optionalText } from './records/checked.ts';

const shape = {
  Id: id,
  Key__c: optionalText,
  Territory__c: id,
  Kind__c: optionalText,
  Part__c: optionalNumber,
  Accounts__c: optionalNumber,
  Without_Place__c: optionalNumber,
  Points__c: optionalText
};

/**
 * Rows of the map's points that differ from what the org holds, and ids of rows that stand for
 * nothing any more.
 * @param territoryIds territories whose rows `wanted` has all of; null for every territory
 * @throws OrgError
 */
export async function mapPointDifference(
  connection: OrgConnection,
  wanted: readonly ResultRow[],
  territoryIds: ReadonlySet<string> | null
): Promise<{ rows: ResultRow[]; surplus: string[] }> {
  const { records } = await readChecked(connection, { object: 'Evenfield_Map_Points__c' }, shape);
  const keys = new Set(wanted.map((row) => row.key));
  const held = new Map(
    records.map(({ Id: _, Key__c: key, ...values }) => [key ?? '', values] as const)
  );
  const rows = rowDifference(wanted, held);
  const surplus = records
    .filter(
      (row) =>
        !keys.has(row.Key__c ?? '') && (territoryIds === null || territoryIds.has(row.Territory__c))
    )
    .map((row) => row.Id);
  return { rows, surplus };
}
