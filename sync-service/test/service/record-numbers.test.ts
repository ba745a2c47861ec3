import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayCell } from '../../src/salesforce/records/cells.ts';
import { createRecordNumbers } from '../../src/domain/core/record-numbers.ts';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const recordId = fc
  .array(fc.constantFrom(...letters), { minLength: 15, maxLength: 15 })
  .map((drawn) => drawn.join(''));
// Ids of one org differ in few places; texts that are no ids come too.
const near = fc.tuple(
  fc.constantFrom('001xx0000', '003AB0000'),
  fc.integer({ min: 0, max: 9_999 })
);
const text = fc.oneof(
  recordId,
  near.map(([start, number]) => `${start}${String(number).padStart(6, '0')}`),
  fc.string(),
  fc.constant('001xx000000é1234')
);

describe('numbers of record ids', () => {
  it('are given in the order of first sight, as a map would', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 9_000, size: 'max' }), (ids) => {
        const numbers = createRecordNumbers();
        const seen = new Map<string, number>();
        for (const id of ids) {
          expect(numbers.has(id)).toBe(seen.has(id));
          if (!seen.has(id)) seen.set(id, seen.size);
          expect(numbers.numberOf(id)).toBe(seen.get(id));
        }
        expect(numbers.size()).toBe(seen.size);
      }),
      { numRuns: 6 }
    );
  });

  it('are the same for an id of 15 characters and of 18', () => {
    const numbers = createRecordNumbers();
    expect(numbers.numberOf('0015e00000AbCdE')).toBe(0);
    expect(numbers.numberOf('0015e00000AbCdF')).toBe(1);
    expect(numbers.numberOf('0015e00000AbCdEAAU')).toBe(0);
  });
});

describe('a cell with a day', () => {
  it('is the number of days that Date counts, on every day of five centuries', () => {
    for (let day = -100_000; day < 80_000; day += 1) {
      const own = new Date(day * 86_400_000).toISOString();
      if (dayCell(own) !== day || dayCell(own.slice(0, 10)) !== day)
        throw new Error(`${own}: ${String(dayCell(own))} for ${String(day)}`);
    }
    expect(dayCell('')).toBeNaN();
    expect(dayCell(null)).toBeNaN();
    expect(dayCell('next week')).toBeNaN();
  });
});
