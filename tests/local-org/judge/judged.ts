import type { Row, Rows } from './world.ts';

/** A query and its answer, worked out by plain array code over the rows that were loaded. */
export interface Judged {
  readonly soql: string | ((rows: Rows) => string);
  /** Records without their attributes, children as lists; a number where COUNT() asks for one. */
  readonly expected: (rows: Rows) => readonly unknown[] | number;
  /** The topic of Salesforce's SOQL reference that the query was written from, else null. */
  readonly from: string | null;
  /** Who asks. */
  readonly alias: string;
}

export function docs(
  from: string,
  soql: Judged['soql'],
  expected: Judged['expected'],
  alias = 'admin'
): Judged {
  return { soql, expected, from, alias };
}

export function ours(soql: Judged['soql'], expected: Judged['expected'], alias = 'admin'): Judged {
  return { soql, expected, from: null, alias };
}

type Plain = Readonly<Record<string, unknown>>;

/** The named cells of each row. */
export function pick(rows: readonly Row[], ...names: readonly string[]): Plain[] {
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
}

export const names = (rows: readonly Row[]): Plain[] => pick(rows, 'Name');
export const byId = (rows: readonly Row[], id: unknown): Row | undefined =>
  rows.find((row) => row.Id === id);
export const lower = (value: unknown): string =>
  typeof value === 'string' ? value.toLowerCase() : '';
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const num = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
export const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
export const numbersOf = (rows: readonly Row[], name: string): number[] =>
  rows.flatMap((row) => (typeof row[name] === 'number' ? [row[name]] : []));
export const has = (row: Row, name: string): boolean => row[name] !== null;
export const within = (value: unknown, from: string, to: string): boolean =>
  typeof value === 'string' && value >= from && value < to;

type Compare = (one: Row, other: Row) => number;

/** Text sorts without regard to case, ids with it. */
const order = (name: string, one: unknown, other: unknown): number => {
  const isText = !name.endsWith('Id');
  const a = typeof one === 'string' && isText ? one.toLowerCase() : one;
  const b = typeof other === 'string' && isText ? other.toLowerCase() : other;
  return a === b ? 0 : (a as number) < (b as number) ? -1 : 1;
};
const by =
  (name: string, sign: number, nulls: number): Compare =>
  (one, other) => {
    const [a, b] = [one[name] ?? null, other[name] ?? null];
    if (a === null || b === null) return a === b ? 0 : a === null ? nulls : -nulls;
    return sign * order(name, a, b);
  };
export const asc = (name: string): Compare => by(name, 1, -1);
export const ascLast = (name: string): Compare => by(name, 1, 1);
export const desc = (name: string): Compare => by(name, -1, -1);
export const descLast = (name: string): Compare => by(name, -1, 1);

export function sorted(rows: readonly Row[], ...compares: readonly Compare[]): Row[] {
  return rows.toSorted(
    (one, other) =>
      compares.map((compare) => compare(one, other)).find((result) => result !== 0) ?? 0
  );
}

/** Rows by the value of a cell, in the order of their first row. */
export function grouped<T>(rows: readonly T[], key: (row: T) => unknown): [unknown, T[]][] {
  const groups = new Map<string, [unknown, T[]]>();
  for (const row of rows) {
    const value = key(row);
    const known = groups.get(JSON.stringify(value));
    if (known === undefined) groups.set(JSON.stringify(value), [value, [row]]);
    else known[1].push(row);
  }
  return [...groups.values()];
}
