import { z } from 'zod';
import type { Problem } from '../domain/core/result.ts';
import type { RecordShare } from '../domain/territory/sharing.ts';
import type { OrgConnection } from './connection.ts';
import { id, readChecked } from './records/checked.ts';
import { writeRows } from './write-rows.ts';
import type { RowsToWrite } from './write-types.ts';

const shape = {
  Id: id,
  ParentId: id,
  UserOrGroupId: id,
  LastModifiedById: id,
  AccessLevel: z.string()
};

/**
 * Makes the share rows of a private object those wanted. Only rows that the service itself wrote are
 * ever changed or deleted; what an admin shared by hand stays.
 * @param object API name of the share object, as Evenfield_Territory__Share
 * @param among condition on the rows to be set right; others stay as they are
 */
export async function writeShares(
  connection: OrgConnection,
  object: string,
  wanted: readonly RecordShare[],
  among: string | null = null
): Promise<{ changed: number; written: number; read: number; problems: Problem[] }> {
  const { records, read } = await readChecked(
    connection,
    { object, where: `RowCause = 'Manual'${among === null ? '' : ` AND ${among}`}` },
    shape
  );
  const key = (recordId: string, userId: string): string => `${recordId}:${userId}`;
  const held = new Set(records.map((row) => key(row.ParentId, row.UserOrGroupId)));
  const wish = new Map(
    wanted.map((share) => [key(share.recordId, share.userId), share.level] as const)
  );
  const missing = wanted.filter((share) => !held.has(key(share.recordId, share.userId)));
  const own = records.filter(
    (row) => row.LastModifiedById.slice(0, 15) === connection.userId.slice(0, 15)
  );
  const levelOf = (row: (typeof own)[number]): string | undefined =>
    wish.get(key(row.ParentId, row.UserOrGroupId));
  const surplus = own.filter((row) => levelOf(row) === undefined);
  const otherLevel = own.filter((row) => (levelOf(row) ?? row.AccessLevel) !== row.AccessLevel);
  // What a person may no longer see goes first: a run killed in between has shown nobody too much.
  const works: readonly RowsToWrite[] = [
    { object, operation: 'delete', columns: ['Id'], rows: surplus.map((row) => [row.Id]) },
    {
      object,
      operation: 'update',
      columns: ['Id', 'AccessLevel'],
      rows: otherLevel.map((row) => [row.Id, levelOf(row) ?? row.AccessLevel])
    },
    {
      object,
      operation: 'insert',
      columns: ['ParentId', 'UserOrGroupId', 'AccessLevel', 'RowCause'],
      rows: missing.map((share) => [share.recordId, share.userId, share.level, 'Manual'])
    }
  ];
  let written = 0;
  const problems: Problem[] = [];
  for (const work of works) {
    const report = await writeRows(connection, work);
    written += report.written;
    problems.push(
      ...report.failures.map((failure) => ({
        object,
        record: String(work.rows[failure.row]?.[0] ?? ''),
        field: 'AccessLevel',
        code: failure.code ?? 'UNKNOWN',
        message: `The ${work.operation} of a share row was refused: ${failure.message ?? 'no reason given'}.`,
        cure: 'Mend what the message names; the next run sets the shares right again.'
      }))
    );
  }
  return {
    changed: missing.length + surplus.length + otherLevel.length,
    written,
    read,
    problems
  };
}
