import { localDate, startOfDay, storedInstant } from './zone.ts';

/** What date literals depend on: the instant, the user's zone, the month (1 to 12) a fiscal year begins in. */
export interface Clock {
  readonly now: number;
  readonly zone: string;
  readonly fiscalStart: number;
}

/** Days from `start` up to, not with, `end`; `untilNow` ends a range of instants at the current second. */
export interface DateRange {
  readonly start: string;
  readonly end: string;
  readonly untilNow: boolean;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR' | 'FISCAL_QUARTER' | 'FISCAL_YEAR';

function iso(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}

/** First day of the unit that lies `steps` units from the one holding `today`; weeks begin on Sunday. */
function unitStart(today: string, unit: Unit, steps: number, fiscalStart: number): string {
  const [year = 0, month1 = 1, day = 1] = today.split('-').map(Number);
  const month = month1 - 1;
  const shift = fiscalStart - 1;
  switch (unit) {
    case 'DAY':
      return iso(year, month, day + steps);
    case 'WEEK':
      return iso(year, month, day - new Date(`${today}T00:00:00Z`).getUTCDay() + 7 * steps);
    case 'MONTH':
      return iso(year, month + steps, 1);
    case 'QUARTER':
      return iso(year, month - (month % 3) + 3 * steps, 1);
    case 'YEAR':
      return iso(year + steps, 0, 1);
    case 'FISCAL_QUARTER':
      return iso(year, month - ((month - shift + 12) % 3) + 3 * steps, 1);
    case 'FISCAL_YEAR':
      return iso(month < shift ? year - 1 + steps : year + steps, shift, 1);
  }
}

const FIXED: Readonly<Record<string, readonly [Unit, number]>> = {
  YESTERDAY: ['DAY', -1],
  TODAY: ['DAY', 0],
  TOMORROW: ['DAY', 1]
};

const NAMED = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)$/;
const COUNTED = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)S$/;
const AGO = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)S_AGO$/;

/**
 * The days that a date literal names, after Salesforce's table of date formats and literals.
 * `LAST_N_DAYS:n` begins n days before today and ends at the current second, `NEXT_N_DAYS:n`
 * begins tomorrow; the longer units leave the current one out.
 * @returns null when the name is not a date literal.
 */
export function dateRange(literal: string, count: number, clock: Clock): DateRange | null {
  const today = localDate(clock.now, clock.zone);
  const at = (unit: Unit, steps: number): string =>
    unitStart(today, unit, steps, clock.fiscalStart);
  const span = (unit: Unit, from: number, to: number): DateRange => ({
    start: at(unit, from),
    end: at(unit, to),
    untilNow: false
  });
  const fixed = FIXED[literal];
  if (fixed !== undefined) return span(fixed[0], fixed[1], fixed[1] + 1);
  if (literal === 'LAST_90_DAYS') return dateRange('LAST_N_DAYS', 90, clock);
  if (literal === 'NEXT_90_DAYS') return dateRange('NEXT_N_DAYS', 90, clock);
  const named = NAMED.exec(literal);
  if (named !== null) {
    const step = named[1] === 'LAST' ? -1 : named[1] === 'NEXT' ? 1 : 0;
    return span(named[2] as Unit, step, step + 1);
  }
  const ago = AGO.exec(literal);
  if (ago !== null) return span(ago[1] as Unit, -count, 1 - count);
  const counted = COUNTED.exec(literal);
  if (counted === null) return null;
  const unit = counted[2] as Unit;
  if (counted[1] === 'NEXT') return span(unit, 1, count + 1);
  if (unit !== 'DAY') return span(unit, -count, 0);
  return { ...span('DAY', -count, 1), untilNow: true };
}

/** The range as the store writes the values of a date or a datetime field. */
export function rangeBounds(
  range: DateRange,
  type: 'date' | 'datetime',
  clock: Clock
): { start: string; end: string } {
  if (type === 'date') return { start: range.start, end: range.end };
  const nextSecond = Math.floor(clock.now / 1000) * 1000 + 1000;
  return {
    start: storedInstant(startOfDay(range.start, clock.zone)),
    end: storedInstant(range.untilNow ? nextSecond : startOfDay(range.end, clock.zone))
  };
}
