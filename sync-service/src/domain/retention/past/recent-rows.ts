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
  const places = new Map<string, number>();
  const placeOfRow = Int32Array.from(rows, ({ accountId }) => {
    const known = places.get(accountId);
    if (known !== undefined) return known;
    places.set(accountId, places.size);
    return places.size - 1;
  });
  const indexOf = new Int32Array(places.size).fill(-1);
  if (places.size > 0)
    accountIds.forEach((id, index) => {
      const place = places.get(id);
      if (place !== undefined) indexOf[place] = index;
    });
  const sorted: Record<keyof RecentRows, PastRow[]> = {
    rivals: [],
    owners: [],
    escalations: [],
    notices: []
  };
  rows.forEach(({ kind, day, second }, row) => {
    const account = indexOf[placeOfRow[row] ?? -1] ?? -1;
    if (account >= 0) sorted[kind].push({ account, day, second });
  });
  return sorted;
}
