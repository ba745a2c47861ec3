import { alertReaders } from '../domain/alerts/alert-readers.ts';
import type { ResultRow } from '../domain/core/result.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { rowDifference } from '../salesforce/diff.ts';
import { tableOf } from '../salesforce/held-rows.ts';
import { goalObject, readGoals } from '../salesforce/records/activity-goals.ts';
import { writeShares } from '../salesforce/shares.ts';
import type { RowsToWrite } from '../salesforce/write-types.ts';
import type { RunInputs } from './intake.ts';
import { writeInTurn } from './write-in-turn.ts';
import type { WriteTotals } from './write-totals.ts';

/**
 * Writes the week's goals that differ, deletes those of nobody, and shows each to those who answer for
 * the territory and to nobody else. @throws OrgError
 */
export async function writeGoals(
  connection: OrgConnection,
  inputs: Pick<RunInputs, 'territories' | 'members' | 'users' | 'today'>,
  wanted: readonly ResultRow[]
): Promise<WriteTotals> {
  const before = await readGoals(connection);
  const held = new Map(
    before.records.map(({ Id: _, Key__c: key, By_Hand__c: __, ...values }) => [key, values])
  );
  const keys = new Set(wanted.map(({ key }) => key));
  const differing = rowDifference(wanted, held);
  const surplus = before.records.filter(({ Key__c: key }) => !keys.has(key));
  const works: readonly RowsToWrite[] = [
    {
      object: goalObject,
      operation: 'delete',
      columns: ['Id'],
      rows: surplus.map((row) => [row.Id])
    },
    {
      object: goalObject,
      operation: 'upsert',
      externalId: 'Key__c',
      ...tableOf(differing, 'Key__c')
    }
  ];
  const report = await writeInTurn(connection, works);
  const isNew = differing.some(({ key }) => !held.has(key));
  const { records } = isNew || surplus.length > 0 ? await readGoals(connection) : before;
  const readers = alertReaders(inputs.territories, inputs.members, inputs.users, inputs.today);
  const shares = await writeShares(
    connection,
    'Evenfield_Activity_Goal__Share',
    records.flatMap(({ Id: recordId, Territory__c: territory }) =>
      readers
        .membersOf(territory ?? '')
        .filter((userId) => userId !== connection.userId)
        .map((userId) => ({ recordId, userId, level: 'Edit' as const }))
    )
  );
  return {
    changed: differing.length + surplus.length + shares.changed,
    written: report.written + shares.written,
    problems: [...before.problems, ...report.problems, ...shares.problems]
  };
}
