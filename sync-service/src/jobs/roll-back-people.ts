import { mergeBack } from '../domain/rebalance/merge-back.ts';
import type { MergedRecord } from '../domain/rebalance/merge-back.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import type { PeopleProposal, PersonOutcome } from '../salesforce/records/people-held.ts';
import { readPeopleProposal } from '../salesforce/records/people-held.ts';
import type { UndoRow } from '../salesforce/records/undo-rows.ts';
import { markUndo, readUndo, untouched } from '../salesforce/records/undo-rows.ts';
import { ofPeople } from './apply-people.ts';
import type { PeopleNow } from './people-records.ts';
import { readPeopleNow, territoryOf, writePeopleRecords } from './people-records.ts';
import type { RebalanceGround } from './rebalance-task.ts';
import { sharePeople } from './share-people.ts';
import { writeProposal } from './write-proposal.ts';

export interface PeopleRolledBack {
  readonly restored: number;
  readonly kept: number;
  readonly message: string;
}

/** What is named as not restored. */
const notRestored = 'Ids of rows that were made again and modified dates are not restored.';

/**
 * Takes a proposal of people back by three-way merge: memberships that ended go on, those that it
 * made are deleted, records of territories go back to their owners, assignments in Sales Territories
 * are made again before ours are deleted. What somebody changed since is kept and named.
 * @throws OrgError
 */
export async function rollBackPeople(
  connection: OrgConnection,
  rebalanceId: string,
  ground: RebalanceGround
): Promise<PeopleRolledBack> {
  const proposal = await readPeopleProposal(connection, rebalanceId);
  const saved = (await readUndo(connection, rebalanceId, ofPeople)).filter(
    ({ outcome }) => outcome !== untouched
  );
  const now = await readPeopleNow(connection, ground);
  const merged = saved.map((row) => ({ row, merge: mergeOf(row, now) }));
  const refusals = await writePeopleRecords(
    connection,
    merged.map(({ row, merge }) => ({ record: row, target: merge.target, unit: row.key })),
    now
  );
  const notes = await sharePeople(connection);
  const told = merged.map(({ row, merge }) => ({
    row,
    text: refusals.get(row.key) ?? (merge.isRestored ? null : merge.kept),
    outcome: refusals.has(row.key) ? 'Failed' : merge.isRestored ? 'Restored' : 'Kept'
  }));
  await markUndo(
    connection,
    rebalanceId,
    told.map(({ row, outcome, text }) => ({ key: row.key, outcome, text }))
  );
  const outcomes = outcomesOf(proposal, told, now);
  const count = (outcome: string): number =>
    [...outcomes.values()].filter((one) => one.outcome === outcome).length;
  const totals = { restored: count('Rolled Back'), kept: count('Kept') };
  const message = [
    `${String(totals.restored)} people are where they were before, ${String(totals.kept)} keep what somebody changed since. ${notRestored} Figures and coverage follow with the next run.`,
    ...proposal.people.flatMap(({ person, userId }) => {
      const said = outcomes.get(userId);
      return said?.outcome === 'Kept' ? [`${person}: ${said.outcomeText}`] : [];
    }),
    ...notes
  ].join('\n');
  await writeProposal(connection, rebalanceId, proposal, outcomes, {
    Status__c: 'Rolled Back',
    Step__c: 'Done',
    Progress__c: 1,
    Message__c: message.slice(0, 32_000)
  });
  return { ...totals, message };
}

/** @throws OrgError for anything but the whole: who gets what another leaves goes back with her */
export function refusePart(
  rebalanceId: string,
  scope: Readonly<Record<string, string | number | undefined>>
): void {
  if (Object.values(scope).every((value) => value === undefined)) return;
  throw new OrgError(
    'data',
    'WHOLE_ALONE',
    'A scenario of people is rolled back as a whole.',
    'Leave out wave, territory and account.',
    rebalanceId
  );
}

function mergeOf(row: UndoRow, { current, others }: PeopleNow): MergedRecord {
  const now = current.get(row.key) ?? null;
  return row.before === null && now !== null && others.has(row.key)
    ? { record: row, target: now, isRestored: false, kept: 'somebody else made it' }
    : mergeBack(row, now);
}

interface Told {
  readonly row: UndoRow;
  readonly outcome: string;
  readonly text: string | null;
}

/** What became of each person whose change was applied, by the territories that she left and got. */
function outcomesOf(
  proposal: PeopleProposal,
  told: readonly Told[],
  now: PeopleNow
): Map<string, PersonOutcome> {
  const byTerritory = Map.groupBy(told, ({ row }) => territoryOf(row, now));
  return new Map(
    proposal.people.flatMap(({ userId, holdsId, getsId }): [string, PersonOutcome][] => {
      if (userId === '' || holdsId === getsId) return [];
      const own = [holdsId, getsId].flatMap((id) => byTerritory.get(id ?? '') ?? []);
      if (own.length === 0) return [];
      const kept = own
        .filter(({ outcome }) => outcome !== 'Restored')
        .map(({ row, text }) => `${row.object} ${row.id ?? row.key}: ${text ?? ''}`);
      return [
        [
          userId,
          kept.length === 0
            ? { outcome: 'Rolled Back', outcomeText: 'As it was before.' }
            : { outcome: 'Kept', outcomeText: `${kept.join('. ')}.` }
        ]
      ];
    })
  );
}
