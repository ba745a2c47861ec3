import type { Column, TextColumn } from '../../domain/core/columns.ts';
import { dayCell, numberCell } from './cells.ts';

/** Takes a column's cells one after another and gives the column at the end. */
export interface ColumnBuilder<T> {
  add(cell: string | null): void;
  done(): T;
}

export function textBuilder(): ColumnBuilder<TextColumn> {
  const codes: number[] = [];
  const dictionary: string[] = [];
  const known = new Map<string, number>();
  return {
    add(cell) {
      if (cell === null) {
        codes.push(-1);
        return;
      }
      let code = known.get(cell);
      if (code === undefined) {
        code = dictionary.length;
        dictionary.push(cell);
        known.set(cell, code);
      }
      codes.push(code);
    },
    done: () => ({ kind: 'text', codes: Int32Array.from(codes), dictionary })
  };
}

export function numbersBuilder(read: (cell: string | null) => number): ColumnBuilder<Float64Array> {
  const values: number[] = [];
  return {
    add(cell) {
      values.push(read(cell));
    },
    done: () => Float64Array.from(values)
  };
}

/** A builder for a field of the given describe type. */
export function builderFor(type: string): ColumnBuilder<Column> {
  if (['int', 'double', 'currency', 'percent'].includes(type)) {
    const inner = numbersBuilder(numberCell);
    return { add: inner.add, done: () => ({ kind: 'number', values: inner.done() }) };
  }
  if (type === 'date' || type === 'datetime') {
    const inner = numbersBuilder(dayCell);
    return { add: inner.add, done: () => ({ kind: 'date', values: inner.done() }) };
  }
  if (type === 'boolean') {
    const inner = numbersBuilder((cell) => (cell === null ? 255 : cell === 'true' ? 1 : 0));
    return {
      add: inner.add,
      done: () => ({ kind: 'flag', values: Uint8Array.from(inner.done()) })
    };
  }
  return textBuilder();
}
