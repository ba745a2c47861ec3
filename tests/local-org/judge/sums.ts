import { grouped, has, numbersOf, sum, text } from './judged.ts';
import type { Row, Rows } from './world.ts';

export const won = (row: Row): boolean => row['StageName'] === 'Closed Won';
export const amounts = (rows: readonly Row[]): number[] => numbersOf(rows, 'Amount');
export const average = (list: readonly number[]): number | null =>
  list.length === 0 ? null : sum(list) / list.length;
export const most = (list: readonly number[]): number | null =>
  list.length === 0 ? null : Math.max(...list);
export const total = (list: readonly number[]): number | null =>
  list.length === 0 ? null : sum(list);
export const distinct = (rows: readonly Row[], name: string): number =>
  new Set(rows.filter((row) => has(row, name)).map((row) => text(row[name]).toLowerCase())).size;
export const gradeOrder = ['C3', 'A1', 'B2'];
export const stages = [
  'Prospecting',
  'Qualification',
  'Needs Analysis',
  'Value Proposition',
  'Id. Decision Makers',
  'Perception Analysis',
  'Proposal/Price Quote',
  'Negotiation/Review',
  'Closed Won',
  'Closed Lost'
];

/** Sub-totals by hand: one list of rows for each value pair and for each value or pair left out. */
export function subtotals(
  rows: readonly Row[],
  one: string,
  other: string,
  sets: readonly (readonly [boolean, boolean])[]
): { a: unknown; b: unknown; ga: number; gb: number; rows: Row[] }[] {
  return sets.flatMap(([keepsOne, keepsOther]) =>
    grouped(rows, (row) => [keepsOne ? row[one] : null, keepsOther ? row[other] : null]).map(
      ([key, list]) => {
        const [a, b] = key as [unknown, unknown];
        return { a, b, ga: keepsOne ? 0 : 1, gb: keepsOther ? 0 : 1, rows: list };
      }
    )
  );
}
export const ROLLED = [
  [true, true],
  [true, false],
  [false, false]
] as const;
export const CUBED = [...ROLLED, [false, true]] as const;
export const count = (name: string, key: string) => (rows: Rows) =>
  grouped(rows.leads, (row) => row[name]).map(([value, list]) => ({
    [name]: value,
    [key]: list.length
  }));
