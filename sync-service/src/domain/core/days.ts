import type { Day } from './snapshot.ts';

const dayMilliseconds = 86_400_000;

/** Whole days since 1970-01-01; NaN for null or no day. */
export function dayNumber(day: Day | null): number {
  return day === null
    ? NaN
    : Math.floor(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / dayMilliseconds);
}

/** A day as YYYY-MM-DD. @throws RangeError for a number that is no day */
export function dayText(number: number): Day {
  const known = texts.get(number);
  if (known !== undefined) return known;
  const text = new Date(number * dayMilliseconds).toISOString().slice(0, 10);
  if (texts.size >= mostTexts) texts.clear();
  texts.set(number, text);
  return text;
}

/** Days are few and written with every account. */
const texts = new Map<number, Day>();
const mostTexts = 20_000;

/** Day of a moment (UTC milliseconds) in an IANA time zone. */
export function dayIn(timeZone: string, moment: number): Day {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit'
  }).format(moment);
}

/** True when `day` lies from `start` to `end`, both included; null means open. */
export function within(day: Day, start: Day | null, end: Day | null): boolean {
  return (start === null || start <= day) && (end === null || day <= end);
}
