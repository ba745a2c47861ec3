import { dayNumber } from '../../domain/core/days.ts';

/** A number; NaN for an empty cell and for what is no number. */
export function numberCell(cell: string | null | undefined): number {
  return cell === null || cell === undefined || cell === '' ? NaN : Number(cell);
}

/** Two digits at a place of a text; not finite for others. */
const twoDigits = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
};

/** Days that a month has in every year. */
const daysOf = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A date or the day of a moment as whole days since 1970; NaN for an empty cell. Counted by hand,
 * a year beginning in March (Richards 2013), because a run reads a million of them.
 */
export function dayCell(cell: string | null | undefined): number {
  if (cell === null || cell === undefined || cell === '') return NaN;
  const month = twoDigits(cell, 5);
  const year = twoDigits(cell, 0) * 100 + twoDigits(cell, 2) - (month <= 2 ? 1 : 0);
  const day = twoDigits(cell, 8);
  // Whatever is not plainly a day is judged by the one judge of days.
  if (!(year >= 0 && day >= 1 && day <= (daysOf[month] ?? 0))) return dayNumber(cell);
  return (
    year * 365 +
    Math.floor(year / 4) -
    Math.floor(year / 100) +
    Math.floor(year / 400) +
    Math.floor((153 * ((month + 9) % 12) + 2) / 5) +
    day -
    1 -
    719_468
  );
}

export function flagCell(cell: string | null | undefined): boolean {
  return cell === 'true';
}
