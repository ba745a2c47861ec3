import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { idFor, normalId, numberOf, withChecksum } from '../engine/ids.ts';

// Ids printed in Salesforce's REST API Developer Guide.
const PUBLISHED = [
  '001D000000IRFmaIAH',
  '001D000000INjVeIAL',
  '001D000000IqhSLIAZ',
  '005D0000001b9mmIAA'
];

describe('record ids', () => {
  it.each(PUBLISHED)('%s ends with the checksum of its fifteen', (id) => {
    expect(withChecksum(id.slice(0, 15))).toBe(id);
    expect(normalId(id.slice(0, 15))).toBe(id);
    expect(normalId(id.toLowerCase())).toBeNull();
  });

  it('a wrong checksum, a wrong length and a wrong sign are no ids', () => {
    for (const text of [
      '001D000000IRFmaIAA',
      '001D000000IRFm',
      '001D000000IRFmaI',
      '001D000000IRF-a'
    ])
      expect(normalId(text)).toBeNull();
  });

  it('bears its prefix, tells its number, and sorts by it', () => {
    const number = fc.integer({ min: 1, max: 62 ** 6 });
    fc.assert(
      fc.property(number, number, (one, other) => {
        const id = idFor('a0B', one);
        expect(id).toHaveLength(18);
        expect(id.slice(0, 3)).toBe('a0B');
        expect(numberOf(id)).toBe(one);
        expect(normalId(id)).toBe(id);
        expect(id.slice(0, 15) < idFor('a0B', other).slice(0, 15)).toBe(one < other);
      })
    );
  });
});
