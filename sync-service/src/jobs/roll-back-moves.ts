import type { AccountState } from '../domain/rebalance/plan-writes.ts';
import type { TouchedObject } from '../domain/rebalance/touched-record.ts';
import {
  isHanging,
  isPlaced,
  sameValues,
  touchedObjects
} from '../domain/rebalance/touched-record.ts';
import type { WriteMode } from '../domain/rebalance/write-mode.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import { readAccountStates } from '../salesforce/records/account-states.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import { moveObject } from '../salesforce/records/rebalance-moves.ts';
import type { UndoRow } from '../salesforce/records/undo-rows.ts';
import {
  markUndo,
  readUndo,
  saveTargets,
  saveUndo,
  untouched
} from '../salesforce/records/undo-rows.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { movesOfUndo } from './apply-moves.ts';
import { currentValues, hangingNow } from './current-values.ts';
import { dropHandOffs } from './hand-off-moves.ts';
import { placedWishes } from './placed-wishes.ts';
import type { Current, Wanted } from './roll-back-targets.ts';
import { othersPlaced, servedBefore, targetsOf } from './roll-back-targets.ts';
import { writePlaced } from './write-placed.ts';
import type { WantedRecord } from './write-touched.ts';
import { writeTouched } from './write-touched.ts';

export interface RollBackTask {
  readonly rebalanceId: string;
  readonly rebalanceName: string;
  readonly mode: WriteMode;
  readonly undoUntil: string;
}

/** Begins the outcome of a move of which something was kept; what, follows. */
export const keptMark = 'Kept: ';

/**
 * Takes moves back by three-way merge. What is wanted of each record is saved before the first
 * write, since writing an owner deletes the team and the shares from which it was worked out; a
 * run that finds the owner unwritten works it out again.
 * @param where the condition that all moves meet
 * @throws OrgError
 */
export async function rollBackMoves(
  connection: OrgConnection,
  task: RollBackTask,
  moves: readonly MoveRow[],
  where: string
): Promise<void> {
  const { states } = await readAccountStates(connection, where, task.mode);
  const rows = await readUndo(connection, task.rebalanceId, movesOfUndo(where));
  const touched = new Set(moves.map(({ id }) => id));
  const saved = rows.filter((row) => touched.has(row.moveId) && row.outcome !== untouched);
  const current = await currentValues(connection, saved, states);
  const hanging = await hangingNow(connection, saved, states);
  const served = servedBefore(saved, current);
  const wanted: Wanted[] = [];
  const added: Omit<UndoRow, 'outcome' | 'target' | 'text'>[] = [];
  for (const [moveId, own] of groupByMove(saved)) {
    const accountId = own[0]?.accountId ?? '';
    const others = othersPlaced(states.get(accountId)?.placed ?? []);
    const targets = targetsOf(own, current, hanging.get(accountId) ?? [], others, served);
    for (const one of targets.wanted) wanted.push({ ...one, moveId });
    for (const record of targets.added) added.push({ ...record, moveId });
  }
  const [unsaved] = await saveUndo(connection, task.rebalanceId, added, task.undoUntil);
  if (unsaved !== undefined) throw notSaved(task, unsaved[1]);
  await saveTargets(
    connection,
    task.rebalanceId,
    wanted.filter(({ isNew }) => isNew).map(({ record, target }) => ({ key: record.key, target }))
  );
  const marked = new Set<string>();
  const mark = async (
    some: readonly Wanted[],
    refusals: ReadonlyMap<string, string>
  ): Promise<void> => {
    await markUndo(
      connection,
      task.rebalanceId,
      some.map((one) => outcomeOf(one, refusals.get(one.record.key)))
    );
    for (const { record } of some) marked.add(record.key);
  };
  const refusals = await writeBack(connection, wanted, current, states, mark);
  await mark(
    wanted.filter(({ record }) => !marked.has(record.key)),
    refusals
  );
  await dropHandOffs(
    connection,
    moves.map(({ accountId }) => accountId),
    task.rebalanceName
  );
  const withRows = new Set(saved.map(({ moveId }) => moveId));
  await tellMoves(
    connection,
    task,
    moves.filter(({ id }) => withRows.has(id)),
    wanted,
    refusals
  );
}

/** What became of a record, as its undo row says it. */
function outcomeOf(
  { record, isRestored, kept }: Wanted,
  refusal: string | undefined
): { key: string; outcome: string; text: string | null } {
  return refusal === undefined
    ? {
        key: record.key,
        outcome: isRestored ? 'Restored' : 'Kept',
        text: kept === '' ? null : kept
      }
    : { key: record.key, outcome: 'Failed', text: refusal.slice(0, 4000) };
}

/** Rows locked by somebody for longer than we try are free a little later. */
function notSaved(task: RollBackTask, why: string): OrgError {
  return new OrgError(
    'transient',
    'NOT_SAVED',
    `${task.rebalanceName}: ${why}`,
    'The service tries again by itself; what was rolled back so far stays so.',
    task.rebalanceId
  );
}

const isOwned = (object: string): boolean => object === 'Account' || object === 'Opportunity';
const takesWithIt = (object: TouchedObject): boolean => isOwned(object) || isHanging(object);

/**
 * Writes what is wanted, owners before what hangs on them. Owners, teams and shares that were put
 * back are marked at once: a member who is missing at a later try was taken by our own change of
 * owner where that is marked and she is not, and by somebody else where she is.
 */
async function writeBack(
  connection: OrgConnection,
  wanted: readonly Wanted[],
  current: Current,
  states: ReadonlyMap<string, AccountState>,
  mark: (some: readonly Wanted[], refusals: ReadonlyMap<string, string>) => Promise<void>
): Promise<Map<string, string>> {
  const refusals = new Map<string, string>();
  const ownersChanged = new Set<string>();
  const placed = wanted.filter(({ record }) => isPlaced(record.object));
  const targetOf = new Map(placed.map(({ record, target }) => [record.key, target]));
  for (const [key, text] of await writePlaced(
    connection,
    placed.flatMap(({ record }) =>
      placedWishes(
        [record],
        states.get(record.accountId)?.placed ?? [],
        ({ key }) => targetOf.get(key) ?? null
      )
    )
  ))
    refusals.set(key, text);
  for (const object of touchedObjects) {
    if (isPlaced(object)) continue;
    const rows: WantedRecord[] = wanted
      .filter(({ record }) => record.object === object)
      .filter(({ record, target }) => {
        const now = current.get(record.key) ?? null;
        if (!isHanging(object)) return now !== null && !sameValues(now, target);
        const values = target ?? {};
        const parent = String(values['OpportunityId'] ?? values['AccountId']);
        return target !== null && (ownersChanged.has(parent) || now === null);
      })
      .map(({ record, target }) => ({ key: record.key, object, id: record.id, values: target }));
    const refused = await writeTouched(connection, object, rows);
    for (const [key, text] of refused) refusals.set(key, text);
    if (takesWithIt(object) && rows.length > 0) {
      const written = new Set(rows.map(({ key }) => key));
      await mark(
        wanted.filter(({ record }) => written.has(record.key)),
        refused
      );
    }
    if (isOwned(object))
      for (const { key, id } of rows) if (!refused.has(key)) ownersChanged.add(id ?? '');
  }
  return refusals;
}

async function tellMoves(
  connection: OrgConnection,
  task: RollBackTask,
  moves: readonly MoveRow[],
  wanted: readonly Wanted[],
  refusals: ReadonlyMap<string, string>
): Promise<void> {
  const rows = moves.map((move) => {
    const kept = wanted
      .filter(
        ({ moveId, isRestored, record }) =>
          moveId === move.id && (!isRestored || refusals.has(record.key))
      )
      .map(
        ({ record, kept: what }) =>
          `${record.object} ${record.id ?? record.key.slice(record.object.length + 1)}: ${refusals.get(record.key) ?? what}`
      );
    const text = kept.length === 0 ? 'As it was before.' : `${keptMark}${kept.join('. ')}.`;
    return [move.id, kept.length === 0 ? 'Rolled Back' : 'Kept', text.slice(0, 4000)];
  });
  const back = moves.filter(({ accountId }) =>
    wanted.some(
      ({ record, isRestored }) =>
        record.object === 'Evenfield_Coverage__c' &&
        record.accountId === accountId &&
        isRestored &&
        !refusals.has(record.key)
    )
  );
  const at = new Date(Math.floor(connection.now() / 1000) * 1000).toISOString();
  await writeRows(connection, {
    object: 'Evenfield_Assignment_Change__c',
    operation: 'upsert',
    externalId: 'Key__c',
    columns: ['Key__c', 'Account__c', 'From__c', 'To__c', 'At__c', 'Source__c', 'Reason__c'],
    rows: back.map((move) => [
      `${move.id}:back`,
      move.accountId,
      move.to,
      move.from,
      at,
      'Rebalance',
      `${task.rebalanceName} was rolled back.`
    ])
  });
  await writeRows(connection, {
    object: moveObject,
    operation: 'update',
    columns: ['Id', 'Outcome__c', 'Outcome_Text__c'],
    rows
  });
}

function groupByMove(rows: readonly UndoRow[]): Map<string, UndoRow[]> {
  const groups = new Map<string, UndoRow[]>();
  for (const row of rows) {
    const group = groups.get(row.moveId);
    if (group === undefined) groups.set(row.moveId, [row]);
    else group.push(row);
  }
  return groups;
}
