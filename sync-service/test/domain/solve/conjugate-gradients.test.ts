import { describe, expect, it } from '@jest/globals';
import { conjugateGradients } from '../../../src/domain/assignment/solve/conjugate-gradients.ts';
import type { TerritoryMatrix } from '../../../src/domain/assignment/solve/territory-matrix.ts';
import { slotOf, territoryMatrix } from '../../../src/domain/assignment/solve/territory-matrix.ts';

/** A row of territories with one band: neighbours k and k + 1 share `shared[k]`, and each holds `own` by itself. */
function chain(shared: readonly number[], own: number): TerritoryMatrix {
  const matrix = territoryMatrix(shared.length + 1, 1, 0);
  matrix.diagonal.fill(own);
  shared.forEach((amount, k) => {
    matrix.block[slotOf(matrix, k, k + 1)] = -amount;
    matrix.diagonal[k] = (matrix.diagonal[k] ?? 0) + amount;
    matrix.diagonal[k + 1] = (matrix.diagonal[k + 1] ?? 0) + amount;
  });
  return matrix;
}

/** The same system, undamped, by elimination along the row (Thomas). */
function along(shared: readonly number[], own: number, b: readonly number[]): number[] {
  const n = b.length;
  const diagonal = b.map((_, k) => own + (shared[k - 1] ?? 0) + (shared[k] ?? 0));
  const x = [...b];
  for (let k = 1; k < n; k += 1) {
    const part = -(shared[k - 1] ?? 0) / (diagonal[k - 1] ?? 1);
    diagonal[k] = (diagonal[k] ?? 0) + part * (shared[k - 1] ?? 0);
    x[k] = (x[k] ?? 0) - part * (x[k - 1] ?? 0);
  }
  for (let k = n - 1; k >= 0; k -= 1)
    x[k] = ((x[k] ?? 0) + (shared[k] ?? 0) * (x[k + 1] ?? 0)) / (diagonal[k] ?? 1);
  return x;
}

const step = (matrix: TerritoryMatrix, b: readonly number[], damping: number): Float64Array =>
  conjugateGradients(
    matrix,
    Float64Array.from(b),
    new Uint8Array(b.length).fill(1),
    damping,
    1e-9,
    2000
  );

describe('a step of the price search', () => {
  it.each([40, 400])('solves the system of %i territories', (territories) => {
    const shared = Array.from({ length: territories - 1 }, (_, k) => 1 + (k % 7));
    const b = Array.from({ length: territories }, (_, k) => Math.sin(k));
    const found = step(chain(shared, 0.5), b, 0);
    along(shared, 0.5, b).forEach((value, k) => {
      expect(found[k]).toBeCloseTo(value, 6);
    });
  });

  it.each([20, 400])(
    'moves half of %i territories against the other half nearly as far when it is damped',
    (territories) => {
      // Each half shares much within, and the two a little with one another.
      const shared = Array.from({ length: territories - 1 }, (_, k) =>
        k === territories / 2 - 1 ? 1 : 100
      );
      const own = 1e-4;
      const b = Array.from({ length: territories }, (_, k) => (k < territories / 2 ? -1 : 1));
      const first = (x: ArrayLike<number>): number => x[0] ?? 0;
      const whole = first(along(shared, own, b));
      expect(first(step(chain(shared, own), b, 1e-3)) / whole).toBeGreaterThan(0.7);
    }
  );

  it('does not move a territory that is held, and damps the others toward 0', () => {
    const matrix = chain([2, 2], 1);
    const free = Uint8Array.of(1, 0, 1);
    const found = conjugateGradients(matrix, Float64Array.of(3, 5, 0), free, 0, 1e-9, 10);
    expect([...found].map((value) => Math.round(value * 1e6) / 1e6)).toStrictEqual([1, 0, 0]);
    const damped = conjugateGradients(matrix, Float64Array.of(3, 5, 0), free, 100, 1e-9, 10);
    expect(damped[0]).toBeGreaterThan(0);
    expect(damped[0]).toBeLessThan(0.02);
  });
});
