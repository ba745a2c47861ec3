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

/** A year's whole units on its periods, by the months that each takes in; they add up. */
export function overPeriods(
  units: number,
  months: readonly number[],
  parts: readonly (readonly number[])[]
): number[] {
  return sharedOut(
    units,
    parts.map((part) => part.reduce((sum, month) => sum + (months[month] ?? 0), 0)),
    parts.map((_, at) => String(at).padStart(2, '0'))
  );
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
