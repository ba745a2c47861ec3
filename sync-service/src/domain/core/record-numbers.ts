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
  let first = 0;
  let middle = 0;
  let last = 0;

  /** Reads an id into its three parts. */
  const readId = (id: string): boolean => {
    if (id.length !== 18 && id.length !== 15) return false;
    let worst = 0;
    const five = (from: number): number => {
      let part = 0;
      for (let at = from; at < from + 5; at += 1) {
        const value = values[id.charCodeAt(at)] ?? unknown;
        worst |= value;
        part = (part << 6) | (value & 63);
      }
      return part;
    };
    first = five(0);
    middle = five(5);
    last = five(10);
    return worst < 64;
  };
  /** Where the id that was read stands in the table, or could stand. */
  const placeOf = (): number => {
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
      first = parts[number * 3] ?? 0;
      middle = parts[number * 3 + 1] ?? 0;
      last = parts[number * 3 + 2] ?? 0;
      table[placeOf()] = number;
    }
  };
  const next = (): number => {
    size += 1;
    if (size * 3 === parts.length) grow();
    return size - 1;
  };
  return {
    numberOf(id) {
      if (!readId(id)) {
        const known = others.get(id);
        if (known !== undefined) return known;
        others.set(id, size);
        return next();
      }
      const place = placeOf();
      const known = table[place] ?? -1;
      if (known >= 0) return known;
      table[place] = size;
      parts.set([first, middle, last], size * 3);
      return next();
    },
    packed: () => ({ parts: parts.slice(0, size * 3) }),
    numbersOf: ({ parts: theirs }) =>
      Int32Array.from({ length: theirs.length / 3 }, (_, number) => {
        first = theirs[number * 3] ?? 0;
        middle = theirs[number * 3 + 1] ?? 0;
        last = theirs[number * 3 + 2] ?? 0;
        return table[placeOf()] ?? -1;
      }),
    has: (id) => (readId(id) ? (table[placeOf()] ?? -1) >= 0 : others.has(id)),
    size: () => size
  };
}
