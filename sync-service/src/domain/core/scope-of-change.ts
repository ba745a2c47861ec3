import type { ResultRow, RunResult } from './result.ts';
import type { OrgSnapshot, ResultColumn } from './snapshot.ts';

/** What of a run's results a few changed accounts may touch. */
export interface ScopeOfChange {
  /** One slot an account: 1 for each account of the touched territories. */
  readonly accounts: Uint8Array;
  /** Ids of the territories that hold or held a changed account, and of all above them. */
  readonly territoryIds: ReadonlySet<string>;
}

/**
 * The territories of changed accounts, with all their accounts.
 * @param changed ids of accounts, 18 characters
 * @returns null where a changed account is gone: then nobody knows whose it was, and all is in scope
 */
export function scopeOfChange(
  snapshot: OrgSnapshot,
  result: RunResult,
  changed: readonly string[]
): ScopeOfChange | null {
  const { ids, count } = snapshot.accounts;
  const indexById = new Map(ids.map((id, index) => [id, index]));
  const before = textsOf(snapshot.coverage.columns.get('Territory__c'));
  const after = textsOf(result.coverage.get('Territory__c'));
  const leaves = new Set<string>();
  const accounts = new Uint8Array(count);
  for (const id of changed) {
    const index = indexById.get(id);
    if (index === undefined) return null;
    accounts[index] = 1;
    for (const territory of [before[index], after[index]])
      if (typeof territory === 'string') leaves.add(territory);
  }
  for (let index = 0; index < count; index += 1)
    if (leaves.has(before[index] ?? '') || leaves.has(after[index] ?? '')) accounts[index] = 1;
  return { accounts, territoryIds: withAbove(snapshot, leaves) };
}

function textsOf(column: ResultColumn | undefined): readonly (string | null)[] {
  return column?.kind === 'text' ? column.values : [];
}

function withAbove(snapshot: OrgSnapshot, leaves: ReadonlySet<string>): Set<string> {
  const parentOf = new Map(snapshot.territories.map(({ id, parentId }) => [id, parentId]));
  const all = new Set<string>();
  for (const leaf of leaves)
    for (let id: string | null = leaf; id !== null && !all.has(id); id = parentOf.get(id) ?? null)
      all.add(id);
  return all;
}

/** The results within the scope; coverage is left whole, since its rows are told apart by slot. */
export function resultWithin(
  snapshot: OrgSnapshot,
  result: RunResult,
  scope: ScopeOfChange
): RunResult {
  const indexById = new Map(snapshot.accounts.ids.map((id, index) => [id, index]));
  const territoryOfQuota = new Map(snapshot.quotas.map((quota) => [quota.id, quota.territoryId]));
  const isIn = (id: unknown): boolean => typeof id === 'string' && scope.territoryIds.has(id);
  return {
    ...result,
    changes: result.changes.filter(
      (row) => scope.accounts[indexById.get(String(row.values['Account__c'])) ?? -1] === 1
    ),
    territories: result.territories.filter((row) => isIn(row.id)),
    snapshots: result.snapshots.filter((row) => isIn(row.values['Territory__c'])),
    alerts: () => [],
    goals: [],
    reviews: [],
    reviewGoals: [],
    mapPoints: result.mapPoints.filter((row) => isIn(row.values['Territory__c'])),
    quotas: (forecasts) =>
      result.quotas(forecasts).filter((row: ResultRow) => isIn(territoryOfQuota.get(row.id ?? '')))
  };
}
