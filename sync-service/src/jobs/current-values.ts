import type { AccountState, HangingRecord } from '../domain/rebalance/plan-writes.ts';
import { placedKey } from '../domain/rebalance/plan-places.ts';
import type { Values } from '../domain/rebalance/touched-record.ts';
import { naturalKey, touchedKey } from '../domain/rebalance/touched-record.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readHangingOf, readOwners } from '../salesforce/records/account-states.ts';
import type { UndoRow } from '../salesforce/records/undo-rows.ts';

/** What the org holds of saved records now, by key. @throws OrgError */
export async function currentValues(
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
    for (const one of state.placed) current.set(placedKey(one), one.values);
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

/** Teams and shares that hang on each account now. @throws OrgError */
export async function hangingNow(
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
