/**
 * A symmetric matrix over (territory, band) pairs, stored only where two territories share
 * accounts, with a dense row for each budget: the second derivative of the smoothed dual.
 */
export interface TerritoryMatrix {
  readonly territories: number;
  readonly measures: number;
  /** K × M × M. */
  readonly diagonal: Float64Array;
  /** Slot of the pair k < l at k × K + l, −1 for none. */
  readonly slot: Int32Array;
  pairs: number;
  /** k, l of each slot. */
  pair: Int32Array;
  /** Slots × M × M, rows of k, columns of l. */
  block: Float64Array;
  /** Slots × M: the most that a pair's block was seen to hold of one band, for damping. */
  links: Float64Array;
  /** Place of each territory in a narrow order, and how many pairs there were then. */
  ordered: { readonly pairs: number; readonly place: Int32Array } | null;
  /** For each budget K × M, and then budgets × budgets. */
  readonly budgetRow: readonly Float64Array[];
  readonly budgetBlock: Float64Array;
}

export function territoryMatrix(
  territories: number,
  measures: number,
  budgets: number
): TerritoryMatrix {
  // Enough for most: a matrix that grows lets the engine forget all code made for it.
  const room = Math.min((territories * (territories - 1)) / 2, territories * 32);
  return {
    territories,
    measures,
    diagonal: new Float64Array(territories * measures * measures),
    slot: new Int32Array(territories * territories).fill(-1),
    pairs: 0,
    pair: new Int32Array(room * 2),
    block: new Float64Array(room * measures * measures),
    links: new Float64Array(room * measures),
    ordered: null,
    budgetRow: Array.from({ length: budgets }, () => new Float64Array(territories * measures)),
    budgetBlock: new Float64Array(budgets * budgets)
  };
}

export function clearMatrix(matrix: TerritoryMatrix): void {
  matrix.diagonal.fill(0);
  matrix.block.fill(0, 0, matrix.pairs * matrix.measures * matrix.measures);
  for (const row of matrix.budgetRow) row.fill(0);
  matrix.budgetBlock.fill(0);
}

/** Forgets which territories share accounts, when other candidates are chosen. */
export function forgetPairs(matrix: TerritoryMatrix): void {
  for (let slot = 0; slot < matrix.pairs; slot += 1)
    matrix.slot[
      (matrix.pair[slot * 2] ?? 0) * matrix.territories + (matrix.pair[slot * 2 + 1] ?? 0)
    ] = -1;
  clearMatrix(matrix);
  matrix.links.fill(0);
  matrix.ordered = null;
  matrix.pairs = 0;
}

/** Slot of a pair of territories k < l, made when it is new. */
export function slotOf(matrix: TerritoryMatrix, k: number, l: number): number {
  const at = k * matrix.territories + l;
  const known = matrix.slot[at] ?? -1;
  if (known >= 0) return known;
  const slot = matrix.pairs;
  if (slot * 2 >= matrix.pair.length) {
    const pair = new Int32Array(matrix.pair.length * 2);
    pair.set(matrix.pair);
    matrix.pair = pair;
    const block = new Float64Array(matrix.block.length * 2);
    block.set(matrix.block);
    matrix.block = block;
    const links = new Float64Array(matrix.links.length * 2);
    links.set(matrix.links);
    matrix.links = links;
  }
  matrix.pair[slot * 2] = k;
  matrix.pair[slot * 2 + 1] = l;
  matrix.slot[at] = slot;
  matrix.pairs += 1;
  return slot;
}

/** out = matrix × vector; vectors are K × M bands and then the budgets. */
export function multiply(matrix: TerritoryMatrix, vector: Float64Array, out: Float64Array): void {
  const { territories, measures: size, diagonal, pair, block, budgetRow, budgetBlock } = matrix;
  const square = size * size;
  for (let k = 0; k < territories; k += 1)
    for (let m = 0; m < size; m += 1) {
      let sum = 0;
      for (let n = 0; n < size; n += 1)
        sum += (diagonal[k * square + m * size + n] ?? 0) * (vector[k * size + n] ?? 0);
      out[k * size + m] = sum;
    }
  if (size === 2) addPairs(matrix, vector, out);
  else
    for (let slot = 0; slot < matrix.pairs; slot += 1) {
      const k = (pair[slot * 2] ?? 0) * size;
      const l = (pair[slot * 2 + 1] ?? 0) * size;
      for (let m = 0; m < size; m += 1)
        for (let n = 0; n < size; n += 1) {
          const value = block[slot * square + m * size + n] ?? 0;
          out[k + m] = (out[k + m] ?? 0) + value * (vector[l + n] ?? 0);
          out[l + n] = (out[l + n] ?? 0) + value * (vector[k + m] ?? 0);
        }
    }
  const bands = territories * size;
  for (let g = 0; g < budgetRow.length; g += 1) {
    const row = budgetRow[g] ?? new Float64Array(0);
    const own = vector[bands + g] ?? 0;
    let sum = 0;
    for (let at = 0; at < bands; at += 1) {
      const value = row[at] ?? 0;
      sum += value * (vector[at] ?? 0);
      out[at] = (out[at] ?? 0) + value * own;
    }
    for (let h = 0; h < budgetRow.length; h += 1)
      sum += (budgetBlock[g * budgetRow.length + h] ?? 0) * (vector[bands + h] ?? 0);
    out[bands + g] = sum;
  }
}

/** The pairs' part of `multiply` for two bands: the usual case, and most of a solve's steps. */
function addPairs(matrix: TerritoryMatrix, vector: Float64Array, out: Float64Array): void {
  const { pair, block, pairs } = matrix;
  for (let slot = 0; slot < pairs; slot += 1) {
    const k = (pair[slot * 2] ?? 0) * 2;
    const l = (pair[slot * 2 + 1] ?? 0) * 2;
    const at = slot * 4;
    const a = block[at] ?? 0;
    const b = block[at + 1] ?? 0;
    const c = block[at + 2] ?? 0;
    const d = block[at + 3] ?? 0;
    const k0 = vector[k] ?? 0;
    const k1 = vector[k + 1] ?? 0;
    const l0 = vector[l] ?? 0;
    const l1 = vector[l + 1] ?? 0;
    out[k] = (out[k] ?? 0) + a * l0 + b * l1;
    out[k + 1] = (out[k + 1] ?? 0) + c * l0 + d * l1;
    out[l] = (out[l] ?? 0) + a * k0 + c * k1;
    out[l + 1] = (out[l + 1] ?? 0) + b * k0 + d * k1;
  }
}
