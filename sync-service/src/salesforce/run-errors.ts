import type { Problem } from '../domain/core/result.ts';
import type { OrgConnection } from './connection.ts';
import { flag, id, optionalText, readChecked } from './records/checked.ts';
import { writeRows } from './write-rows.ts';

const object = 'Evenfield_Run_Error__c';
const shape = {
  Id: id,
  Key__c: optionalText,
  Resolved__c: flag,
  Code__c: optionalText,
  Message__c: optionalText,
  Cure__c: optionalText
};

/** Identity of a fault: the same one is one row, however often it is met. */
export function problemKey(problem: Problem): string {
  return [problem.object, problem.record, problem.field ?? '', problem.code]
    .join(':')
    .slice(0, 255);
}

/**
 * Makes the open error rows those of this run: new faults get a row, faults that are gone are
 * marked resolved, faults that are still there are left alone.
 * @param unseen codes that this run did not look for, whose rows stay as they are
 * @returns rows changed
 */
export async function writeProblems(
  connection: OrgConnection,
  runId: string,
  problems: readonly Problem[],
  unseen: readonly string[] = []
): Promise<number> {
  const { records } = await readChecked(
    connection,
    { object, where: 'Resolved__c = false' },
    shape
  );
  const open = new Map(records.map((row) => [row.Key__c ?? row.Id, row]));
  const now = new Map(problems.map((problem) => [problemKey(problem), problem]));
  const fresh = [...now].filter(([key]) => !open.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));
  const known = await knownKeys(
    connection,
    fresh.map(([key]) => key)
  );
  const gone = [...open]
    .filter(([key, row]) => !now.has(key) && !unseen.includes(row.Code__c ?? ''))
    .map(([, row]) => row.Id);
  const columns = [
    'Key__c',
    'Run__c',
    'Object__c',
    'Record_Id__c',
    'Field__c',
    'Code__c',
    'Message__c',
    'Cure__c',
    'Attempts__c',
    'Resolved__c'
  ];
  const added = await writeRows(connection, {
    object,
    operation: 'upsert',
    externalId: 'Key__c',
    columns,
    rows: fresh.map(([key, problem]) => [
      key,
      known.has(key) ? undefined : runId,
      problem.object,
      problem.record.slice(0, 120),
      problem.field,
      problem.code,
      problem.message.slice(0, 4000),
      problem.cure.slice(0, 2000),
      1,
      false
    ])
  });
  const closed = await writeRows(connection, {
    object,
    operation: 'update',
    columns: ['Id', 'Resolved__c'],
    rows: gone.sort().map((row) => [row, true])
  });
  return added.written + closed.written;
}

/** Keys among these that bear a row already, resolved ones too: its master is set for good. */
async function knownKeys(connection: OrgConnection, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const { records } = await readChecked(connection, { object, where: 'Resolved__c = true' }, shape);
  const wanted = new Set(keys);
  return new Set(
    records.flatMap((row) => (row.Key__c !== null && wanted.has(row.Key__c) ? [row.Key__c] : []))
  );
}
