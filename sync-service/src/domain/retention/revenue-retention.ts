import type { AccountFigures } from '../core/columns.ts';

/** GRR = Σ min(now, start) / Σ start and NRR = Σ max(now, 0) / Σ start over accounts with revenue at the start. */
export interface RetentionSums {
  start: number;
  kept: number;
  now: number;
}

/** Adds an account's recurring revenue twelve months ago and today; newer customers do not count. */
export function addRetention(sums: RetentionSums, start: number, now: number): void {
  if (!(start > 0)) return;
  sums.start += start;
  sums.kept += Math.min(Math.max(now, 0), start);
  sums.now += Math.max(now, 0);
}

/** Null where nothing recurred twelve months ago. */
export function grossRetention(sums: RetentionSums): number | null {
  return sums.start > 0 ? sums.kept / sums.start : null;
}

/** Null where nothing recurred twelve months ago; can pass 1. */
export function netRetention(sums: RetentionSums): number | null {
  return sums.start > 0 ? sums.now / sums.start : null;
}

/**
 * Recurring revenue a year that runs today, by account; 0 where all of it ended within twelve
 * months, NaN where nothing is known to recur: an account without assets is not one without revenue.
 */
export function recurringRevenue(
  figures: Pick<AccountFigures, 'recurringNow' | 'recurringStart'>
): Float64Array {
  return figures.recurringNow.map((now, index) =>
    now > 0 || (figures.recurringStart[index] ?? 0) > 0 ? now : NaN
  );
}
