import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { solveCholesky } from '../../../src/domain/assignment/solve/cholesky.ts';

describe('solveCholesky', () => {
  it('solves the two equations worked by hand', () => {
    // 4x + 2y = 2, 2x + 3y = 5: x = −0.5, y = 2.
    const b = Float64Array.of(2, 5);
    solveCholesky(Float64Array.of(4, 2, 2, 3), b, 2);
    expect(b[0]).toBeCloseTo(-0.5, 12);
    expect(b[1]).toBeCloseTo(2, 12);
  });

  it('gives back x from A x for any A = B Bᵀ + I', () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true });
    // Zeros leave rows of A that begin late.
    const sparse = fc.oneof(fc.constant(0), value);
    fc.assert(
      fc.property(
        fc.array(sparse, { minLength: 16, maxLength: 16 }),
        fc.array(value, { minLength: 4, maxLength: 4 }),
        (entries, x) => {
          const a = new Float64Array(16);
          for (let i = 0; i < 4; i += 1)
            for (let j = 0; j < 4; j += 1) {
              let sum = i === j ? 1 : 0;
              for (let k = 0; k < 4; k += 1)
                sum += (entries[i * 4 + k] ?? 0) * (entries[j * 4 + k] ?? 0);
              a[i * 4 + j] = sum;
            }
          const b = Float64Array.from({ length: 4 }, (_, i) =>
            x.reduce((sum, value, j) => sum + (a[i * 4 + j] ?? 0) * value, 0)
          );
          solveCholesky(a, b, 4);
          x.forEach((value, i) => {
            expect(b[i]).toBeCloseTo(value, 8);
          });
        }
      ),
      { seed: 20261125 }
    );
  });

  it('leaves a variable that nothing depends on at 0', () => {
    const b = Float64Array.of(0, 8);
    solveCholesky(Float64Array.of(0, 0, 0, 4), b, 2);
    expect([...b]).toStrictEqual([0, 2]);
  });
});
