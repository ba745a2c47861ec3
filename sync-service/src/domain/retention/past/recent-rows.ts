import type { PastRow } from './account-past.ts';
import type { RecentRows } from './past-tonight.ts';

/** A row of the last year that a night reads besides, as the org gives it. */
export interface RecentRow {
  readonly kind: keyof RecentRows;
  /** 18 characters. */
  readonly accountId: string;
  readonly day: number;
  readonly second: number;
}

/** Rows by kind and account; those of accounts that were not read are left out. */
export function recentByAccount(
  rows: readonly RecentRow[],
  accountIds: readonly string[]
): RecentRows {
  const wanted = new Set(rows.map(({ accountId }) => accountId));
  const indexOf = new Map<string, number>();
  if (wanted.size > 0)
    accountIds.forEach((id, index) => {
      if (wanted.has(id)) indexOf.set(id, index);
    });
  const sorted: Record<keyof RecentRows, PastRow[]> = {
    rivals: [],
    owners: [],
    escalations: [],
    notices: []
  };
  for (const { kind, accountId, day, second } of rows) {
    const account = indexOf.get(accountId);
    if (account !== undefined) sorted[kind].push({ account, day, second });
  }
  return sorted;
}
