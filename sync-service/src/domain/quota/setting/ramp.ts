import { dayNumber } from '../../core/days.ts';
import type { Day, Period } from '../../core/snapshot.ts';

/**
 * Share of a full quota that a new person can carry in a period: the mean over its days of the
 * ramp's step on that day, 0 before the first day in the role, 1 after the last step.
 * @param start first day in the role; null for somebody who was always there
 * @param steps share of full capacity by month since the start (30 days each), 0 to 1
 */
export function rampOver(period: Period, start: Day | null, steps: readonly number[]): number {
  if (start === null) return 1;
  const from = dayNumber(period.start);
  const to = dayNumber(period.end);
  const began = dayNumber(start);
  let sum = 0;
  for (let day = from; day <= to; day += 1)
    sum += day < began ? 0 : (steps[Math.floor((day - began) / 30)] ?? 1);
  return sum / (to - from + 1);
}
