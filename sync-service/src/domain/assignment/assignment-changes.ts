import type { ResultRow } from '../core/result.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import type { Placement } from './place-accounts.ts';

/** A row for each account that left the territory it was in. Placing an account that had none is no change of hands. */
export function assignmentChanges(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  placement: Placement
): ResultRow[] {
  const at = new Date(snapshot.now).toISOString();
  return placement.moved.map((index) => {
    const account = snapshot.accounts.ids[index] ?? '';
    const from = tree.territories[placement.before[index] ?? -1];
    const to = tree.territories[placement.territory[index] ?? -1];
    return {
      key: `${account}:${from?.id ?? 'none'}:${to?.id ?? 'none'}:${snapshot.today}`,
      id: null,
      values: {
        Account__c: account,
        From__c: from?.id ?? null,
        From_Label__c: from?.name.slice(0, 80) ?? null,
        To__c: to?.id ?? null,
        To_Label__c: to?.name.slice(0, 80) ?? null,
        At__c: at,
        Source__c: placement.source[index] ?? 'Manual',
        Reason__c: placement.reason[index] ?? null
      }
    };
  });
}
