/** Sums of what happened, filled row by row while the org's rows stream by. No allocation a row. */
import type { AccountFigures } from './columns.ts';
import { dayNumber, dayText } from './days.ts';
import type { Period } from './snapshot.ts';

/** The days that the sums look at, as whole days since 1970. */
export interface FigureCalendar {
  readonly today: number;
  readonly yearAgo: number;
  readonly twoYearsAgo: number;
  readonly halfYearAgo: number;
  /** Monday of this week. */
  readonly weekStart: number;
  /** First of this month. */
  readonly monthStart: number;
  readonly periodStart: number;
  readonly periodEnd: number;
}

/** @param today the org's day; "a year" is the same day of the year before */
export function figureCalendar(today: string, period: Period): FigureCalendar {
  const back = (months: number): number => {
    const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
    const first = new Date(Date.UTC(year, month - 1 - months, 1));
    const last = new Date(
      Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)
    ).getUTCDate();
    return Math.floor(
      Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, last)) / 86_400_000
    );
  };
  return {
    today: dayNumber(today),
    yearAgo: back(12),
    twoYearsAgo: back(24),
    halfYearAgo: dayNumber(today) - 180,
    weekStart: weekStartOf(dayNumber(today)),
    monthStart: monthStartOf(dayNumber(today)),
    periodStart: dayNumber(period.start),
    periodEnd: dayNumber(period.end)
  };
}

/** The Monday on or before a day; both as days since 1970, which began on a Thursday. */
export function weekStartOf(day: number): number {
  return day - ((day + 3) % 7);
}

/** The first of the month of a day; both as days since 1970. */
export function monthStartOf(day: number): number {
  return dayNumber(`${dayText(day).slice(0, 7)}-01`);
}

/** Empty sums for `count` accounts. */
export function createFigures(count: number): AccountFigures {
  const zeros = (): Float64Array => new Float64Array(count);
  const unknown = (): Float64Array => new Float64Array(count).fill(NaN);
  return {
    wonPeriodNew: zeros(),
    wonPeriodRenewal: zeros(),
    wonPeriodUpsell: zeros(),
    won12: zeros(),
    wonPrior12: zeros(),
    openPipeline: zeros(),
    openPipelinePeriod: zeros(),
    lastTouchDay: unknown(),
    openCases: zeros(),
    escalatedCases: zeros(),
    oldestCaseDay: unknown(),
    contacts: zeros(),
    contactsActive: zeros(),
    renewalDay: unknown(),
    recurringNow: zeros(),
    recurringStart: zeros(),
    callsBefore: zeros(),
    meetingsBefore: zeros(),
    emailsBefore: zeros(),
    callsThisWeek: zeros(),
    meetingsThisWeek: zeros(),
    emailsThisWeek: zeros(),
    callsThisMonth: zeros(),
    meetingsThisMonth: zeros(),
    emailsThisMonth: zeros(),
    dealsBelowZero: zeros(),
    assetsBelowZero: zeros()
  };
}

const plus = (column: Float64Array, index: number, amount: number): void => {
  column[index] = (column[index] ?? 0) + amount;
};

/** @param type the org's own word: New Business, Renewal, anything else counts as Upsell */
export function addOpportunity(
  figures: AccountFigures,
  index: number,
  calendar: FigureCalendar,
  amount: number,
  isClosed: boolean,
  isWon: boolean,
  closeDay: number,
  type: string | null
): void {
  if (amount < 0) plus(figures.dealsBelowZero, index, 1);
  if (!(amount > 0)) return;
  const inPeriod = closeDay >= calendar.periodStart && closeDay <= calendar.periodEnd;
  if (!isClosed) {
    plus(figures.openPipeline, index, amount);
    if (inPeriod) plus(figures.openPipelinePeriod, index, amount);
    return;
  }
  if (!isWon) return;
  if (closeDay > calendar.yearAgo && closeDay <= calendar.today) plus(figures.won12, index, amount);
  else if (closeDay > calendar.twoYearsAgo && closeDay <= calendar.yearAgo)
    plus(figures.wonPrior12, index, amount);
  if (!inPeriod || closeDay > calendar.today) return;
  if (type === 'New Business') plus(figures.wonPeriodNew, index, amount);
  else if (type === 'Renewal') plus(figures.wonPeriodRenewal, index, amount);
  else plus(figures.wonPeriodUpsell, index, amount);
}

/** A completed task or past event; what lies ahead is no touch yet. */
export function addTouch(
  figures: AccountFigures,
  index: number,
  calendar: FigureCalendar,
  day: number
): void {
  if (!(day <= calendar.today)) return;
  const last = figures.lastTouchDay[index] ?? NaN;
  if (!(last >= day)) figures.lastTouchDay[index] = day;
}

/** An activity that was done, by kind; what lies ahead does not count yet. */
export function addActivity(
  figures: AccountFigures,
  index: number,
  calendar: FigureCalendar,
  day: number,
  kind: 'calls' | 'meetings' | 'emails'
): void {
  if (!(day >= calendar.halfYearAgo) || day > calendar.today) return;
  plus(figures[`${kind}${day < calendar.weekStart ? 'Before' : 'ThisWeek'}`], index, 1);
  if (day >= calendar.monthStart) plus(figures[`${kind}ThisMonth`], index, 1);
}

/** An open case. @param opened its day; NaN where it is not known */
export function addCase(
  figures: AccountFigures,
  index: number,
  isEscalated: boolean,
  opened = NaN
): void {
  plus(figures.openCases, index, 1);
  if (isEscalated) plus(figures.escalatedCases, index, 1);
  const before = figures.oldestCaseDay[index] ?? NaN;
  if (opened < before || Number.isNaN(before)) figures.oldestCaseDay[index] = opened;
}

/** A contact; active when touched in the last 180 days. */
export function addContact(figures: AccountFigures, index: number, isActive: boolean): void {
  plus(figures.contacts, index, 1);
  if (isActive) plus(figures.contactsActive, index, 1);
}

/** An active contract; the nearest end from today on counts. */
export function addContract(
  figures: AccountFigures,
  index: number,
  calendar: FigureCalendar,
  endDay: number
): void {
  if (!(endDay >= calendar.today)) return;
  const next = figures.renewalDay[index] ?? NaN;
  if (!(next <= endDay)) figures.renewalDay[index] = endDay;
}

/** A subscription: recurring today, and recurring twelve months ago, where installed and not yet ended. */
export function addAsset(
  figures: AccountFigures,
  index: number,
  calendar: FigureCalendar,
  yearly: number,
  installDay: number,
  endDay: number
): void {
  if (yearly < 0) plus(figures.assetsBelowZero, index, 1);
  if (!(yearly > 0)) return;
  const runs = (day: number): boolean => installDay <= day && !(endDay <= day);
  if (runs(calendar.today)) plus(figures.recurringNow, index, yearly);
  if (runs(calendar.yearAgo)) plus(figures.recurringStart, index, yearly);
}
