import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fieldScales, roundTo } from '../../../src/domain/core/rounding.ts';

describe('rounding', () => {
  it.each([
    [0.125, 2, 0.13],
    [-0.125, 2, -0.13],
    [1.005, 2, 1.01],
    [2.5, 0, 3],
    [-0.001, 2, 0],
    [NaN, 2, NaN]
  ])('%d to %d places is %d', (value, places, rounded) => {
    expect(roundTo(value, places)).toBe(rounded);
  });

  it('knows the decimal places of every field as the metadata has them', () => {
    const paths = readdirSync('force-app', { recursive: true, encoding: 'utf8' });
    for (const [object, fields] of Object.entries(fieldScales))
      for (const [field, places] of Object.entries(fields)) {
        const path = paths.find(
          (candidate) =>
            candidate.includes(`/${object}/`) && basename(candidate) === `${field}.field-meta.xml`
        );
        const text = readFileSync(join('force-app', path ?? ''), 'utf8');
        expect([object, field, Number(/<scale>(\d+)</.exec(text)?.[1])]).toEqual([
          object,
          field,
          places
        ]);
      }
  });
});
