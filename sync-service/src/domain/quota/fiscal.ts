import { dayText, within } from '../core/days.ts';
import type { Day, Period } from '../core/snapshot.ts';

/** `Organization.FiscalYearStartMonth` and `UsesStartDateAsFiscalYearName`. */
export interface FiscalCalendar {
  /** 1 for January. */
  readonly startMonth: number;
  /** True: the year bears the name of the calendar year in which it starts. */
  readonly namedByStart: boolean;
}

export type PeriodKind = 'Month' | 'Quarter' | 'Year';

const monthsOf: Readonly<Record<PeriodKind, number>> = { Month: 1, Quarter: 3, Year: 12 };

/** A fiscal period; numbers count from 1 within the fiscal year. */
export interface FiscalPeriod extends Period {
  readonly year: number;
  /** Of the month or quarter in its year; 1 for a year. */
  readonly number: number;
}

/** The standard fiscal period of a kind that holds a day. */
export function fiscalPeriod(day: Day, kind: PeriodKind, calendar: FiscalCalendar): FiscalPeriod {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const gone = (month - calendar.startMonth + 12) % 12;
  const startYear = month >= calendar.startMonth ? year : year - 1;
  const length = monthsOf[kind];
  const first = Math.floor(gone / length) * length;
  const monthStart = (offset: number): number =>
    Date.UTC(startYear, calendar.startMonth - 1 + offset, 1) / 86_400_000;
  const endsNextYear = calendar.startMonth > 1 && !calendar.namedByStart;
  return {
    start: dayText(monthStart(first)),
    end: dayText(monthStart(first + length) - 1),
    year: endsNextYear ? startYear + 1 : startYear,
    number: first / length + 1
  };
}

/** Month of the fiscal quarter, 0 to 2: quarters have a rhythm of their own. */
export function monthOfQuarter(day: Day, calendar: FiscalCalendar): number {
  const [, month = 1] = day.split('-').map(Number);
  return (month - calendar.startMonth + 12) % 3;
}

/**
 * The custom fiscal period (a row of `Period`) that holds a day; the shortest where several do.
 * @returns null where none does
 */
export function customPeriod(day: Day, periods: readonly Period[]): Period | null {
  const length = ({ start, end }: Period): number => Date.parse(end) - Date.parse(start);
  return (
    periods
      .filter(({ start, end }) => within(day, start, end))
      .sort((a, b) => length(a) - length(b) || (a.start < b.start ? -1 : 1))[0] ?? null
  );
}
