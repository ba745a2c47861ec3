import { solveCholesky } from './cholesky.ts';
import { dampedMatrix } from './damped-matrix.ts';
import type { TerritoryMatrix } from './territory-matrix.ts';
import { multiply } from './territory-matrix.ts';

/** Up to this many variables a dense factor costs less than the steps. */
const dense = 256;

/**
 * Solves the damped A x = b over the free variables, small ones by a dense factor and others by
 * conjugate gradients, preconditioned by the diagonal; fixed variables stay 0.
 * @param free 1 where a variable may change
 * @returns x, good to `tolerance` of |b|, or as far as `most` steps came
 */
export function conjugateGradients(
  matrix: TerritoryMatrix,
  b: Float64Array,
  free: Uint8Array,
  damping: number,
  tolerance: number,
  most: number
): Float64Array {
  const size = b.length;
  const damped = dampedMatrix(matrix, damping);
  if (size <= dense) return solveDense(damped, b, free);
  const diagonal = diagonalOf(damped, size);
  const x = new Float64Array(size);
  const residual = new Float64Array(size);
  const direction = new Float64Array(size);
  const image = new Float64Array(size);
  let energy = 0;
  for (let at = 0; at < size; at += 1) {
    if (free[at] === 0) continue;
    residual[at] = b[at] ?? 0;
    direction[at] = (b[at] ?? 0) / (diagonal[at] ?? 1);
    energy += (residual[at] ?? 0) * (direction[at] ?? 0);
  }
  const enough = energy * tolerance * tolerance;
  for (let step = 0; step < most && energy > enough; step += 1) {
    multiply(damped, direction, image);
    let curvature = 0;
    for (let at = 0; at < size; at += 1)
      if (free[at] !== 0) curvature += (image[at] ?? 0) * (direction[at] ?? 0);
    if (!(curvature > 0)) break;
    const length = energy / curvature;
    let next = 0;
    for (let at = 0; at < size; at += 1) {
      if (free[at] === 0) continue;
      x[at] = (x[at] ?? 0) + length * (direction[at] ?? 0);
      const left = (residual[at] ?? 0) - length * (image[at] ?? 0);
      residual[at] = left;
      next += (left * left) / (diagonal[at] ?? 1);
    }
    const carry = next / energy;
    energy = next;
    for (let at = 0; at < size; at += 1)
      if (free[at] !== 0)
        direction[at] = (residual[at] ?? 0) / (diagonal[at] ?? 1) + carry * (direction[at] ?? 0);
  }
  return x;
}

/** The diagonal, 1 where there is none. */
function diagonalOf(
  { territories, measures, diagonal, budgetBlock }: TerritoryMatrix,
  size: number
): Float64Array {
  const own = new Float64Array(size);
  const bands = territories * measures;
  const budgets = size - bands;
  for (let at = 0; at < bands; at += 1) own[at] = diagonal[at * measures + (at % measures)] ?? 0;
  for (let g = 0; g < budgets; g += 1) own[bands + g] = budgetBlock[g * budgets + g] ?? 0;
  return own.map((value) => (value > 0 ? value : 1));
}

function solveDense(matrix: TerritoryMatrix, b: Float64Array, free: Uint8Array): Float64Array {
  const n = b.length;
  const full = denseOf(matrix, n);
  const x = b.slice();
  for (let i = 0; i < n; i += 1) {
    if (free[i] === 1) continue;
    x[i] = 0;
    for (let j = 0; j < n; j += 1) {
      full[i * n + j] = 0;
      full[j * n + i] = 0;
    }
    full[i * n + i] = 1;
  }
  solveCholesky(full, x, n);
  return x;
}

function denseOf(matrix: TerritoryMatrix, n: number): Float64Array {
  const { territories, measures: size, diagonal, pair, block, budgetRow, budgetBlock } = matrix;
  const full = new Float64Array(n * n);
  const square = size * size;
  for (let k = 0; k < territories; k += 1)
    for (let m = 0; m < size; m += 1)
      for (let o = 0; o < size; o += 1)
        full[(k * size + m) * n + k * size + o] = diagonal[k * square + m * size + o] ?? 0;
  for (let slot = 0; slot < matrix.pairs; slot += 1) {
    const k = (pair[slot * 2] ?? 0) * size;
    const l = (pair[slot * 2 + 1] ?? 0) * size;
    for (let m = 0; m < size; m += 1)
      for (let o = 0; o < size; o += 1) {
        const value = block[slot * square + m * size + o] ?? 0;
        full[(k + m) * n + l + o] = value;
        full[(l + o) * n + k + m] = value;
      }
  }
  const bands = territories * size;
  budgetRow.forEach((row, g) => {
    for (let at = 0; at < bands; at += 1) {
      full[(bands + g) * n + at] = row[at] ?? 0;
      full[at * n + bands + g] = row[at] ?? 0;
    }
    for (let h = 0; h < budgetRow.length; h += 1)
      full[(bands + g) * n + bands + h] = budgetBlock[g * budgetRow.length + h] ?? 0;
  });
  return full;
}
