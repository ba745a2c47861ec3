import { alertReaders } from '../domain/alerts/alert-readers.ts';
import type { ResultRow } from '../domain/core/result.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { rowDifference } from '../salesforce/diff.ts';
import { tableOf } from '../salesforce/held-rows.ts';
import { readSelling, sellingObject } from '../salesforce/records/selling.ts';
import { writeShares } from '../salesforce/shares.ts';
import type { RowsToWrite } from '../salesforce/write-types.ts';
import type { RunInputs } from './intake.ts';
import { writeInTurn } from './write-in-turn.ts';
import type { WriteTotals } from './write-totals.ts';

type Answering = Pick<RunInputs, 'territories' | 'members' | 'users' | 'today'>;

/** Territories that somebody answers for today. */
export function answeredTerritories(inputs: Answering): ReadonlySet<string> {
  const readers = alertReaders(inputs.territories, inputs.members, inputs.users, inputs.today);
  return new Set(
    inputs.territories.flatMap(({ id }) => (readers.membersOf(id).length > 0 ? [id] : []))
  );
}

/**
 * Writes the figures of selling that differ, deletes those of nobody, and shows each row to those who
 * answer for its territory, a person's own to herself, and to nobody else. @throws OrgError
 */
export async function writeSelling(
  connection: OrgConnection,
  inputs: Answering,
  wanted: readonly ResultRow[]
): Promise<WriteTotals> {
  const before = await readSelling(connection);
  const held = new Map(before.records.map(({ Id: _, Key__c: key, ...values }) => [key, values]));
  const keys = new Set(wanted.map(({ key }) => key));
  const differing = rowDifference(wanted, held);
  const surplus = before.records.filter(({ Key__c: key }) => !keys.has(key));
  const works: readonly RowsToWrite[] = [
    {
      object: sellingObject,
      operation: 'delete',
      columns: ['Id'],
      rows: surplus.map((row) => [row.Id])
    },
    {
      object: sellingObject,
      operation: 'upsert',
      externalId: 'Key__c',
      ...tableOf(differing, 'Key__c')
    }
  ];
  const report = await writeInTurn(connection, works);
  const isNew = differing.some(({ key }) => !held.has(key));
  const { records } = isNew || surplus.length > 0 ? await readSelling(connection) : before;
  const isHere = (userId: string): boolean => inputs.users.get(userId)?.active === true;
  const readers = alertReaders(inputs.territories, inputs.members, inputs.users, inputs.today);
  const shares = await writeShares(
    connection,
    'Evenfield_Selling__Share',
    records.flatMap(({ Id: recordId, Territory__c: territory, Person__c: person }) =>
      (person === null ? readers.membersOf(territory ?? '') : [person].filter(isHere))
        .filter((userId) => userId !== connection.userId)
        .map((userId) => ({ recordId, userId, level: 'Read' as const }))
    )
  );
  return {
    changed: differing.length + surplus.length + shares.changed,
    written: report.written + shares.written,
    problems: [...before.problems, ...report.problems, ...shares.problems]
  };
}
