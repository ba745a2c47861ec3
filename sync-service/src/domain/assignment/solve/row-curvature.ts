import type { TerritoryMatrix } from './territory-matrix.ts';
import { slotOf } from './territory-matrix.ts';

/** Buffers of one row, made once for a pass over many rows. */
export interface RowBuffers {
  readonly priced: Float64Array;
  readonly share: Float64Array;
  readonly active: Int32Array;
  readonly activeShare: Float64Array;
  readonly load: Float64Array;
  readonly moved: Float64Array;
  readonly meanMoved: Float64Array;
  readonly outer: Float64Array;
}

export function rowBuffers(stride: number, measures: number, budgets: number): RowBuffers {
  return {
    priced: new Float64Array(stride),
    share: new Float64Array(stride),
    active: new Int32Array(stride),
    activeShare: new Float64Array(stride),
    load: new Float64Array(stride * measures),
    moved: new Float64Array(stride * Math.max(1, budgets)),
    meanMoved: new Float64Array(Math.max(1, budgets)),
    outer: new Float64Array(measures * measures)
  };
}

/** strength × (diag share − share shareᵀ) ⊗ load loadᵀ, over the active entries of a row. */
export function addRowCurvature(
  matrix: TerritoryMatrix,
  buffers: RowBuffers,
  actives: number,
  strength: number,
  sameLoad: boolean
): void {
  const { active, activeShare, load, outer } = buffers;
  const { measures, diagonal } = matrix;
  const square = measures * measures;
  if (sameLoad) setOuter(outer, load, 0, 0, measures);
  for (let a = 0; a < actives; a += 1) {
    const k = active[a] ?? 0;
    const own = activeShare[a] ?? 0;
    const pull = strength * own * (1 - own);
    if (!sameLoad) setOuter(outer, load, a * measures, a * measures, measures);
    for (let at = 0; at < square; at += 1)
      diagonal[k * square + at] = (diagonal[k * square + at] ?? 0) + pull * (outer[at] ?? 0);
    for (let b = a + 1; b < actives; b += 1) {
      const l = active[b] ?? 0;
      if (!sameLoad)
        setOuter(outer, load, (k < l ? a : b) * measures, (k < l ? b : a) * measures, measures);
      const slot = slotOf(matrix, k < l ? k : l, k < l ? l : k) * square;
      const push = -strength * own * (activeShare[b] ?? 0);
      const { block } = matrix;
      for (let at = 0; at < square; at += 1)
        block[slot + at] = (block[slot + at] ?? 0) + push * (outer[at] ?? 0);
    }
  }
}

function setOuter(
  outer: Float64Array,
  load: Float64Array,
  one: number,
  other: number,
  measures: number
): void {
  for (let m = 0; m < measures; m += 1)
    for (let n = 0; n < measures; n += 1)
      outer[m * measures + n] = (load[one + m] ?? 0) * (load[other + n] ?? 0);
}

/** Covariance of budget amounts with loads and with each other, of one row. */
export function addBudgetRows(
  matrix: TerritoryMatrix,
  buffers: RowBuffers,
  actives: number,
  strength: number
): void {
  const { active, activeShare: share, load, moved, meanMoved } = buffers;
  const { measures, budgetRow, budgetBlock } = matrix;
  const budgets = budgetRow.length;
  for (let g = 0; g < budgets; g += 1) {
    let mean = 0;
    for (let a = 0; a < actives; a += 1) mean += (share[a] ?? 0) * (moved[a * budgets + g] ?? 0);
    meanMoved[g] = mean;
    const row = budgetRow[g];
    if (row === undefined) continue;
    for (let a = 0; a < actives; a += 1) {
      const pull = strength * (share[a] ?? 0) * ((moved[a * budgets + g] ?? 0) - mean);
      for (let m = 0; m < measures; m += 1) {
        const at = (active[a] ?? 0) * measures + m;
        row[at] = (row[at] ?? 0) + pull * (load[a * measures + m] ?? 0);
      }
      for (let h = 0; h <= g; h += 1) {
        const value = pull * ((moved[a * budgets + h] ?? 0) - (meanMoved[h] ?? 0));
        budgetBlock[g * budgets + h] = (budgetBlock[g * budgets + h] ?? 0) + value;
        if (h !== g) budgetBlock[h * budgets + g] = budgetBlock[g * budgets + h] ?? 0;
      }
    }
  }
}
