import type { HandedOver } from '../domain/rebalance/hand-off.ts';
import type { AccountState } from '../domain/rebalance/plan-writes.ts';
import { isWrittenNow, planAgain, planWrites } from '../domain/rebalance/plan-writes.ts';
import type { TouchedRecord } from '../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { HeldAccounts } from '../salesforce/records/account-states.ts';
import { readAccountStates } from '../salesforce/records/account-states.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import { moveObject } from '../salesforce/records/rebalance-moves.ts';
import type { UndoRow } from '../salesforce/records/undo-rows.ts';
import { markUndo, readUndo, saveUndo, untouched } from '../salesforce/records/undo-rows.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { changedSince } from './changed-since.ts';
import { conditionOf, slicesOf } from './due-batches.ts';
import { neverBegun, neverWrittenAgain } from './never-begun.ts';
import { makeHandOffs } from './hand-off-moves.ts';
import type { ApplyTask } from './move-obstacle.ts';
import { nameOf, obstacleTo, placesOf } from './move-obstacle.ts';
import type { ReadyMove } from './write-ready-moves.ts';
import { writeReady } from './write-ready-moves.ts';

export interface ApplyReport {
  readonly applied: number;
  readonly skipped: number;
  readonly held: number;
  readonly failed: number;
  /** Hand-off tasks that could not be made, and why. */
  readonly notes: readonly string[];
}

type Said = Map<string, { outcome: string; text: string; holdUntil?: string | null }>;

/**
 * Applies moves of one wave. First what will be overwritten is saved, then owners, then what
 * follows them, then what the platform deleted with the owners, coverage last; killed anywhere, the
 * next run finds by these in which state each account is.
 * @param moves all of one condition
 * @param where the same condition over the moves' fields
 * @throws OrgError
 */
export async function applyMoves(
  connection: OrgConnection,
  task: ApplyTask,
  moves: readonly MoveRow[],
  where: string
): Promise<ApplyReport> {
  const held = await readAccountStates(connection, where, task.mode, task.policy.handoffDays > 0);
  const saved = (await readUndo(connection, task.rebalanceId, movesOfUndo(where))).filter(
    ({ outcome }) => outcome !== untouched
  );
  const savedOf = groupBy(saved, (row) => row.moveId);
  const begun = new Set(saved.map(({ accountId }) => accountId));
  const said: Said = new Map();
  const planned: ReadyMove[] = [];
  for (const move of moves) {
    const state = held.states.get(move.accountId);
    const records = recordsFor(task, move, state, savedOf.get(move.id) ?? []);
    const obstacle = obstacleTo(task, move, state, savedOf.get(move.id) ?? [], held.deals);
    if (obstacle !== null) said.set(move.id, obstacle);
    else if (state !== undefined) planned.push({ move, records });
  }
  await markUndo(
    connection,
    task.rebalanceId,
    neverBegun(savedOf, held.states)
      .filter(({ moveId }) => said.get(moveId)?.outcome === 'Skipped')
      .map(({ key }) => ({ key, outcome: untouched, text: null }))
  );
  const leftMissing = neverWrittenAgain(savedOf, held.states)
    .filter(({ moveId }) => said.get(moveId)?.outcome === 'Skipped')
    .map((row) => ({ ...row, written: null }));
  const unsaved = await saveUndo(
    connection,
    task.rebalanceId,
    [
      ...leftMissing,
      ...planned.flatMap(({ move, records }) =>
        records.map((record) => ({ ...record, moveId: move.id }))
      )
    ],
    task.undoUntil
  );
  for (const [moveId, text] of unsaved) said.set(moveId, { outcome: 'Failed', text });
  const ready: ReadyMove[] = [];
  const refusals = new Map<string, string>();
  for (const slice of slicesOf(planned.filter(({ move }) => !said.has(move.id)))) {
    const again = conditionOf(
      slice.map(({ move }) => move),
      `Rebalance__c = '${task.rebalanceId}'`
    );
    const changed = await changedSince(connection, task, again, held.states, (id) => begun.has(id));
    for (const { move } of slice) {
      const text = changed.get(move.accountId);
      if (text !== undefined) said.set(move.id, { outcome: 'Skipped', text });
    }
    const still = slice.filter(({ move }) => !said.has(move.id));
    for (const [id, text] of await writeReady(connection, still, held.states))
      refusals.set(id, text);
    ready.push(...still);
  }
  await markUndo(
    connection,
    task.rebalanceId,
    planned
      .filter(({ move }) => said.has(move.id) && !savedOf.has(move.id))
      .flatMap(({ records }) => records.map(({ key }) => ({ key, outcome: untouched, text: null })))
  );
  await writeChanges(connection, task, ready, refusals);
  await markAll(connection, task, ready, refusals);
  for (const { move } of ready) {
    const refusal = refusals.get(move.id);
    said.set(
      move.id,
      refusal === undefined
        ? { outcome: 'Applied', text: `Moved to ${nameOf(task, move.to)} on ${task.today}.` }
        : { outcome: 'Failed', text: refusal }
    );
  }
  const notes = await handOver(connection, task, ready, refusals, held);
  await writeOutcomes(connection, said);
  const count = (outcome: string): number =>
    [...said.values()].filter((one) => one.outcome === outcome).length;
  return {
    applied: count('Applied'),
    skipped: count('Skipped'),
    held: count('Held'),
    failed: count('Failed'),
    notes
  };
}

/** Makes the hand-off tasks before the outcome is told, so that a try after a kill comes by again. */
async function handOver(
  connection: OrgConnection,
  task: ApplyTask,
  ready: readonly ReadyMove[],
  refusals: ReadonlyMap<string, string>,
  { states, deals }: HeldAccounts
): Promise<readonly string[]> {
  if (task.policy.handoffDays <= 0) return [];
  const done = ready.filter(({ move }) => !refusals.has(move.id));
  const handedOver = done.map(({ move }): HandedOver => {
    const [from, to] = [move.from, move.to].map((id) => task.territories.get(id ?? ''));
    const owned = states.get(move.accountId)?.owned ?? [];
    return {
      accountId: move.accountId,
      accountName: move.accountName,
      scenario: task.rebalanceName,
      oldOwner: from?.owner ?? null,
      newOwner: to?.owner ?? null,
      oldOwnerName: from?.ownerName ?? 'nobody',
      newOwnerName: to?.ownerName ?? 'nobody',
      deals: deals.get(move.accountId) ?? [],
      openItems: owned.filter(({ object }) => object !== 'Opportunity').length
    };
  });
  const { handoffDays } = task.policy;
  return (await makeHandOffs(connection, handedOver, task.today, handoffDays)).refused;
}

/** A condition on moves as undo rows see it. */
export function movesOfUndo(where: string): string {
  return where.replaceAll(
    /\b(Rebalance__c|Wave__c|From__c|To__c|Account__c|Id)\b(?= )/g,
    'Move__r.$1'
  );
}

function recordsFor(
  task: ApplyTask,
  move: MoveRow,
  state: AccountState | undefined,
  saved: readonly UndoRow[]
): TouchedRecord[] {
  if (state === undefined || move.to === null) return [];
  const ofAccount = saved.find(({ object }) => object === 'Account');
  const oldOwner =
    ofAccount?.written?.['OwnerId'] === state.ownerId ? ofAccount.before?.['OwnerId'] : null;
  const fresh = planWrites(
    {
      accountId: move.accountId,
      to: move.to,
      toName: nameOf(task, move.to),
      toOwner: task.territories.get(move.to)?.owner ?? null,
      reason: move.reason,
      today: task.today,
      places: placesOf(task, move)
    },
    typeof oldOwner === 'string' ? { ...state, ownerId: oldOwner } : state,
    task.mode,
    task.policy
  );
  const touched = saved.map(({ key, object, id, accountId, before, written }) => ({
    key,
    object,
    id,
    accountId,
    before,
    written
  }));
  return planAgain(touched, fresh, (record) => isWrittenNow(record, state, touched));
}

async function writeChanges(
  connection: OrgConnection,
  task: ApplyTask,
  ready: readonly ReadyMove[],
  refusals: ReadonlyMap<string, string>
): Promise<void> {
  const at = new Date(Math.floor(connection.now() / 1000) * 1000).toISOString();
  const done = ready.filter(({ move }) => !refusals.has(move.id));
  await writeRows(connection, {
    object: 'Evenfield_Assignment_Change__c',
    operation: 'upsert',
    externalId: 'Key__c',
    columns: [
      'Key__c',
      'Account__c',
      'From__c',
      'From_Label__c',
      'To__c',
      'To_Label__c',
      'At__c',
      'Source__c',
      'Reason__c'
    ],
    rows: done.map(({ move }) => [
      `${move.id}:applied`,
      move.accountId,
      move.from,
      nameOf(task, move.from).slice(0, 80),
      move.to,
      nameOf(task, move.to).slice(0, 80),
      at,
      'Rebalance',
      `${task.rebalanceName}: ${move.reason}`.slice(0, 4000)
    ])
  });
}

async function markAll(
  connection: OrgConnection,
  task: ApplyTask,
  ready: readonly ReadyMove[],
  refusals: ReadonlyMap<string, string>
): Promise<void> {
  await markUndo(
    connection,
    task.rebalanceId,
    ready.flatMap(({ move, records }) =>
      records.map(({ key }) => {
        const refusal = refusals.get(move.id);
        return refusal === undefined
          ? { key, outcome: 'Written', text: null }
          : { key, outcome: 'Failed', text: refusal.slice(0, 4000) };
      })
    )
  );
}

async function writeOutcomes(connection: OrgConnection, said: Said): Promise<void> {
  const at = new Date(Math.floor(connection.now() / 1000) * 1000).toISOString();
  await writeRows(connection, {
    object: moveObject,
    operation: 'update',
    columns: [
      'Id',
      'Outcome__c',
      'Outcome_Text__c',
      'Hold_Until__c',
      'Hold_Reason__c',
      'Applied_At__c'
    ],
    rows: [...said].map(([id, { outcome, text, holdUntil }]) => [
      id,
      outcome,
      text.slice(0, 4000),
      holdUntil ?? null,
      outcome === 'Held' ? text.slice(0, 255) : null,
      outcome === 'Applied' ? at : null
    ])
  });
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
