import type { AccountState } from '../domain/rebalance/plan-writes.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readPages } from '../salesforce/read-rows.ts';
import { moveObject } from '../salesforce/records/rebalance-moves.ts';
import type { ApplyTask } from './move-obstacle.ts';
import { nameOf } from './move-obstacle.ts';

/**
 * What somebody changed of accounts between their reading and now, in words, by account: saving
 * what many accounts were takes a while, and what changed in it would be written over.
 * @param where condition over the moves' fields
 * @param isBegun whether a run before this one wrote of the account, which a lock comes too late for
 * @throws OrgError
 */
export async function changedSince(
  connection: OrgConnection,
  task: ApplyTask,
  where: string,
  states: ReadonlyMap<string, AccountState>,
  isBegun: (accountId: string) => boolean
): Promise<Map<string, string>> {
  const changed = new Map<string, string>();
  const within = (column: string): string =>
    `${column} IN (SELECT Account__c FROM ${moveObject} WHERE ${where})`;
  if (task.mode === 'Owner')
    await readPages(
      connection,
      { object: 'Account', columns: ['Id', 'OwnerId'], where: within('Id') },
      ([id, owner]) => {
        if (states.get(id ?? '')?.ownerId !== owner)
          changed.set(id ?? '', 'Somebody changed the owner of the account just now.');
      }
    );
  await readPages(
    connection,
    {
      object: 'Evenfield_Coverage__c',
      columns: ['Account__c', 'Key__c', 'Territory__c', 'Locked__c'],
      where: within('Account__c')
    },
    ([account, key, territory, locked]) => {
      const state = states.get(account ?? '');
      if (state === undefined || account !== key) return;
      if ((state.coverage?.['Territory__c'] ?? null) !== territory)
        changed.set(
          account ?? '',
          `The account came to ${nameOf(task, territory ?? null)} just now.`
        );
      else if (locked === 'true' && !state.isLocked && !isBegun(account ?? ''))
        changed.set(account ?? '', 'The account was locked just now.');
    }
  );
  return changed;
}
