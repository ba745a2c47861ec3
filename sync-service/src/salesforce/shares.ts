import { z } from 'zod';
import type { TerritoryShare } from '../domain/territory/sharing.ts';
import type { OrgConnection } from './connection.ts';
import { id, readChecked } from './records/checked.ts';
import type { WriteReport } from './write-rows.ts';
import { writeRows } from './write-rows.ts';

const object = 'Evenfield_Territory__Share';
const shape = {
  Id: id,
  ParentId: id,
  UserOrGroupId: id,
  LastModifiedById: id,
  AccessLevel: z.string()
};

/**
 * Makes the territories' share rows those wanted. Only rows that the service itself wrote are ever
 * deleted; what an admin shared by hand stays.
 */
export async function writeShares(
  connection: OrgConnection,
  wanted: readonly TerritoryShare[]
): Promise<{ changed: number; written: number; read: number; reports: WriteReport[] }> {
  const { records, read } = await readChecked(
    connection,
    { object, where: "RowCause = 'Manual'" },
    shape
  );
  const key = (territoryId: string, userId: string): string => `${territoryId}:${userId}`;
  const held = new Set(records.map((row) => key(row.ParentId, row.UserOrGroupId)));
  const wish = new Set(wanted.map((share) => key(share.territoryId, share.userId)));
  const missing = wanted.filter((share) => !held.has(key(share.territoryId, share.userId)));
  const surplus = records.filter(
    (row) =>
      row.LastModifiedById.slice(0, 15) === connection.userId.slice(0, 15) &&
      !wish.has(key(row.ParentId, row.UserOrGroupId))
  );
  const added = await writeRows(connection, {
    object,
    operation: 'insert',
    columns: ['ParentId', 'UserOrGroupId', 'AccessLevel', 'RowCause'],
    rows: missing.map((share) => [share.territoryId, share.userId, 'Read', 'Manual'])
  });
  const removed = await writeRows(connection, {
    object,
    operation: 'delete',
    columns: ['Id'],
    rows: surplus.map((row) => [row.Id])
  });
  return {
    changed: missing.length + surplus.length,
    written: added.written + removed.written,
    read,
    reports: [added, removed]
  };
}
