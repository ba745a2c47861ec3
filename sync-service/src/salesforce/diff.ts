import type { ResultRow, ResultValue } from '../domain/core/result.ts';
import type { CoverageTable, ResultColumn } from '../domain/core/snapshot.ts';
import { dayText } from '../domain/core/days.ts';
import type { SendCell } from './csv-text.ts';

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

/** Whether a row of two columns of one kind differs; NaN equals NaN. */
function differs(wanted: ResultColumn, held: ResultColumn | undefined, row: number): boolean {
  if (held === undefined || held.kind !== wanted.kind) return true;
  if (wanted.kind === 'text')
    return (wanted.values[row] ?? null) !== ((held as typeof wanted).values[row] ?? null);
  return (
    !Object.is(wanted.values[row], (held as { values: Float64Array | Uint8Array }).values[row]) &&
    wanted.values[row] !== (held as { values: Float64Array | Uint8Array }).values[row]
  );
}

export interface CoverageDifference {
  /** `Key__c`, `Account__c`, then every column that some row changes. */
  readonly columns: string[];
  /** One row an account that differs; undefined leaves a cell as it is. */
  readonly rows: SendCell[][];
}

/**
 * Coverage rows that differ, by account id. A row that is there gets only its changed cells, and
 * its account never again; a new one gets every cell that is not empty.
 * @param carried cells that people wrote in a row that a merge left, by account
 */
export function coverageDifference(
  ids: readonly string[],
  wanted: ReadonlyMap<string, ResultColumn>,
  held: CoverageTable,
  carried: ReadonlyMap<number, Readonly<Record<string, SendCell>>>
): CoverageDifference {
  const order = ids
    .map((_, index) => index)
    .sort((a, b) => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1));
  const names = [
    ...wanted.keys(),
    ...new Set([...carried.values()].flatMap((cells) => Object.keys(cells)))
  ];
  const used = new Set<string>();
  const changes: { key: string; isNew: boolean; cells: Map<string, SendCell> }[] = [];
  for (const index of order) {
    const key = ids[index] ?? '';
    const isNew = held.present[index] !== 1;
    let cells: Map<string, SendCell> | null = null;
    for (const [name, column] of wanted) {
      const cell = isNew
        ? cellAt(column, index)
        : differs(column, held.columns.get(name), index)
          ? cellAt(column, index)
          : undefined;
      if (cell === undefined || (isNew && (cell === null || cell === false))) continue;
      cells ??= new Map();
      cells.set(name, cell);
      used.add(name);
    }
    for (const [name, cell] of Object.entries(isNew ? (carried.get(index) ?? {}) : {})) {
      if (cell === null || cell === undefined || cell === false) continue;
      cells ??= new Map();
      cells.set(name, cell);
      used.add(name);
    }
    if (cells !== null || isNew)
      changes.push({ key, isNew, cells: cells ?? new Map<string, SendCell>() });
  }
  const columns = names.filter((name) => used.has(name));
  return {
    columns: ['Key__c', 'Account__c', ...columns],
    rows: changes.map(({ key, isNew, cells }) => [
      key,
      isNew ? key : undefined,
      ...columns.map((name) => cells.get(name))
    ])
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
