import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import { readMoves } from '../salesforce/records/rebalance-moves.ts';
import { readRebalance, writeRebalance } from '../salesforce/records/rebalances.ts';
import type { ApplyReport } from './apply-moves.ts';
import { applyMoves } from './apply-moves.ts';
import { applyPeople } from './apply-people.ts';
import { dueBatches } from './due-batches.ts';
import { preflight } from './preflight.ts';
import { readGround } from './rebalance-task.ts';
import { waitForRules } from './rule-runs.ts';
import { withWriterLock } from './writer-lock.ts';

/** What became of an attempt to apply. */
export interface ApplyOutcome extends ApplyReport {
  readonly status: 'Applying' | 'Applied' | 'Cancelled';
  readonly message: string;
}

export interface ApplyOptions {
  /** This wave alone; by default every wave whose day has come. */
  readonly wave?: number;
  /** Asked between waves. */
  readonly stop?: AbortSignal;
}

/**
 * Applies an approved scenario wave by wave: the canary first, each wave from its day on, what is
 * held when it is released. Called again it goes on where it was, whatever was killed.
 * @throws OrgError
 */
export async function applyRebalance(
  connection: OrgConnection,
  rebalanceId: string,
  options: ApplyOptions = {}
): Promise<ApplyOutcome> {
  return withWriterLock(connection, rebalanceId, async (beat) => {
    const rebalance = await readRebalance(connection, rebalanceId);
    if (rebalance.status !== 'Approved' && rebalance.status !== 'Applying')
      throw new OrgError(
        'data',
        'NOT_APPROVED',
        `${rebalance.name} is ${rebalance.status}; only an approved scenario is applied.`,
        'Approve it first.',
        rebalance.id
      );
    const ground = await readGround(connection, rebalance);
    const rules = ground.model === null ? [] : [await waitForRules(connection, rebalance.id)];
    if (rebalance.design === 'People') {
      const people = await applyPeople(connection, rebalance, ground, rules);
      return { ...people, held: 0, notes: [], status: 'Applied' };
    }
    const task = { ...ground, rebalanceId: rebalance.id, rebalanceName: rebalance.name };
    const own = `Rebalance__c = '${rebalance.id}'`;
    const all = await readMoves(connection, own);
    const open = all.filter((move) => isOpen(move));
    if (rebalance.status === 'Approved') {
      const looked = await preflight(connection, rebalance.id, open, ground);
      await writeRebalance(connection, rebalance.id, {
        ...(looked.obstacles.length === 0
          ? { Status__c: 'Applying', Mode__c: ground.mode, Undo_Until__c: ground.undoUntil }
          : { Status__c: 'Failed', Message__c: looked.obstacles.join('\n') }),
        Step__c: 'Preflight',
        Preflight__c: [...looked.lines, ...rules].join('\n').slice(0, 32_000)
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
    const totals = { applied: 0, skipped: 0, held: 0, failed: 0, notes: [] as string[] };
    const due = open.filter((move) => isDue(move, ground.today, options.wave));
    const batches = dueBatches(due, own);
    for (const [place, batch] of batches.entries()) {
      if (await isCancelled(connection, rebalance.id, options.stop))
        return {
          ...totals,
          status: 'Cancelled',
          message: await endCancelled(connection, rebalance.id)
        };
      if (ground.model !== null && place > 0) await waitForRules(connection, rebalance.id);
      await beat(batch.label, place / batches.length);
      const part = await applyMoves(connection, task, batch.moves, batch.where);
      totals.applied += part.applied;
      totals.skipped += part.skipped;
      totals.held += part.held;
      totals.failed += part.failed;
      totals.notes.push(...part.notes);
    }
    const after = await readMoves(connection, own);
    const waiting = after.filter((move) => isOpen(move)).length;
    const count = (outcome: string): number =>
      after.filter((move) => move.outcome === outcome).length;
    const counted = `${String(count('Applied'))} applied, ${String(count('Skipped'))} skipped, ${String(count('Failed'))} failed, ${String(count('Held'))} held, ${String(waiting - count('Held'))} wait for their wave.`;
    const message = [counted, ...totals.notes].join('\n').slice(0, 32_000);
    const status = waiting === 0 ? 'Applied' : 'Applying';
    await writeRebalance(connection, rebalance.id, {
      ...(status === 'Applied'
        ? { Status__c: status, Applied_At__c: new Date(connection.now()).toISOString() }
        : {}),
      Step__c: status === 'Applied' ? 'Done' : 'Waits for the next wave',
      Progress__c: after.length === 0 ? 1 : 1 - waiting / after.length,
      Message__c: message
    });
    return { ...totals, status, message };
  });
}

/** Not decided against, and nothing has become of it yet. */
export function isOpen(move: MoveRow): boolean {
  return (
    move.verdict !== 'Rejected' &&
    (move.outcome === null || move.outcome === 'Waiting' || move.outcome === 'Held')
  );
}

/** Its wave's day has come, and what held it is over. */
export function isDue(move: MoveRow, today: string, wave?: number): boolean {
  if (wave !== undefined && move.wave !== wave) return false;
  if (move.waveDate !== null && move.waveDate.slice(0, 10) > today) return false;
  return move.outcome !== 'Held' || move.holdUntil === null || move.holdUntil.slice(0, 10) <= today;
}

async function isCancelled(
  connection: OrgConnection,
  rebalanceId: string,
  stop: AbortSignal | undefined
): Promise<boolean> {
  stop?.throwIfAborted();
  return (await readRebalance(connection, rebalanceId)).status === 'Cancelled';
}

async function endCancelled(connection: OrgConnection, rebalanceId: string): Promise<string> {
  const moves = await readMoves(connection, `Rebalance__c = '${rebalanceId}'`);
  const applied = moves.filter(({ outcome }) => outcome === 'Applied').length;
  const message = `Cancelled after ${String(applied)} of ${String(moves.length)} moves; what was applied stands until it is rolled back.`;
  await writeRebalance(connection, rebalanceId, { Step__c: 'Cancelled', Message__c: message });
  return message;
}
