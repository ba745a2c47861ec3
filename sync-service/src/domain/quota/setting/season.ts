import { dayNumber } from '../../core/days.ts';
import type { PiecewiseMap } from '../../core/piecewise.ts';
import type { Day, Period } from '../../core/snapshot.ts';
import { sharedOut } from '../units.ts';

/** An even year counts as this many years of history beside the org's own. */
const evenYears = 1;

/**
 * Share of a fiscal year in each of its twelve months, from what was won, shrunk to an even year:
 * (Σ shares of the years + evenYears / 12) / (years + evenYears). Years without a win say nothing.
 * @param years won amounts, twelve a complete year, the fiscal year's first month first
 */
export function seasonOf(years: readonly (readonly number[])[]): number[] {
  const shares = years.flatMap((months) => {
    const positive = months.map((won) => Math.max(0, won));
    const sum = positive.reduce((all, won) => all + won, 0);
    return sum > 0 ? [positive.map((won) => won / sum)] : [];
  });
  return Array.from(
    { length: 12 },
    (_, month) =>
      (shares.reduce((sum, year) => sum + (year[month] ?? 0), 0) + evenYears / 12) /
      (shares.length + evenYears)
  );
}

/**
 * Whole units of a plan on its parts, by the days of each calendar month that a part takes in: a part of
 * whole months has the sum of their shares. They add up.
 * @param season share of the year by month, the month in which the first part begins first
 */
export function onParts(
  units: number,
  season: readonly number[],
  parts: readonly Period[]
): number[] {
  const first = parts[0]?.start ?? '';
  return sharedOut(
    units,
    parts.map((part) => shareOf(part, season, monthNumber(first))),
    parts.map((_, at) => String(at).padStart(2, '0'))
  );
}

function shareOf(part: Period, season: readonly number[], firstMonth: number): number {
  const [start, end] = [dayNumber(part.start), dayNumber(part.end)];
  let share = 0;
  for (let month = monthNumber(part.start); month <= monthNumber(part.end); month += 1) {
    const [from, next] = [monthStart(month), monthStart(month + 1)];
    const days = Math.min(end + 1, next) - Math.max(start, from);
    share += (season[(month - firstMonth) % 12] ?? 0) * (days / (next - from));
  }
  return share;
}

/** Months since the year 0. */
function monthNumber(day: Day): number {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return year * 12 + month - 1;
}

/** First day of a month, whole days since 1970. */
function monthStart(number: number): number {
  return Date.UTC(Math.floor(number / 12), number % 12, 1) / 86_400_000;
}

/** The season as the policy writes it: share of the period gone to share due, a corner a month. */
export function dueMap(period: Period, months: readonly number[]): PiecewiseMap {
  const start = dayNumber(period.start);
  const length = dayNumber(period.end) - start + 1;
  const sum = months.reduce((all, share) => all + share, 0);
  const figures = [0];
  const scores = [0];
  let due = 0;
  months.forEach((share, at) => {
    due += sum > 0 ? share / sum : 1 / months.length;
    figures.push(
      at === months.length - 1 ? 1 : (monthsLater(period.start, at + 1) - start) / length
    );
    scores.push(at === months.length - 1 ? 1 : due);
  });
  return { figures, scores };
}

function monthsLater(day: Day, months: number): number {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Date.UTC(year, month - 1 + months, 1) / 86_400_000;
}
