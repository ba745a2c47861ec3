import type { Interval } from './intervals.ts';
import { z } from './intervals.ts';

/** How long something took, or how long it has not come yet. */
export interface Waited {
  /** 0 or more. */
  readonly time: number;
  /** False: it has not come within this time (censored). */
  readonly came: boolean;
}

/**
 * Time until half came, by Kaplan and Meier's estimate of those who still wait: the first time at
 * which a half or less does. Its 95 % interval is that of Brookmeyer and Crowley: the times at which
 * the limits of that estimate, on the log scale with Greenwood's variance, fall to a half.
 * @returns null where half have not come; `high` is Infinity where the data set no upper end
 */
export function medianTime(waits: readonly Waited[]): Interval | null {
  const sorted = waits.toSorted((a, b) => a.time - b.time);
  let waiting = sorted.length;
  let share = 1;
  let variance = 0;
  const first: { middle?: number; low?: number; high?: number } = {};
  for (let at = 0; at < sorted.length;) {
    const { time } = sorted[at] ?? { time: NaN };
    let came = 0;
    let next = at;
    for (; next < sorted.length && sorted[next]?.time === time; next += 1)
      if (sorted[next]?.came === true) came += 1;
    if (came > 0) {
      share *= 1 - came / waiting;
      variance += came === waiting ? Infinity : came / (waiting * (waiting - came));
      const half = z * Math.sqrt(variance);
      if (share <= 0.5) first.middle ??= time;
      if (share === 0 || share * Math.exp(-half) <= 0.5) first.low ??= time;
      if (share > 0 && share * Math.exp(half) <= 0.5) first.high ??= time;
    }
    waiting -= next - at;
    at = next;
  }
  if (first.middle === undefined) return null;
  return {
    value: first.middle,
    low: first.low ?? first.middle,
    high: first.high ?? Infinity,
    count: sorted.length
  };
}
