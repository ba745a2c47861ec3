import type { PeopleGroup } from '../domain/rebalance/people-groups.ts';
import { groupPeople } from '../domain/rebalance/people-groups.ts';
import { planPeopleWrites } from '../domain/rebalance/plan-people-writes.ts';
import type { TouchedRecord } from '../domain/rebalance/touched-record.ts';
import { sameValues } from '../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import type { PeopleProposal, PersonOutcome } from '../salesforce/records/people-held.ts';
import { readPeopleProposal } from '../salesforce/records/people-held.ts';
import type { Rebalance } from '../salesforce/records/rebalances.ts';
import { writeRebalance } from '../salesforce/records/rebalances.ts';
import type { UndoRow } from '../salesforce/records/undo-rows.ts';
import { markUndo, readUndo, saveUndo, untouched } from '../salesforce/records/undo-rows.ts';
import type { PeopleNow, PeopleWish } from './people-records.ts';
import { readPeopleNow, territoryOf, writePeopleRecords } from './people-records.ts';
import { preflightPeople } from './preflight-people.ts';
import type { RebalanceGround } from './rebalance-task.ts';
import { sharePeople } from './share-people.ts';
import { writeProposal } from './write-proposal.ts';

/** What became of an attempt to apply a proposal of people. */
export interface PeopleApplied {
  readonly applied: number;
  readonly skipped: number;
  readonly failed: number;
  readonly message: string;
}

/** Undo rows of a proposal hang on no move. */
export const ofPeople = 'Move__c = null';

interface Unit extends PeopleGroup {
  readonly name: string;
  readonly records: readonly TouchedRecord[];
}

/**
 * Applies an approved proposal of people: saves what it will overwrite, writes, and says Applied in
 * the same request as what became of each person. Called again it goes on where it was: as long as
 * nothing is written it plans anew, from then on it ends what was planned.
 * @param seen lines of the preflight that are known already
 * @throws OrgError
 */
export async function applyPeople(
  connection: OrgConnection,
  rebalance: Rebalance,
  ground: RebalanceGround,
  seen: readonly string[]
): Promise<PeopleApplied> {
  const proposal = await readPeopleProposal(connection, rebalance.id);
  const now = await readPeopleNow(connection, ground);
  const groups = groupPeople(proposal.people, now.held);
  const saved = (await readUndo(connection, rebalance.id, ofPeople)).filter(
    ({ outcome }) => outcome !== untouched
  );
  const isBegun = saved.some((row) => isWritten(row, now) && !sameValues(row.before, row.written));
  if (rebalance.status === 'Approved') {
    const looked = await preflightPeople(connection, groups, ground, now);
    await writeRebalance(connection, rebalance.id, {
      ...(looked.obstacles.length === 0
        ? { Status__c: 'Applying', Mode__c: ground.mode, Undo_Until__c: ground.undoUntil }
        : { Status__c: 'Failed', Message__c: looked.obstacles.join('\n') }),
      Step__c: 'Preflight',
      Preflight__c: [...looked.lines, ...seen].join('\n').slice(0, 32_000)
    });
    if (looked.obstacles.length > 0)
      throw new OrgError(
        'data',
        'PREFLIGHT',
        looked.obstacles.join(' '),
        'Mend what is named, set the scenario back to Draft and propose it again.',
        rebalance.id
      );
  }
  const units = isBegun
    ? unitsSaved(groups, saved, now)
    : await planUnits(connection, rebalance.id, groups, saved, now, ground.undoUntil);
  const open = units.filter(({ obstacle }) => obstacle === null);
  const isOthers = (record: TouchedRecord): boolean =>
    !isWritten(record, now) && !sameValues(now.current.get(record.key) ?? null, record.before);
  const wishes = open.flatMap(({ name, records }) =>
    records
      .filter((record) => !isOthers(record))
      .map((record): PeopleWish => ({ record, target: record.written, unit: name }))
  );
  const refusals = await writePeopleRecords(connection, wishes, now);
  for (const record of open.flatMap(({ records }) => records))
    if (isOthers(record))
      refusals.set(record.key, `${record.object}: somebody changed it while it was applied`);
  const notes = await sharePeople(connection);
  const outcomes = new Map<string, PersonOutcome>();
  for (const { people, obstacle, records } of units) {
    const refusal = records.flatMap(({ key }) => refusals.get(key) ?? [])[0];
    for (const { userId, gets } of people)
      outcomes.set(
        userId,
        obstacle !== null
          ? { outcome: 'Skipped', outcomeText: obstacle }
          : refusal !== undefined
            ? { outcome: 'Failed', outcomeText: refusal }
            : {
                outcome: 'Applied',
                outcomeText:
                  gets === null
                    ? `Holds none from ${ground.today} on.`
                    : `Owns ${gets} from ${ground.today} on.`
              }
      );
  }
  await markUndo(
    connection,
    rebalance.id,
    open.flatMap(({ records }) =>
      records.map(({ key }) => {
        const refusal = refusals.get(key);
        return {
          key,
          outcome: refusal === undefined ? 'Written' : 'Failed',
          text: refusal?.slice(0, 4_000) ?? null
        };
      })
    )
  );
  return tell(connection, rebalance.id, proposal, outcomes, notes);
}

function isWritten(record: TouchedRecord, { current, others }: PeopleNow): boolean {
  const now = current.get(record.key) ?? null;
  return sameValues(now, record.written) && !(record.before === null && others.has(record.key));
}

/** Plans every group and saves what it touches before anything is written. @throws OrgError */
async function planUnits(
  connection: OrgConnection,
  rebalanceId: string,
  groups: readonly PeopleGroup[],
  saved: readonly UndoRow[],
  now: PeopleNow,
  undoUntil: string
): Promise<Unit[]> {
  const units = groups.map((group): Unit => ({
    ...group,
    name: nameOf(group),
    records:
      group.obstacle === null
        ? planPeopleWrites(rebalanceId, group.people, now.held, now.seats)
        : []
  }));
  const records = units.flatMap((unit) => unit.records);
  const [unsaved] = await saveUndo(
    connection,
    rebalanceId,
    records.map((record) => ({ ...record, moveId: '' })),
    undoUntil
  );
  if (unsaved !== undefined)
    throw new OrgError(
      'transient',
      'NOT_SAVED',
      unsaved[1],
      'The service tries again by itself; nothing was written.',
      rebalanceId
    );
  const planned = new Set(records.map(({ key }) => key));
  await markUndo(
    connection,
    rebalanceId,
    saved
      .filter(({ key }) => !planned.has(key))
      .map(({ key }) => ({ key, outcome: untouched, text: null }))
  );
  return units;
}

/** The groups that a try before this one saved, each with its rows; no two groups share a territory. */
function unitsSaved(
  groups: readonly PeopleGroup[],
  saved: readonly UndoRow[],
  now: PeopleNow
): Unit[] {
  const byTerritory = Map.groupBy(saved, (row) => territoryOf(row, now));
  return groups.map((group): Unit => {
    const territories = new Set(group.people.flatMap(({ holdsId, getsId }) => [holdsId, getsId]));
    const records = [...territories].flatMap((id) => byTerritory.get(id ?? '') ?? []);
    const late = group.obstacle ?? 'It was hindered when the scenario was first applied.';
    const obstacle = records.length > 0 ? null : late;
    return { people: group.people, obstacle, name: nameOf(group), records };
  });
}

const nameOf = ({ people }: PeopleGroup): string => people.map(({ userId }) => userId).join();

async function tell(
  connection: OrgConnection,
  rebalanceId: string,
  proposal: PeopleProposal,
  outcomes: ReadonlyMap<string, PersonOutcome>,
  notes: readonly string[]
): Promise<PeopleApplied> {
  const count = (outcome: string): number =>
    [...outcomes.values()].filter((one) => one.outcome === outcome).length;
  const totals = {
    applied: count('Applied'),
    skipped: count('Skipped'),
    failed: count('Failed')
  };
  const message = [
    `${String(totals.applied)} people changed, ${String(totals.skipped)} skipped, ${String(totals.failed)} failed. Figures and coverage follow with the next run.`,
    ...proposal.people.flatMap(({ person, userId }) => {
      const said = outcomes.get(userId);
      return said === undefined || said.outcome === 'Applied'
        ? []
        : [`${person}: ${said.outcomeText}`];
    }),
    ...notes
  ].join('\n');
  await writeProposal(connection, rebalanceId, proposal, outcomes, {
    Status__c: 'Applied',
    Applied_At__c: new Date(connection.now()).toISOString(),
    Step__c: 'Done',
    Progress__c: 1,
    Message__c: message.slice(0, 32_000)
  });
  return { ...totals, message };
}
