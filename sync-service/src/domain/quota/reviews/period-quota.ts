import { dayNumber, dayText } from '../../core/days.ts';
import type { Day, Period, Quota } from '../../core/snapshot.ts';
import { periodFor } from '../period.ts';

/**
 * Quota of one territory for a period: that of the rows of just this period, else the sum of rows
 * that follow one another from its first day to its last, in every tier that any of them is of.
 * Null where there is none, or a part of the period has no row: a sum of parts would tell too little.
 * @param quotas published rows of the territory, in the stated currency
 */
export function quotaOfPeriod(
  quotas: readonly Omit<Quota, 'id' | 'key' | 'territoryId'>[],
  { start, end }: Period
): number | null {
  const exact = quotas.filter((row) => isQuotaOf(row, { start, end }));
  const within = quotas.filter((row) => row.periodStart >= start && row.periodEnd <= end);
  const rows = exact.length > 0 ? exact : within;
  if (rows.length === 0) return null;
  let sum = 0;
  for (const tier of Map.groupBy(rows, (row) => row.tier).values()) {
    let next: Day = start;
    let last: Day = '';
    for (const row of tier.toSorted((a, b) => (a.periodStart < b.periodStart ? -1 : 1))) {
      const isBeside = row.periodStart === last;
      if (row.amount === null || (!isBeside && row.periodStart !== next)) return null;
      sum += row.amount;
      last = row.periodStart;
      next = dayText(dayNumber(row.periodEnd) + 1);
    }
    if (next <= end) return null;
  }
  return sum;
}

/** The quota period that held a period's last day; null where no quota did. */
export function quotaPeriodAtEnd(quotas: readonly Quota[], { end }: Period): Period | null {
  const running = periodFor(quotas, end);
  return quotas.some((row) => isQuotaOf(row, running)) ? running : null;
}

/** Whether a row is a quota of just this period. */
export function isQuotaOf(
  { periodStart, periodEnd }: Pick<Quota, 'periodStart' | 'periodEnd'>,
  { start, end }: Period
): boolean {
  return periodStart === start && periodEnd === end;
}
