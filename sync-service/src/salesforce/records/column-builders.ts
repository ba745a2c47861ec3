import type { Column, TextColumn } from '../../domain/core/columns.ts';
import { ownText } from './account-slots.ts';
import { dayCell, numberCell } from './cells.ts';

/** Takes a column's cells one after another and gives the column at the end. */
export interface ColumnBuilder<T> {
  add(cell: string | null): void;
  done(): T;
}

/** Numbers pushed one after another, without an object or a boxed number a cell. */
export function growingNumbers(): { push(value: number): void; values(): Float64Array } {
  let room = new Float64Array(1024);
  let size = 0;
  return {
    push(value) {
      if (size === room.length) {
        const larger = new Float64Array(room.length * 2);
        larger.set(room);
        room = larger;
      }
      room[size] = value;
      size += 1;
    },
    values: () => room.slice(0, size)
  };
}

export function textBuilder(): ColumnBuilder<TextColumn> {
  const codes = growingNumbers();
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
        const own = ownText(cell);
        dictionary.push(own);
        known.set(own, code);
      }
      codes.push(code);
    },
    done: () => ({ kind: 'text', codes: Int32Array.from(codes.values()), dictionary })
  };
}

export function numbersBuilder(read: (cell: string | null) => number): ColumnBuilder<Float64Array> {
  const numbers = growingNumbers();
  return {
    add(cell) {
      numbers.push(read(cell));
    },
    done: () => numbers.values()
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
