import { dayNumber } from '../../domain/core/days.ts';

/** A number; NaN for an empty cell and for what is no number. */
export function numberCell(cell: string | null | undefined): number {
  return cell === null || cell === undefined || cell === '' ? NaN : Number(cell);
}

const days = new Map<string, number>();
const mostDays = 20_000;

/** A date or the day of a moment as whole days since 1970; NaN for an empty cell. Most cells repeat, so they are kept. */
export function dayCell(cell: string | null | undefined): number {
  if (cell === null || cell === undefined || cell === '') return NaN;
  const day = cell.length > 10 ? cell.slice(0, 10) : cell;
  const known = days.get(day);
  if (known !== undefined) return known;
  const number = dayNumber(day);
  if (days.size >= mostDays) days.clear();
  days.set(day, number);
  return number;
}

export function flagCell(cell: string | null | undefined): boolean {
  return cell === 'true';
}
