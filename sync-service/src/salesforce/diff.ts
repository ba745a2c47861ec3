import type { ResultRow, ResultValue } from '../domain/core/result.ts';
import type { ResultColumn } from '../domain/core/snapshot.ts';
import { dayText } from '../domain/core/days.ts';
import type { SendCell } from './csv-text.ts';
import type { HeldColumn } from './records/coverage.ts';
import { digestOf } from './text-digest.ts';

/** A cell of a column as it is sent. */
function cellAt(column: ResultColumn, row: number): SendCell {
  switch (column.kind) {
    case 'text':
      return column.values[row] ?? null;
    case 'flag':
      return column.values[row] === 1;
    case 'number': {
      const value = column.values[row] ?? NaN;
      return Number.isNaN(value) ? null : value;
    }
    case 'date': {
      const value = column.values[row] ?? NaN;
      return Number.isNaN(value) ? null : dayText(value);
    }
  }
}

/** Whether a row of a wanted and a held column differs; NaN equals NaN. */
function differs(wanted: ResultColumn, held: HeldColumn | undefined, row: number): boolean {
  if (held === undefined) return true;
  if (wanted.kind === 'text') {
    const text = wanted.values[row] ?? null;
    if (held.kind === 'digest') return !Object.is(digestOf(text), held.values[row]);
    return held.kind !== 'text' || text !== (held.values[row] ?? null);
  }
  if (held.kind !== wanted.kind) return true;
  const now = wanted.values[row];
  const before = held.values[row];
  return now !== before && !Object.is(now, before);
}

/** Coverage rows that differ, by account id. Cells are made when asked for, not held. */
export interface CoverageDifference {
  /** `Key__c`, `Account__c`, then every column that some row changes. */
  readonly columns: readonly string[];
  readonly count: number;
  /** Rows from a place on; undefined leaves a cell as it is. */
  rows(from: number, to: number): SendCell[][];
}

/**
 * Coverage rows that differ. A row that is there gets only its changed cells, and its account
 * never again; a new one gets every cell that is not empty.
 * @param carried cells that people wrote in a row that a merge left, by account
 * @param only accounts that count, a 1 in their slot; null for all
 */
export function coverageDifference(
  ids: readonly string[],
  wanted: ReadonlyMap<string, ResultColumn>,
  present: Uint8Array,
  held: ReadonlyMap<string, HeldColumn>,
  carried: ReadonlyMap<number, Readonly<Record<string, SendCell>>>,
  only: Uint8Array | null = null
): CoverageDifference {
  const names = [
    ...new Set([...wanted.keys(), ...[...carried.values()].flatMap((cells) => Object.keys(cells))])
  ];
  const cellOf = (name: string, index: number): SendCell => {
    const column = wanted.get(name);
    if (present[index] === 1)
      return column !== undefined && differs(column, held.get(name), index)
        ? cellAt(column, index)
        : undefined;
    const cell = column === undefined ? carried.get(index)?.[name] : cellAt(column, index);
    return cell === null || cell === false ? undefined : cell;
  };
  const touched = Uint8Array.from(present, (flag) => (flag === 1 ? 0 : 1));
  const columns = names.filter((name) => {
    let used = false;
    const column = wanted.get(name);
    const before = held.get(name);
    for (let index = 0; index < ids.length; index += 1) {
      if (present[index] !== 1) {
        used ||= cellOf(name, index) !== undefined;
      } else if (column !== undefined && differs(column, before, index)) {
        used = true;
        touched[index] = 1;
      }
    }
    return used;
  });
  const changed: number[] = [];
  touched.forEach((flag, index) => {
    if (flag === 1 && only?.[index] !== 0) changed.push(index);
  });
  changed.sort((a, b) => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1));
  return {
    columns: ['Key__c', 'Account__c', ...columns],
    count: changed.length,
    rows: (from, to) =>
      changed.slice(from, to).map((index) => {
        const key = ids[index] ?? '';
        return [
          key,
          present[index] === 1 ? undefined : key,
          ...columns.map((name) => cellOf(name, index))
        ];
      })
  };
}

/** Rows of a small object that differ from what the org holds: only changed values, all values of a new row. */
export function rowDifference(
  wanted: readonly ResultRow[],
  held: ReadonlyMap<string, Readonly<Record<string, ResultValue>>>
): ResultRow[] {
  return wanted.flatMap((row) => {
    const there = held.get(row.key);
    if (there === undefined) return [row];
    const changed = Object.entries(row.values).filter(
      ([name, value]) => !sameValue(value, there[name] ?? null)
    );
    return changed.length === 0 ? [] : [{ ...row, values: Object.fromEntries(changed) }];
  });
}

function sameValue(wanted: ResultValue, held: ResultValue): boolean {
  if (wanted === held || (wanted === '' && held === null)) return true;
  return (
    typeof wanted === 'string' &&
    typeof held === 'string' &&
    isMoment(wanted) &&
    Date.parse(wanted) === Date.parse(held)
  );
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T/.test(text);
}
