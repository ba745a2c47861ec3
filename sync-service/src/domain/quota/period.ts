import { dayNumber, dayText, within } from '../core/days.ts';
import type { Day, Period, Quota } from '../core/snapshot.ts';

/**
 * The period of the quota rows that hold today (the one that starts last where they overlap), else
 * the org's fiscal quarter, else the calendar quarter.
 * @param fiscalQuarters quarters of the org's fiscal year, where it tells them
 */
export function periodFor(
  quotas: readonly Pick<Quota, 'periodStart' | 'periodEnd'>[],
  today: Day,
  fiscalQuarters: readonly Period[] = []
): Period {
  let best: Period | null = null;
  for (const quota of quotas) {
    if (!within(today, quota.periodStart, quota.periodEnd)) continue;
    if (
      best === null ||
      quota.periodStart > best.start ||
      (quota.periodStart === best.start && quota.periodEnd < best.end)
    ) {
      best = { start: quota.periodStart, end: quota.periodEnd };
    }
  }
  return (
    best ??
    fiscalQuarters.find((quarter) => within(today, quarter.start, quarter.end)) ??
    calendarQuarter(today)
  );
}

/** The calendar quarter of a day and the four before it, the earliest first. */
export function calendarQuarters(today: Day): Period[] {
  const quarters: Period[] = [];
  for (let day = today; quarters.length < 5;) {
    const quarter = calendarQuarter(day);
    quarters.unshift(quarter);
    day = dayText(dayNumber(quarter.start) - 1);
  }
  return quarters;
}

function calendarQuarter(today: Day): Period {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = Math.floor((month - 1) / 3) * 3;
  const day = (milliseconds: number): Day => new Date(milliseconds).toISOString().slice(0, 10);
  return { start: day(Date.UTC(year, first, 1)), end: day(Date.UTC(year, first + 3, 0)) };
}
