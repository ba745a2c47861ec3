import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { narrowOrder } from '../../../src/domain/assignment/solve/narrow-order.ts';
import type { TerritoryMatrix } from '../../../src/domain/assignment/solve/territory-matrix.ts';
import { slotOf, territoryMatrix } from '../../../src/domain/assignment/solve/territory-matrix.ts';

function sharing(
  territories: number,
  pairs: readonly (readonly [number, number])[]
): TerritoryMatrix {
  const matrix = territoryMatrix(territories, 2, 0);
  for (const [k, l] of pairs) slotOf(matrix, Math.min(k, l), Math.max(k, l));
  return matrix;
}

const territories = 12;
const permutation = fc.shuffledSubarray([...Array(territories).keys()], {
  minLength: territories,
  maxLength: territories
});

describe('the order of territories for a factor', () => {
  it('puts a row of neighbours side by side, however they are numbered', () => {
    fc.assert(
      fc.property(permutation, (along) => {
        const pairs = along.slice(1).map((k, index) => [along[index] ?? 0, k] as const);
        const place = narrowOrder(sharing(territories, pairs));
        for (const [k, l] of pairs) expect(Math.abs((place[k] ?? 0) - (place[l] ?? 0))).toBe(1);
      })
    );
  });

  it('gives each territory a place of its own, also those that share nothing', () => {
    const pair = fc
      .tuple(fc.nat(territories - 1), fc.nat(territories - 1))
      .filter(([k, l]) => k !== l);
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const place = narrowOrder(sharing(territories, pairs));
        expect([...place].sort((a, b) => a - b)).toStrictEqual([...Array(territories).keys()]);
      })
    );
  });

  it('takes in what came to share accounts since it was asked last', () => {
    const matrix = sharing(3, [[0, 1]]);
    narrowOrder(matrix);
    slotOf(matrix, 0, 2);
    const place = narrowOrder(matrix);
    expect(place[0]).toBe(1);
  });
});
