import type { OrgConnection } from '../salesforce/connection.ts';
import { OrgError } from '../salesforce/errors.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import { readMoves } from '../salesforce/records/rebalance-moves.ts';
import type { RebalanceStatus } from '../salesforce/records/rebalances.ts';
import { readRebalance, writeRebalance } from '../salesforce/records/rebalances.ts';
import { isOpen } from './apply-rebalance.ts';
import { readGround } from './rebalance-task.ts';
import { keptMark, rollBackMoves } from './roll-back-moves.ts';
import { refusePart, rollBackPeople } from './roll-back-people.ts';
import { waitForRules } from './rule-runs.ts';
import { withWriterLock } from './writer-lock.ts';

/** What of a scenario is taken back; by default all. */
export interface RollBackScope {
  readonly wave?: number | undefined;
  /** Id of a territory that moves left or came to. */
  readonly territory?: string | undefined;
  readonly account?: string | undefined;
}

export interface RollBackOutcome {
  /** Moves asked for of which every record is as it was, whichever try put it back. */
  readonly restored: number;
  /** Moves asked for of which somebody's change was kept, or that could not be written. */
  readonly kept: number;
  readonly status: 'Applying' | 'Applied' | 'Rolled Back' | 'Cancelled' | 'Failed';
  readonly message: string;
}

/** What is named as not restored, whatever is asked. */
const notRestored =
  'Ids of rows that were made again, created and modified dates, and the history of changes are not restored.';

/**
 * Rolls an applied scenario back, or a wave, a territory or an account of it. Called again it goes on
 * where it was. @throws OrgError
 */
export async function rollBackRebalance(
  connection: OrgConnection,
  rebalanceId: string,
  scope: RollBackScope = {},
  stop?: AbortSignal
): Promise<RollBackOutcome> {
  return withWriterLock(connection, rebalanceId, async (beat) => {
    const rebalance = await readRebalance(connection, rebalanceId);
    if (!['Applied', 'Applying', 'Rolling Back', 'Cancelled', 'Failed'].includes(rebalance.status))
      throw new OrgError(
        'data',
        'NOT_APPLIED',
        `${rebalance.name} is ${rebalance.status}; nothing of it is to be rolled back.`,
        'Only what was applied can be rolled back.',
        rebalance.id
      );
    const ground = await readGround(connection, rebalance);
    if (ground.today > ground.undoUntil)
      throw new OrgError(
        'data',
        'UNDO_OVER',
        `${rebalance.name} could be rolled back until ${ground.undoUntil}.`,
        'Propose a scenario that moves the accounts back.',
        rebalance.id
      );
    if (rebalance.design === 'People') refusePart(rebalance.id, { ...scope });
    if (ground.model !== null) await waitForRules(connection, rebalance.id);
    const isWhole =
      scope.wave === undefined && scope.territory === undefined && scope.account === undefined;
    // Of what ended early a part goes back and the rest stays ended: it must not go on by itself.
    const ended = isWhole ? null : endedEarly(rebalance.status);
    if (rebalance.status !== 'Rolling Back' && ended === null)
      await writeRebalance(connection, rebalance.id, { Status__c: 'Rolling Back' });
    if (rebalance.design === 'People')
      return { ...(await rollBackPeople(connection, rebalance.id, ground)), status: 'Rolled Back' };
    const own = `Rebalance__c = '${rebalance.id}'`;
    const moves = (await readMoves(connection, own)).filter(
      (move) => isWithin(move, scope) && move.outcome !== 'Rolled Back'
    );
    // The last wave first, so that what came on top of another goes before it.
    const waves = [...new Set(moves.map(({ wave }) => wave))].sort((a, b) => b - a);
    for (const [place, wave] of waves.entries()) {
      stop?.throwIfAborted();
      await beat(`Rolling back wave ${String(wave)}`, place / waves.length);
      await rollBackMoves(
        connection,
        { ...ground, rebalanceId: rebalance.id, rebalanceName: rebalance.name },
        moves.filter((move) => move.wave === wave),
        `${own} AND Wave__c = ${String(wave)}`
      );
    }
    const after = await readMoves(connection, own);
    const stands = after.some(({ outcome }) => outcome === 'Applied');
    const waits = ended === null && after.some((move) => isOpen(move));
    const status =
      isWhole || !(stands || waits) ? 'Rolled Back' : (ended ?? (waits ? 'Applying' : 'Applied'));
    const asked = after.filter((move) => isWithin(move, scope));
    const restored = asked.filter(({ outcome }) => outcome === 'Rolled Back').length;
    const kept = asked.filter(({ outcome }) => outcome === 'Kept');
    const message = [
      `${String(restored)} moves are as they were before, ${String(kept.length)} keep what somebody changed since. ${notRestored}`,
      ...kept.map(
        ({ accountName, outcomeText }) =>
          `${accountName}: ${(outcomeText ?? '').slice(keptMark.length)}`
      )
    ].join('\n');
    await writeRebalance(connection, rebalance.id, {
      Status__c: status,
      Step__c: 'Done',
      Progress__c: 1,
      Message__c: message.slice(0, 32_000)
    });
    return { restored, kept: kept.length, status, message };
  });
}

/** The status of a scenario whose moves that wait are not to be made; null where they are. */
const endedEarly = (status: RebalanceStatus): 'Cancelled' | 'Failed' | null =>
  status === 'Cancelled' || status === 'Failed' ? status : null;

function isWithin(move: MoveRow, scope: RollBackScope): boolean {
  if (scope.wave !== undefined && move.wave !== scope.wave) return false;
  if (scope.account !== undefined && move.accountId !== scope.account) return false;
  return (
    scope.territory === undefined || move.from === scope.territory || move.to === scope.territory
  );
}
