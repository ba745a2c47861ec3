import { grown, letGo } from './column-memory.ts';

/** A number from 0 on for each record id, in the order of first sight. */
export interface RecordNumbers {
  /** The id's number; a new one for an id not seen before. */
  numberOf(id: string): number;
  has(id: string): boolean;
  size(): number;
  /** All ids in the order of their numbers, three numbers each, for another thread. */
  packed(): PackedIds;
  /** Numbers of ids that another thread packed; -1 for ids not seen here. */
  numbersOf(packed: PackedIds): Int32Array;
}

/** Record ids as numbers: plain memory that can be handed to a thread. */
export interface PackedIds {
  readonly parts: Int32Array;
}

const unknown = 255;
const values = new Uint8Array(128).fill(unknown);
for (let value = 0; value < 62; value += 1)
  values[value < 10 ? 48 + value : value < 36 ? 55 + value : 61 + value] = value;

/** Five characters of an id as a number of 30 bits; -1 where it is no id. */
function partAt(id: string, from: number): number {
  if (id.length !== 18 && id.length !== 15) return -1;
  const a = values[id.charCodeAt(from)] ?? unknown;
  const b = values[id.charCodeAt(from + 1)] ?? unknown;
  const c = values[id.charCodeAt(from + 2)] ?? unknown;
  const d = values[id.charCodeAt(from + 3)] ?? unknown;
  const e = values[id.charCodeAt(from + 4)] ?? unknown;
  if ((a | b | c | d | e) > 63) return -1;
  return (a << 24) | (b << 18) | (c << 12) | (d << 6) | e;
}

/**
 * Ids are kept as three numbers of five characters each: an org's million ids as texts would cost a
 * run its memory, and hashing each cell as a text a good part of its time. The last three of eighteen
 * characters say only which of the others are capitals. A text that is no id is kept as it is.
 */
export function createRecordNumbers(): RecordNumbers {
  let table = new Int32Array(1 << 12).fill(-1);
  let parts = new Int32Array(3 << 11);
  let size = 0;
  const others = new Map<string, number>();

  /** Where an id stands in the table, or could stand. */
  const placeOf = (first: number, middle: number, last: number): number => {
    const mask = table.length - 1;
    const mixed =
      Math.imul(last, 0x9e3779b1) ^ Math.imul(middle, 0x85ebca6b) ^ Math.imul(first, 0xc2b2ae35);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    for (;;) {
      const number = table[place] ?? -1;
      const at = number * 3;
      if (number < 0 || (parts[at + 2] === last && parts[at + 1] === middle && parts[at] === first))
        return place;
      place = (place + 1) & mask;
    }
  };
  const grow = (): void => {
    parts = grown(parts, new Int32Array(size * 6));
    const { length } = table;
    letGo(table);
    table = new Int32Array(length * 2).fill(-1);
    const texts = new Set(others.values());
    for (let number = 0; number < size; number += 1) {
      if (texts.has(number)) continue;
      const at = number * 3;
      table[placeOf(parts[at] ?? 0, parts[at + 1] ?? 0, parts[at + 2] ?? 0)] = number;
    }
  };
  const next = (): number => {
    size += 1;
    if (size * 3 === parts.length) grow();
    return size - 1;
  };
  return {
    numberOf(id) {
      const first = partAt(id, 0);
      const middle = partAt(id, 5);
      const last = partAt(id, 10);
      if ((first | middle | last) < 0) {
        const known = others.get(id);
        if (known !== undefined) return known;
        others.set(id, size);
        return next();
      }
      const place = placeOf(first, middle, last);
      const known = table[place] ?? -1;
      if (known >= 0) return known;
      table[place] = size;
      const at = size * 3;
      parts[at] = first;
      parts[at + 1] = middle;
      parts[at + 2] = last;
      return next();
    },
    packed: () => ({ parts: parts.slice(0, size * 3) }),
    numbersOf: ({ parts: theirs }) =>
      Int32Array.from({ length: theirs.length / 3 }, (_, number) => {
        const at = number * 3;
        return table[placeOf(theirs[at] ?? 0, theirs[at + 1] ?? 0, theirs[at + 2] ?? 0)] ?? -1;
      }),
    has(id) {
      const first = partAt(id, 0);
      const middle = partAt(id, 5);
      const last = partAt(id, 10);
      return (first | middle | last) < 0
        ? others.has(id)
        : (table[placeOf(first, middle, last)] ?? -1) >= 0;
    },
    size: () => size
  };
}
