/** How good chances are, against outcomes that the model has not seen. Weights say how many customers a row stands for. */

/** Rows from the highest chance to the lowest, in blocks of equal chance. */
function* blocks(
  chances: Float64Array,
  churned: Uint8Array,
  weights: Float64Array | null
): Generator<{ left: number; stayed: number }> {
  const order = Uint32Array.from(chances.keys()).sort(
    (a, b) => (chances[b] ?? 0) - (chances[a] ?? 0)
  );
  let at = 0;
  while (at < order.length) {
    const value = chances[order[at] ?? 0];
    let left = 0;
    let stayed = 0;
    while (at < order.length && chances[order[at] ?? 0] === value) {
      const row = order[at] ?? 0;
      const weight = weights?.[row] ?? 1;
      if (churned[row] === 1) left += weight;
      else stayed += weight;
      at += 1;
    }
    yield { left, stayed };
  }
}

/** Area under the ROC curve: the chance that one who left stands above one who stayed, ties as a half; NaN without both. */
export function rocArea(
  chances: Float64Array,
  churned: Uint8Array,
  weights: Float64Array | null = null
): number {
  let left = 0;
  let stayed = 0;
  let area = 0;
  for (const block of blocks(chances, churned, weights)) {
    area += block.stayed * (left + block.left / 2);
    left += block.left;
    stayed += block.stayed;
  }
  return area / (left * stayed);
}

/** Average precision: Σ (recall gained × precision) from the top; NaN where nobody left. */
export function precisionArea(
  chances: Float64Array,
  churned: Uint8Array,
  weights: Float64Array | null = null
): number {
  let left = 0;
  let seen = 0;
  let area = 0;
  for (const block of blocks(chances, churned, weights)) {
    left += block.left;
    seen += block.left + block.stayed;
    area += block.left * (left / seen);
  }
  return area / left;
}

/** Mean squared difference of chance and outcome. */
export function brierScore(
  chances: Float64Array,
  churned: Uint8Array,
  weights: Float64Array | null = null
): number {
  let sum = 0;
  let heavy = 0;
  chances.forEach((chance, row) => {
    const weight = weights?.[row] ?? 1;
    sum += weight * (chance - (churned[row] ?? 0)) ** 2;
    heavy += weight;
  });
  return sum / heavy;
}

/** One bin of the calibration curve. */
export interface CalibrationBin {
  readonly rows: number;
  /** Mean chance told, and share that left. */
  readonly told: number;
  readonly happened: number;
}

/** Bins of equal weight from the lowest chance up. */
export function calibrationCurve(
  chances: Float64Array,
  churned: Uint8Array,
  weights: Float64Array | null = null,
  bins = 10
): CalibrationBin[] {
  const order = Uint32Array.from(chances.keys()).sort(
    (a, b) => (chances[a] ?? 0) - (chances[b] ?? 0) || a - b
  );
  const inOrder = (column: ArrayLike<number>): Float64Array =>
    Float64Array.from(order, (row) => column[row] ?? NaN);
  return calibrationCurveOfSorted(
    inOrder(chances),
    inOrder(churned),
    weights === null ? null : inOrder(weights),
    bins
  );
}

/** The same for rows that stand from the lowest chance to the highest. */
export function calibrationCurveOfSorted(
  chances: Float64Array,
  churned: Float64Array,
  weights: Float64Array | null = null,
  bins = 10
): CalibrationBin[] {
  const all = weights?.reduce((sum, weight) => sum + weight, 0) ?? chances.length;
  const sums = Array.from({ length: bins }, () => ({ rows: 0, told: 0, happened: 0 }));
  let before = 0;
  chances.forEach((chance, row) => {
    const own = sums[Math.min(bins - 1, Math.floor((before * bins) / all))];
    const weight = weights?.[row] ?? 1;
    before += weight;
    if (own === undefined) return;
    own.rows += weight;
    own.told += weight * chance;
    own.happened += weight * (churned[row] ?? 0);
  });
  return sums
    .filter((bin) => bin.rows > 0)
    .map(({ rows, told, happened }) => ({ rows, told: told / rows, happened: happened / rows }));
}

/** Expected calibration error: mean of |told - happened| over the bins, by their rows. */
export function calibrationError(curve: readonly CalibrationBin[]): number {
  const rows = curve.reduce((sum, bin) => sum + bin.rows, 0);
  return curve.reduce((sum, bin) => sum + (bin.rows / rows) * Math.abs(bin.told - bin.happened), 0);
}

/** Share that left among the tenth of highest chance, over the share of all; NaN where nobody left. */
export function liftOfTopTenth(
  chances: Float64Array,
  churned: Uint8Array,
  weights: Float64Array | null = null
): number {
  const order = Uint32Array.from(chances.keys()).sort(
    (a, b) => (chances[b] ?? 0) - (chances[a] ?? 0) || a - b
  );
  const all = { rows: 0, left: 0 };
  for (const row of order) {
    all.rows += weights?.[row] ?? 1;
    all.left += (weights?.[row] ?? 1) * (churned[row] ?? 0);
  }
  const top = { rows: 0, left: 0 };
  for (const row of order) {
    if (top.rows >= all.rows / 10) break;
    top.rows += weights?.[row] ?? 1;
    top.left += (weights?.[row] ?? 1) * (churned[row] ?? 0);
  }
  return top.left / top.rows / (all.left / all.rows);
}
