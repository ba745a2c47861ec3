import type { MergedRecord } from '../domain/rebalance/merge-back.ts';
import { mergeBack, mergeBackTogether } from '../domain/rebalance/merge-back.ts';
import type { AccountState, HangingRecord } from '../domain/rebalance/plan-writes.ts';
import type { TouchedRecord, Values } from '../domain/rebalance/touched-record.ts';
import {
  isHanging,
  naturalKey,
  sameValues,
  touchedKey,
  touchedObjects
} from '../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import {
  readAccountStates,
  readHangingOf,
  readOwners
} from '../salesforce/records/account-states.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import { moveObject } from '../salesforce/records/rebalance-moves.ts';
import type { UndoRow } from '../salesforce/records/undo-rows.ts';
import { markUndo, readUndo, saveTargets, saveUndo } from '../salesforce/records/undo-rows.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { movesOfUndo } from './apply-moves.ts';
import type { WantedRecord } from './write-touched.ts';
import { writeTouched } from './write-touched.ts';

export interface RollBackTask {
  readonly rebalanceId: string;
  readonly rebalanceName: string;
  readonly mode: 'Advisory' | 'Owner';
  readonly undoUntil: string;
}

export interface RollBackReport {
  /** Moves of which every record is as it was. */
  readonly restored: number;
  /** Moves of which somebody's change was kept, or that could not be written. */
  readonly kept: number;
  /** What was kept, a line each. */
  readonly lines: readonly string[];
}

/** A record's values now, by its key; absent where it is not there. */
type Current = ReadonlyMap<string, Values>;

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
): Promise<RollBackReport> {
  const { states } = await readAccountStates(connection, where, task.mode);
  const rows = await readUndo(connection, task.rebalanceId, movesOfUndo(where));
  const touched = new Set(moves.map(({ id }) => id));
  const saved = rows.filter((row) => touched.has(row.moveId));
  const current = await currentValues(connection, saved, states);
  const hanging = await hangingNow(connection, saved, states);
  const wanted: Wanted[] = [];
  const added: Omit<UndoRow, 'outcome' | 'target'>[] = [];
  for (const [moveId, own] of groupByMove(saved)) {
    const targets = targetsOf(own, current, hanging.get(own[0]?.accountId ?? '') ?? []);
    for (const one of targets.wanted) wanted.push({ ...one, moveId });
    for (const record of targets.added) added.push({ ...record, moveId });
  }
  await saveUndo(connection, task.rebalanceId, added, task.undoUntil);
  await saveTargets(
    connection,
    task.rebalanceId,
    wanted.filter(({ isNew }) => isNew).map(({ record, target }) => ({ key: record.key, target }))
  );
  const refusals = await writeBack(connection, wanted, current);
  await markUndo(
    connection,
    task.rebalanceId,
    wanted.map(({ record, isRestored, kept }) => {
      const refusal = refusals.get(record.key);
      return refusal === undefined
        ? {
            key: record.key,
            outcome: isRestored ? 'Restored' : 'Kept',
            text: kept === '' ? null : kept
          }
        : { key: record.key, outcome: 'Failed', text: refusal.slice(0, 4000) };
    })
  );
  const withRows = new Set(saved.map(({ moveId }) => moveId));
  return tellMoves(
    connection,
    task,
    moves.filter(({ id }) => withRows.has(id)),
    wanted,
    refusals
  );
}

interface Wanted extends MergedRecord {
  readonly moveId: string;
  /** Worked out by this run, and so not saved yet. */
  readonly isNew: boolean;
}

interface Targets {
  readonly wanted: readonly Omit<Wanted, 'moveId'>[];
  /** Rows that others made since, which a change of owner would delete. */
  readonly added: readonly TouchedRecord[];
}

/** What is wanted of every record of one move. */
function targetsOf(
  saved: readonly UndoRow[],
  current: Current,
  hanging: readonly HangingRecord[]
): Targets {
  const wanted: Omit<Wanted, 'moveId'>[] = [];
  const added: TouchedRecord[] = [];
  const changesOwner = new Set<string>();
  const isAlreadyWritten = new Set<string>();
  const isOthers = new Set<string>();
  for (const row of saved) {
    if (isHanging(row.object)) continue;
    const now = current.get(row.key) ?? null;
    const merged =
      row.object === 'Evenfield_Coverage__c' ? mergeBackTogether(row, now) : mergeBack(row, now);
    // A run before this one wrote what it wanted, and the record bears it.
    const isDone =
      row.target !== undefined && sameValues(now, row.target) && !sameValues(now, row.written);
    wanted.push({ ...(isDone ? asBefore(row, merged) : merged), isNew: !isDone });
    const parent = row.object === 'Account' ? row.accountId : (row.id ?? '');
    if (isDone) isAlreadyWritten.add(parent);
    else if (!merged.isRestored) isOthers.add(parent);
    else if (!sameValues(now, merged.target)) changesOwner.add(parent);
  }
  const now = new Map(
    hanging.map(({ object, id, values }) => [
      touchedKey(object, naturalKey(object, values)),
      { object, id, values }
    ])
  );
  const known = new Set<string>();
  for (const row of saved) {
    if (!isHanging(row.object)) continue;
    known.add(row.key);
    const values = row.before ?? row.written ?? {};
    const parent = String(values['OpportunityId'] ?? values['AccountId']);
    const there = now.get(row.key)?.values ?? null;
    if (row.target !== undefined && isAlreadyWritten.has(parent)) {
      wanted.push({
        ...asBefore(row, mergeBack(row, row.target)),
        target: row.target,
        isNew: false
      });
      continue;
    }
    // What somebody else's change of owner took or left is hers.
    const merged = isOthers.has(parent)
      ? {
          record: row,
          target: there,
          isRestored: sameValues(there, row.before),
          kept: 'somebody changed the owner since'
        }
      : mergeBack(row, there);
    wanted.push({ ...merged, isNew: true });
  }
  for (const [key, { object, id, values }] of now) {
    const parent = String(values['OpportunityId'] ?? values['AccountId']);
    if (known.has(key) || !changesOwner.has(parent)) continue;
    const accountId = saved[0]?.accountId ?? '';
    const record: TouchedRecord = { key, object, id, accountId, before: values, written: values };
    added.push(record);
    wanted.push({ record, target: values, isRestored: true, kept: '', isNew: true });
  }
  return { wanted, added };
}

/** What a run before had decided, in the words that the merge would use. */
function asBefore(row: UndoRow, merged: MergedRecord): MergedRecord {
  const isRestored = sameValues(row.target ?? null, row.before);
  return {
    record: row,
    target: row.target ?? null,
    isRestored,
    kept: isRestored ? '' : merged.kept === '' ? 'somebody’s change was kept' : merged.kept
  };
}

async function writeBack(
  connection: OrgConnection,
  wanted: readonly Wanted[],
  current: Current
): Promise<Map<string, string>> {
  const refusals = new Map<string, string>();
  const ownersChanged = new Set<string>();
  for (const object of touchedObjects) {
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
    if (object === 'Account' || object === 'Opportunity')
      for (const { key, id } of rows) if (!refused.has(key)) ownersChanged.add(id ?? '');
  }
  return refusals;
}

async function currentValues(
  connection: OrgConnection,
  saved: readonly UndoRow[],
  states: ReadonlyMap<string, AccountState>
): Promise<Map<string, Values>> {
  const current = new Map<string, Values>();
  for (const state of states.values()) {
    current.set(touchedKey('Account', state.accountId), { OwnerId: state.ownerId });
    if (state.coverageId !== null && state.coverage !== null)
      current.set(touchedKey('Evenfield_Coverage__c', state.coverageId), state.coverage);
    for (const { object, values } of state.hanging)
      current.set(touchedKey(object, naturalKey(object, values)), values);
  }
  for (const object of ['Opportunity', 'Case', 'Task'] as const) {
    const ids = saved.filter((row) => row.object === object).flatMap((row) => row.id ?? []);
    for (const [id, values] of await readOwners(connection, object, ids))
      current.set(touchedKey(object, id), values);
  }
  for (const { object, values } of await hangingOfClosed(connection, saved))
    current.set(touchedKey(object, naturalKey(object, values)), values);
  return current;
}

async function hangingNow(
  connection: OrgConnection,
  saved: readonly UndoRow[],
  states: ReadonlyMap<string, AccountState>
): Promise<Map<string, HangingRecord[]>> {
  const byAccount = new Map(
    [...states].map(([id, state]): [string, HangingRecord[]] => [id, [...state.hanging]])
  );
  const accountOf = new Map(
    saved
      .filter(({ object }) => object === 'Opportunity')
      .map((row) => [row.id ?? '', row.accountId])
  );
  for (const record of await hangingOfClosed(connection, saved)) {
    const account = accountOf.get(String(record.values['OpportunityId'])) ?? '';
    const list = byAccount.get(account) ?? [];
    if (!list.some(({ id }) => id === record.id)) list.push(record);
    byAccount.set(account, list);
  }
  return byAccount;
}

/** Teams and shares of opportunities that were moved, which may be closed since. */
async function hangingOfClosed(
  connection: OrgConnection,
  saved: readonly UndoRow[]
): Promise<HangingRecord[]> {
  const ids = saved.filter(({ object }) => object === 'Opportunity').flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return [];
  return [
    ...(await readHangingOf(connection, 'OpportunityTeamMember', ids)),
    ...(await readHangingOf(connection, 'OpportunityShare', ids))
  ];
}

async function tellMoves(
  connection: OrgConnection,
  task: RollBackTask,
  moves: readonly MoveRow[],
  wanted: readonly Wanted[],
  refusals: ReadonlyMap<string, string>
): Promise<RollBackReport> {
  const lines: string[] = [];
  const rows = moves.map((move) => {
    const kept = wanted
      .filter(
        ({ moveId, isRestored, record }) =>
          moveId === move.id && (!isRestored || refusals.has(record.key))
      )
      .map(
        ({ record, kept: what }) =>
          `${record.object} ${record.id ?? ''}: ${refusals.get(record.key) ?? what}`
      );
    const text = kept.length === 0 ? 'As it was before.' : `Kept: ${kept.join('. ')}.`;
    if (kept.length > 0) lines.push(`${move.accountName}: ${kept.join('. ')}.`);
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
  return {
    restored: rows.filter(([, outcome]) => outcome === 'Rolled Back').length,
    kept: lines.length,
    lines
  };
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
