import type { Day } from '../core/snapshot.ts';

/** A snapshot as it is kept or thinned. */
export interface DatedSnapshot {
  readonly id: string;
  readonly territoryId: string;
  readonly date: Day;
}

/**
 * Ids of snapshots that may go: those dated before `keepFrom`, but the last of each territory in
 * each month. Rows from `keepFrom` on to the end of its month must be among them, because one of
 * them may be the month's last.
 */
export function snapshotsToThin(snapshots: readonly DatedSnapshot[], keepFrom: Day): string[] {
  const last = new Map<string, Day>();
  const monthOf = (row: DatedSnapshot): string => `${row.territoryId}:${row.date.slice(0, 7)}`;
  for (const row of snapshots) {
    const month = monthOf(row);
    if ((last.get(month) ?? '') < row.date) last.set(month, row.date);
  }
  return snapshots
    .filter((row) => row.date < keepFrom && row.date !== last.get(monthOf(row)))
    .map((row) => row.id)
    .sort();
}
