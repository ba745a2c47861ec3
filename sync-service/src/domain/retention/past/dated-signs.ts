import type { AccountPast, Events } from './account-past.ts';
import { eventsUpTo } from './account-past.ts';

/** Days from which on an event counts as none: as far back as a night reads it. */
export const recentDays = 365;
/** A case as old as what a night reads of other things, or older, has this age. */
const oldestAge = 730;

/** How fresh the last event of the year to a day is: days until it is a year old; 0 where there was none. */
export function freshness(events: Events, account: number, day: number): number {
  const [from, to] = eventsUpTo(events, account, day);
  return to > from ? Math.max(0, recentDays - day + (events.days[to - 1] ?? NaN)) : 0;
}

/** Spans that run at the end of a day. */
export function runningAt(
  { offsets, starts, ends }: AccountPast['cases'],
  account: number,
  day: number
): number {
  let count = 0;
  for (let at = offsets[account] ?? 0; at < (offsets[account + 1] ?? 0); at += 1) {
    if ((starts[at] ?? NaN) > day) break;
    if (!((ends[at] ?? NaN) <= day)) count += 1;
  }
  return count;
}

/** Days since the oldest case that is open at a day was opened; NaN where none is open. */
export function oldestCase({ cases }: AccountPast, account: number, day: number): number {
  const { offsets, starts, ends } = cases;
  for (let at = offsets[account] ?? 0; at < (offsets[account + 1] ?? 0); at += 1) {
    const start = starts[at] ?? NaN;
    if (start > day) break;
    if (!((ends[at] ?? NaN) <= day)) return Math.min(oldestAge, day - start);
  }
  return NaN;
}

/** States of the renewal deal, by code. */
export const renewalStates = ['none', 'open', 'won', 'lost'] as const;

/** Code of the renewal deal's state at a day: open where one is, else how the last of the year ended. */
export function renewalState({ renewals }: AccountPast, account: number, day: number): number {
  const { offsets, starts, ends, amounts } = renewals;
  let last = day - recentDays;
  let state = renewalStates.indexOf('none');
  for (let at = offsets[account] ?? 0; at < (offsets[account + 1] ?? 0); at += 1) {
    if ((starts[at] ?? NaN) > day) break;
    const end = ends[at] ?? NaN;
    if (!(end <= day)) return renewalStates.indexOf('open');
    if (!(end > last)) continue;
    last = end;
    state = renewalStates.indexOf(amounts[at] === 1 ? 'won' : 'lost');
  }
  return state;
}

/** Days to the end of the span that ends first of those that run at a day; NaN where none does. */
export function daysToEnd(
  { offsets, starts, ends }: AccountPast['contracts'],
  account: number,
  day: number
): number {
  let end = NaN;
  for (let at = offsets[account] ?? 0; at < (offsets[account + 1] ?? 0); at += 1) {
    if ((starts[at] ?? NaN) > day) break;
    const own = ends[at] ?? NaN;
    if (own > day && !(end <= own)) end = own;
  }
  return end - day;
}
