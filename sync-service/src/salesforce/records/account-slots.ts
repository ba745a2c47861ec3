import type { PackedIds } from '../../domain/core/record-numbers.ts';
import { createRecordNumbers } from '../../domain/core/record-numbers.ts';

/**
 * A number for each account id in the order of first sight, so that rows of any object can be
 * taken before the accounts themselves are read.
 */
export interface AccountSlots {
  slotOf(id: string): number;
  size(): number;
  /** Slots of ids that another thread packed; -1 for ids not seen here. */
  slotsOf(packed: PackedIds): Int32Array;
}

export function createAccountSlots(): AccountSlots {
  const numbers = createRecordNumbers();
  return { slotOf: numbers.numberOf, size: numbers.size, slotsOf: numbers.numbersOf };
}

/** The same text in memory of its own: a cell cut out of a page keeps the whole page alive. */
export function ownText(text: string): string {
  if (text.length * 3 > scratch.length) return Buffer.from(text, 'utf8').toString('utf8');
  return scratch.toString('utf8', 0, scratch.write(text, 'utf8'));
}

/** A character has at most three bytes in UTF-8. */
const scratch = Buffer.alloc(3 * 1024);
