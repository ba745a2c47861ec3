import type { AccountState } from '../domain/rebalance/plan-writes.ts';
import { isWrittenNow } from '../domain/rebalance/plan-writes.ts';
import type { TouchedRecord } from '../domain/rebalance/touched-record.ts';
import { isHanging, naturalKey, touchedKey } from '../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { MoveRow } from '../salesforce/records/rebalance-moves.ts';
import { placedWishes } from './placed-wishes.ts';
import { writePlaced } from './write-placed.ts';
import type { WantedRecord } from './write-touched.ts';
import { writeTouched } from './write-touched.ts';

/** A move that nothing hinders, and every record that it touches, saved for its undo. */
export interface ReadyMove {
  readonly move: MoveRow;
  readonly records: readonly TouchedRecord[];
}

/**
 * Owners first, then what the platform took with them, coverage last. An account whose owner is refused is left alone.
 * @returns why a move could not be written whole, by its id
 * @throws OrgError
 */
export async function writeReady(
  connection: OrgConnection,
  ready: readonly ReadyMove[],
  states: ReadonlyMap<string, AccountState>
): Promise<Map<string, string>> {
  const refusals = new Map<string, string>();
  const wantedOf = (object: TouchedRecord['object']): (WantedRecord & { moveId: string })[] =>
    ready
      .filter(({ move }) => !refusals.has(move.id))
      .flatMap(({ move, records }) =>
        records
          .filter((record) => record.object === object)
          .filter((record) => !isDone(record, states.get(move.accountId), records))
          .map(({ key, id, written }) => ({ key, object, id, values: written, moveId: move.id }))
      );
  const placed = await writePlaced(
    connection,
    ready.flatMap(({ move, records }) =>
      placedWishes(records, states.get(move.accountId)?.placed ?? [], ({ written }) => written)
    )
  );
  const placedOf = new Map(
    ready.flatMap(({ move, records }) => records.map(({ key }) => [key, move.id] as const))
  );
  for (const [key, text] of placed) refusals.set(placedOf.get(key) ?? '', text);
  for (const object of [
    'Account',
    'Opportunity',
    'Case',
    'Task',
    'AccountTeamMember',
    'AccountShare',
    'OpportunityTeamMember',
    'OpportunityShare',
    'Evenfield_Coverage__c'
  ] as const) {
    const wanted = wantedOf(object);
    const moveOf = new Map(wanted.map(({ key, moveId }) => [key, moveId]));
    for (const [key, text] of await writeTouched(connection, object, wanted))
      refusals.set(moveOf.get(key) ?? '', text);
  }
  return refusals;
}

/** Written by a run before this one; a hanging row, if it is there again. */
function isDone(
  record: TouchedRecord,
  state: AccountState | undefined,
  all: readonly TouchedRecord[]
): boolean {
  if (state === undefined || !isWrittenNow(record, state, all)) return false;
  const { object, key } = record;
  if (!isHanging(object)) return true;
  return state.hanging.some(
    (one) => one.object === object && touchedKey(object, naturalKey(object, one.values)) === key
  );
}
