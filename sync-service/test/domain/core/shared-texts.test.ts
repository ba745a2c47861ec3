import { expect, test } from '@jest/globals';
import { sharedTexts } from '../../../src/domain/core/shared-texts.ts';

test('every text stays what it is, also past the number that is remembered', () => {
  const shared = sharedTexts();
  const texts = Array.from(
    { length: 120_000 },
    (_, row) => `No touch for ${String(row % 60_000)} days`
  );
  expect(texts.map(shared)).toEqual(texts);
  expect(shared(null)).toBeNull();
});
