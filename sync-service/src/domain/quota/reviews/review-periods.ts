import { dayNumber, dayText } from '../../core/days.ts';
import type { Day, Period } from '../../core/snapshot.ts';
import type { PeriodKind } from '../fiscal.ts';
import { fiscalPeriod } from '../fiscal.ts';

/** What a review looks back on. */
export type ReviewKind = Exclude<PeriodKind, 'Year'>;

export interface ReviewPeriod extends Period {
  readonly kind: ReviewKind;
}

/** Months and quarters of the org's fiscal years; none where it does not tell. */
export interface FiscalPeriods {
  readonly months: readonly Period[];
  readonly quarters: readonly Period[];
}

const calendarYear = { startMonth: 1, namedByStart: true };

/**
 * The month and the quarter that closed last before a day. By the org's fiscal periods where it
 * tells them, which may begin on any day; else by the calendar. A kind that the org tells of without
 * one that has closed is left out: nobody knows when its last one began.
 */
export function closedPeriods(today: Day, { months, quarters }: FiscalPeriods): ReviewPeriod[] {
  return [...closedLast('Month', months, today), ...closedLast('Quarter', quarters, today)];
}

function closedLast(kind: ReviewKind, known: readonly Period[], today: Day): ReviewPeriod[] {
  if (known.length === 0) {
    const running = fiscalPeriod(today, kind, calendarYear);
    const { start, end } = fiscalPeriod(dayText(dayNumber(running.start) - 1), kind, calendarYear);
    return [{ kind, start, end }];
  }
  const [last] = known
    .filter(({ end }) => end < today)
    .toSorted((a, b) => (a.end > b.end ? -1 : 1));
  return last === undefined ? [] : [{ kind, start: last.start, end: last.end }];
}
