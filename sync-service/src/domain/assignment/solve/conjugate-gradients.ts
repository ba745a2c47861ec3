import { solveCholesky } from './cholesky.ts';
import { dampedMatrix } from './damped-matrix.ts';
import { narrowOrder } from './narrow-order.ts';
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
  if (size <= dense) return solveDense(damped, narrowOrder(matrix), b, free);
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

/** @param order place of each territory */
function solveDense(
  matrix: TerritoryMatrix,
  order: Int32Array,
  b: Float64Array,
  free: Uint8Array
): Float64Array {
  const { measures } = matrix;
  const bands = order.length * measures;
  const variable = new Int32Array(b.length);
  for (let at = 0; at < b.length; at += 1) {
    const k = Math.floor(at / measures);
    variable[at < bands ? (order[k] ?? 0) * measures + (at - k * measures) : at] = at;
  }
  const left = variable.filter((at) => free[at] === 1);
  const place = new Int32Array(b.length).fill(-1);
  for (let i = 0; i < left.length; i += 1) place[left[i] ?? 0] = i;
  const solved = Float64Array.from(left, (at) => b[at] ?? 0);
  solveCholesky(denseOf(matrix, left.length, place), solved, left.length);
  const x = new Float64Array(b.length);
  for (let i = 0; i < left.length; i += 1) x[left[i] ?? 0] = solved[i] ?? 0;
  return x;
}

/** The lower half, each variable at its place; those without one are left out. */
function denseOf(matrix: TerritoryMatrix, n: number, place: Int32Array): Float64Array {
  const { territories, measures: size, diagonal, pair, block, budgetRow, budgetBlock } = matrix;
  const full = new Float64Array(n * n);
  const square = size * size;
  for (let k = 0; k < territories; k += 1)
    for (let m = 0; m < size; m += 1)
      for (let o = 0; o <= m; o += 1)
        set(full, n, place, k * size + m, k * size + o, diagonal[k * square + m * size + o] ?? 0);
  for (let slot = 0; slot < matrix.pairs; slot += 1) {
    const k = (pair[slot * 2] ?? 0) * size;
    const l = (pair[slot * 2 + 1] ?? 0) * size;
    for (let m = 0; m < size; m += 1)
      for (let o = 0; o < size; o += 1)
        set(full, n, place, k + m, l + o, block[slot * square + m * size + o] ?? 0);
  }
  const bands = territories * size;
  for (const [g, row] of budgetRow.entries()) {
    for (let at = 0; at < bands; at += 1) set(full, n, place, bands + g, at, row[at] ?? 0);
    for (let h = 0; h < budgetRow.length; h += 1)
      set(full, n, place, bands + g, bands + h, budgetBlock[g * budgetRow.length + h] ?? 0);
  }
  return full;
}

function set(
  full: Float64Array,
  n: number,
  place: Int32Array,
  one: number,
  other: number,
  value: number
): void {
  const i = place[one] ?? -1;
  const j = place[other] ?? -1;
  if (i >= 0 && j >= 0) full[i > j ? i * n + j : j * n + i] = value;
}
