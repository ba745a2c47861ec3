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
    // Rows are taken two at a time, so odd and even sizes go unlike ways.
    const systems = fc.integer({ min: 1, max: 7 }).chain((n) =>
      fc.record({
        n: fc.constant(n),
        entries: fc.array(sparse, { minLength: n * n, maxLength: n * n }),
        x: fc.array(value, { minLength: n, maxLength: n })
      })
    );
    fc.assert(
      fc.property(systems, ({ n, entries, x }) => {
        const a = new Float64Array(n * n);
        for (let i = 0; i < n; i += 1)
          for (let j = 0; j < n; j += 1) {
            let sum = i === j ? 1 : 0;
            for (let k = 0; k < n; k += 1)
              sum += (entries[i * n + k] ?? 0) * (entries[j * n + k] ?? 0);
            a[i * n + j] = sum;
          }
        const b = Float64Array.from({ length: n }, (_, i) =>
          x.reduce((sum, one, j) => sum + (a[i * n + j] ?? 0) * one, 0)
        );
        solveCholesky(a, b, n);
        x.forEach((one, i) => {
          expect(b[i]).toBeCloseTo(one, 8);
        });
      }),
      { seed: 20261125 }
    );
  });

  it('leaves a variable that nothing depends on at 0', () => {
    const b = Float64Array.of(0, 8);
    solveCholesky(Float64Array.of(0, 0, 0, 4), b, 2);
    expect([...b]).toStrictEqual([0, 2]);
  });
});
