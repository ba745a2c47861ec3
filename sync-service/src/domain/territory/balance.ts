/**
 * Fair share τ_t = share_t × Σx; shares that sum to nothing give everybody an equal one.
 * @param unassigned measure that is in no territory, and belongs to Σx
 */
export function fairShares(
  measures: readonly number[],
  weights: readonly number[],
  unassigned = 0
): number[] {
  const total = sum(measures) + unassigned;
  const weight = sum(weights);
  return measures.map((_, index) =>
    weight > 0 ? ((weights[index] ?? 0) / weight) * total : total / measures.length
  );
}

/** d_t = x_t / τ_t − 1; null where the fair share is 0. Not clipped. */
export function deviation(measure: number, fair: number): number | null {
  return fair === 0 ? null : measure / fair - 1;
}

/** In band: |d| ≤ tolerance; without a fair share only where there is nothing. */
export function isBalanced(measure: number, fair: number, tolerance: number): boolean {
  const d = deviation(measure, fair);
  return d === null ? measure === 0 : Math.abs(d) <= tolerance + 1e-12;
}

/** 1 − ½ Σ|x_t − τ_t| / Σx: the share of the measure already in the right place; 1 where there is nothing or one territory. */
export function balanceIndex(measures: readonly number[], fair: readonly number[]): number {
  const total = sum(measures);
  if (total === 0 || measures.length < 2) return 1;
  const off = measures.reduce(
    (gap, measure, index) => gap + Math.abs(measure - (fair[index] ?? 0)),
    0
  );
  return 1 - off / (2 * total);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
