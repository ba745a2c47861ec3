import type { NumberMemory } from '../../domain/core/column-memory.ts';
import { letGo } from '../../domain/core/column-memory.ts';
import type { Column, TextColumn } from '../../domain/core/columns.ts';
import { ownText } from './account-slots.ts';
import { dayCell, numberCell } from './cells.ts';

/** Takes a column's cells one after another and gives the column at the end, once. */
export interface ColumnBuilder<T> {
  add(cell: string | null): void;
  done(): T;
}

/** Numbers a piece: all pieces are alike, so that what one column lets go of is what another asks for. */
const pieceNumbers = 8192;

/** Numbers pushed one after another, without an object or a boxed number a cell. */
export interface GrowingNumbers {
  push(value: number): void;
  size(): number;
  /** Hands all over in their order, once, and lets go of their memory. */
  drain(take: (value: number, place: number) => void): void;
}

export function growingNumbers(): GrowingNumbers {
  const full: Float64Array[] = [];
  let last = new Float64Array(0);
  let used = 0;
  return {
    push(value) {
      if (used === last.length) {
        if (used > 0) full.push(last);
        last = new Float64Array(pieceNumbers);
        used = 0;
      }
      last[used] = value;
      used += 1;
    },
    size: () => full.length * pieceNumbers + used,
    drain(take) {
      const pieces = [...full, last.subarray(0, used)];
      pieces.forEach((piece, at) => {
        const first = at * pieceNumbers;
        for (let place = 0; place < piece.length; place += 1)
          take(piece[place] ?? NaN, first + place);
        letGo(piece);
      });
      full.length = 0;
      last = new Float64Array(0);
      used = 0;
    }
  };
}

function drained<T extends NumberMemory>(numbers: GrowingNumbers, into: T): T {
  numbers.drain((value, place) => {
    into[place] = value;
  });
  return into;
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
    done: () => ({ kind: 'text', codes: drained(codes, new Int32Array(codes.size())), dictionary })
  };
}

export function numbersBuilder(read: (cell: string | null) => number): ColumnBuilder<Float64Array> {
  const numbers = growingNumbers();
  return {
    add(cell) {
      numbers.push(read(cell));
    },
    done: () => drained(numbers, new Float64Array(numbers.size()))
  };
}

function flagsBuilder(): ColumnBuilder<Uint8Array> {
  const numbers = growingNumbers();
  return {
    add(cell) {
      numbers.push(cell === null ? 255 : cell === 'true' ? 1 : 0);
    },
    done: () => drained(numbers, new Uint8Array(numbers.size()))
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
    const inner = flagsBuilder();
    return { add: inner.add, done: () => ({ kind: 'flag', values: inner.done() }) };
  }
  return textBuilder();
}
