import type { DealTable } from '../../core/columns.ts';
import { dealStates } from '../../core/columns.ts';
import { dayNumber, dayText } from '../../core/days.ts';
import type { Day, Period, QuotaTier } from '../../core/snapshot.ts';
import { quotaTiers } from '../attainment/attained.ts';

export const planSteps = ['Whole', 'Quarters', 'Months'] as const;
/** What a plan's period is cut into. */
export type PlanStep = (typeof planSteps)[number];

const monthsOf: Readonly<Record<Exclude<PlanStep, 'Whole'>, number>> = { Quarters: 3, Months: 1 };
const mostMonths = 12;
/** Days of 53 weeks. */
const longestYear = 371;
const won = dealStates.indexOf('Won');

/**
 * The periods that a plan is laid on by the calendar, in their order.
 * @returns null where the period is not made of whole quarters or months, or is longer than a year
 */
export function partsOf(period: Period, step: PlanStep): Period[] | null {
  if (step === 'Whole') return [period];
  const parts: Period[] = [];
  let start = period.start;
  while (start <= period.end && parts.length < mostMonths / monthsOf[step]) {
    const next = monthsLater(start, monthsOf[step]);
    parts.push({ start, end: dayText(dayNumber(next) - 1) });
    start = next;
  }
  const isWhole = period.start.endsWith('-01') && parts.at(-1)?.end === period.end;
  return isWhole ? parts : null;
}

/**
 * The parts of a plan by the org's own fiscal periods of one kind, which need not be calendar months
 * (weeks of 4-4-5, thirteen periods a year).
 * @returns null where they do not make up just the period, or it is longer than a year of 53 weeks
 */
export function fiscalPartsOf(period: Period, rows: readonly Period[]): Period[] | null {
  const parts = rows
    .filter(({ start, end }) => start >= period.start && end <= period.end)
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  const follows = parts.every(
    ({ start }, at) =>
      start === (at === 0 ? period.start : dayText(dayNumber(parts[at - 1]?.end ?? start) + 1))
  );
  const isYear = dayNumber(period.end) - dayNumber(period.start) < longestYear;
  return follows && isYear && parts.at(-1)?.end === period.end ? parts : null;
}

/**
 * What was won in each month of the last years that were read whole, the plan's first month first.
 * @param knownFrom first day of which closed deals were read, whole days since 1970
 * @returns twelve amounts a year; none where not one year is known whole
 */
export function wonByMonth(
  deals: DealTable,
  tier: QuotaTier,
  today: Day,
  start: Day,
  knownFrom: number
): number[][] {
  const thisMonth = monthNumber(today);
  const firstKnown = monthNumber(dayText(knownFrom - 1)) + 1;
  const years = Array.from({ length: Math.max(0, Math.floor((thisMonth - firstKnown) / 12)) }, () =>
    Array.from({ length: 12 }, () => 0)
  );
  const wanted = quotaTiers.indexOf(tier);
  for (let deal = 0; deal < deals.count; deal += 1) {
    if (deals.state[deal] !== won || deals.tier[deal] !== wanted) continue;
    const month = monthNumber(dayText(deals.closes[deal] ?? 0));
    const year = month < thisMonth ? years[Math.floor((thisMonth - 1 - month) / 12)] : undefined;
    const place = (((month - monthNumber(start)) % 12) + 12) % 12;
    const amount = deals.amount[deal] ?? NaN;
    if (year !== undefined && amount > 0) year[place] = (year[place] ?? 0) + amount;
  }
  return years;
}

function monthNumber(day: Day): number {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return year * 12 + month - 1;
}

function monthsLater(day: Day, months: number): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return dayText(Date.UTC(year, month - 1 + months, 1) / 86_400_000);
}
