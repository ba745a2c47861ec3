import type { TerritoryModel } from '../salesforce/records/territory-model.ts';
import { holdFor } from '../domain/rebalance/hold-outs.ts';
import type { HoldingDeal } from '../domain/rebalance/hold-outs.ts';
import type { Places } from '../domain/rebalance/plan-places.ts';
import { placeObstacle } from '../domain/rebalance/plan-places.ts';
import type { AccountState } from '../domain/rebalance/plan-writes.ts';
import type { RebalancePolicy } from '../domain/rebalance/rebalance-policy.ts';
import type { WriteMode } from '../domain/rebalance/write-mode.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import type { UndoRow } from '../salesforce/records/undo-rows.ts';
import type { TerritoryOfMove } from './rebalance-task.ts';

/** What applying needs to know. */
export interface ApplyTask {
  readonly rebalanceId: string;
  readonly rebalanceName: string;
  readonly mode: WriteMode;
  readonly policy: RebalancePolicy;
  /** YYYY-MM-DD, in the policy's time zone. */
  readonly today: string;
  readonly undoUntil: string;
  /** Name and owner of each territory, by id. */
  readonly territories: ReadonlyMap<string, TerritoryOfMove>;
  /** Of Sales Territories; null but in the mode `ETM`. */
  readonly model: TerritoryModel | null;
}

/** Both sides of a move in Sales Territories. */
export function placesOf(task: ApplyTask, move: MoveRow): Places | null {
  if (task.model === null) return null;
  const { placeOf } = task.model;
  return { from: placeOf.get(move.from ?? '') ?? null, to: placeOf.get(move.to ?? '') ?? null };
}

/** Why a move is not made now, by what the org holds of its account; null where it is. */
export function obstacleTo(
  task: ApplyTask,
  move: MoveRow,
  state: AccountState | undefined,
  saved: readonly UndoRow[],
  deals: ReadonlyMap<string, readonly HoldingDeal[]>
): { outcome: string; text: string; holdUntil?: string | null } | null {
  const skip = (text: string): { outcome: string; text: string } => ({ outcome: 'Skipped', text });
  if (state === undefined) return skip('The account is gone, or the service may not see it.');
  if (state.coverage === null)
    return skip('The account has no coverage row yet; the next night writes it.');
  if (move.to === null || !task.territories.has(move.to))
    return skip('The territory that it was to go to is gone.');
  const ofAccount = saved.find(({ object }) => object === 'Account');
  if (
    ofAccount !== undefined &&
    state.ownerId !== ofAccount.before?.['OwnerId'] &&
    state.ownerId !== ofAccount.written?.['OwnerId']
  )
    return skip('Somebody changed the owner of the account while the scenario was applied.');
  const at = state.coverage['Territory__c'] ?? null;
  if (at === move.to && saved.length > 0) return null;
  if (at !== move.from)
    return skip(
      `The account is in ${nameOf(task, typeof at === 'string' ? at : null)} now, not in ${nameOf(task, move.from)}; what changed since was left as it is.`
    );
  if (saved.length > 0) return null;
  if (state.isLocked) return skip('The account was locked since.');
  if (state.hasOverride) return skip('A person has chosen the territory of the account since.');
  if (move.challenge === 'Challenged' && move.challengeStatus !== 'Refused')
    return skip('The move is challenged, and the challenge is not refused.');
  const places = placesOf(task, move);
  if (places !== null && task.model !== null) {
    const names = { from: nameOf(task, move.from), to: nameOf(task, move.to) };
    const { excludeFromRules } = task.policy;
    const text = placeObstacle(places, state, excludeFromRules, task.model.priorityOf, names);
    if (text !== null) return skip(text);
  }
  const due = move.waveDate ?? task.today;
  const hold = holdFor(deals.get(move.accountId) ?? [], task.policy, due, task.today);
  return hold === null
    ? null
    : { outcome: 'Held', text: `Held: ${hold.reason}.`, holdUntil: hold.until };
}

/** The name of a territory by its id. */
export const nameOf = (task: ApplyTask, id: string | null): string =>
  id === null ? 'no territory' : (task.territories.get(id)?.name ?? id);
