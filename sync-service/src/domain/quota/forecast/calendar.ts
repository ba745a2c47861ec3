import { dayText } from '../../core/days.ts';
import type { FiscalCalendar } from '../fiscal.ts';
import { fiscalPeriod, monthOfQuarter } from '../fiscal.ts';

/** Months by day, so that nothing parses dates while it walks. Days since 1970. */
export interface MonthCalendar {
  readonly from: number;
  readonly to: number;
  /** By day from `from` on: month of the fiscal quarter, 0 to 2. */
  readonly level: Uint8Array;
  /** Number of the month since `from`. */
  readonly month: Int32Array;
  /** First day of the month after. */
  readonly next: Int32Array;
  readonly months: number;
  /** By month: number of its quarter since `from`. */
  readonly quarter: Int32Array;
}

/** Calendar of the days from `from` to `to`, both included. */
export function monthCalendar(from: number, to: number, fiscal: FiscalCalendar): MonthCalendar {
  const length = to - from + 1;
  const level = new Uint8Array(length);
  const month = new Int32Array(length);
  const next = new Int32Array(length);
  const quarter: number[] = [];
  let months = 0;
  for (let day = from; day <= to;) {
    const text = dayText(day);
    const end = Math.floor(Date.parse(fiscalPeriod(text, 'Month', fiscal).end) / 86_400_000);
    const until = Math.min(end, to);
    for (let at = day; at <= until; at += 1) {
      level[at - from] = monthOfQuarter(text, fiscal);
      month[at - from] = months;
      next[at - from] = end + 1;
    }
    const before = quarter.at(-1);
    quarter.push(before === undefined ? 0 : before + (monthOfQuarter(text, fiscal) === 0 ? 1 : 0));
    months += 1;
    day = end + 1;
  }
  return { from, to, level, month, next, months, quarter: Int32Array.from(quarter) };
}
