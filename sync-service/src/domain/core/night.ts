import { dayIn, dayNumber, dayText } from './days.ts';
import type { Day } from './snapshot.ts';

/** When the night runs, by the policy. */
export interface NightSchedule {
  readonly timeZone: string;
  readonly nightlyHour: number;
  readonly nightlyMinute: number;
}

export interface Night {
  /** The evening's day: a night lasts from noon to noon, so that an hour moved from 02:00 to 22:00 gives each night one run. */
  readonly date: Day;
  /** `Key__c` of its run, unique in the org. */
  readonly key: string;
  /** UTC milliseconds. */
  readonly dueAt: number;
}

/** The night that was due last at a moment. @param now UTC milliseconds */
export function nightFor(now: number, schedule: NightSchedule): Night {
  const today = dayNumber(dayIn(schedule.timeZone, now));
  for (let evening = today; ; evening -= 1) {
    const dueAt = momentOn(schedule.nightlyHour < 12 ? evening + 1 : evening, schedule);
    if (dueAt > now) continue;
    const date = dayText(evening);
    return { date, key: `nightly:${date}`, dueAt };
  }
}

/**
 * The moment of the schedule's hour on a day. An hour that the clocks skip in spring is the moment
 * they skip to; one that comes twice in autumn is the first.
 */
function momentOn(day: number, { timeZone, nightlyHour, nightlyMinute }: NightSchedule): number {
  const wall = (day * 24 + nightlyHour) * 3_600_000 + nightlyMinute * 60_000;
  const before = wall - offsetAt(timeZone, wall - 86_400_000);
  const after = wall - offsetAt(timeZone, wall + 86_400_000);
  const early = Math.min(before, after);
  const late = Math.max(before, after);
  if (wallClock(timeZone, early) === wall) return early;
  if (wallClock(timeZone, late) === wall) return late;
  return firstAfterGap(timeZone, early, late);
}

function wallClock(timeZone: string, moment: number): number {
  return moment + offsetAt(timeZone, moment);
}

/** The moment at which the offset changes between two, found by halving to the millisecond. */
function firstAfterGap(timeZone: string, early: number, late: number): number {
  let low = early - 3_600_000;
  let high = late + 3_600_000;
  const start = offsetAt(timeZone, low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(timeZone, middle) === start) low = middle;
    else high = middle;
  }
  return high;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which a zone's wall clock is ahead of UTC at a moment. */
function offsetAt(timeZone: string, moment: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric'
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(moment).map((part) => [part.type, Number(part.value)])
  );
  const wall = Date.UTC(
    parts['year'] ?? 0,
    (parts['month'] ?? 1) - 1,
    parts['day'],
    parts['hour'],
    parts['minute'],
    parts['second']
  );
  return wall - Math.floor(moment / 1000) * 1000;
}
