import { createRecordNumbers } from '../../core/record-numbers.ts';
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
  const numbers = createRecordNumbers();
  const numberOfRow = Int32Array.from(rows, ({ accountId }) => numbers.numberOf(accountId));
  const indexOf = new Int32Array(numbers.size()).fill(-1);
  if (rows.length > 0)
    accountIds.forEach((id, index) => {
      if (numbers.has(id)) indexOf[numbers.numberOf(id)] = index;
    });
  const sorted: Record<keyof RecentRows, PastRow[]> = {
    rivals: [],
    owners: [],
    escalations: [],
    notices: []
  };
  rows.forEach(({ kind, day, second }, row) => {
    const account = indexOf[numberOfRow[row] ?? -1] ?? -1;
    if (account >= 0) sorted[kind].push({ account, day, second });
  });
  return sorted;
}
