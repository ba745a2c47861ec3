import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wordsByPair } from '../../../src/domain/core/words-by-pair.ts';

test('every pair gets its own words, whatever was asked before', () => {
  const make = (first: number, second: number): string => `${String(first)} of ${String(second)}`;
  const words = wordsByPair(make);
  const near = fc.oneof(
    fc.integer({ min: -2, max: 3000 }),
    fc.constantFrom(NaN, Infinity, 0.5, 1023, 1024, 2 ** 20, 2 ** 31)
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(near, near)), (pairs) => {
      for (const [first, second] of pairs) expect(words(first, second)).toBe(make(first, second));
    })
  );
});

test('a pair is put into words once', () => {
  let made = 0;
  const words = wordsByPair((first) => {
    made += 1;
    return `${String(first)} cases`;
  });
  for (let turn = 0; turn < 1000; turn += 1) words(turn % 10, 1);
  expect(made).toBe(10);
});
