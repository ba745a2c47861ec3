/** Steps of the boosting: small trees over the bins of one signal, and over a grid of two. */
export interface StepOptions {
  /** Least curvature in a leaf: about four times as many customers at a chance of one half. */
  readonly leastCurvature: number;
  /** Curvature added to each leaf, which pulls its step to 0. */
  readonly ridge: number;
}

interface Leaf {
  readonly from: number;
  readonly to: number;
  readonly gradient: number;
  readonly curvature: number;
}

/**
 * A tree of at most three leaves over ordered bins, best gain first (Friedman 2001 with Newton
 * steps); bin 0 is a leaf of its own. With `monotone` leaves only rise (1) or fall (-1), so that
 * any sum of steps does.
 */
export function stepOverBins(
  gradient: Float64Array,
  curvature: Float64Array,
  monotone: -1 | 0 | 1,
  options: StepOptions,
  out: Float64Array
): void {
  const size = gradient.length;
  const value = (g: number, h: number): number => g / (h + options.ridge);
  out[0] = value(gradient[0] ?? 0, curvature[0] ?? 0);
  const sum = (column: Float64Array, from: number, to: number): number => {
    let all = 0;
    for (let bin = from; bin < to; bin += 1) all += column[bin] ?? 0;
    return all;
  };
  let leaves: Leaf[] = [
    { from: 1, to: size, gradient: sum(gradient, 1, size), curvature: sum(curvature, 1, size) }
  ];
  for (let splits = 0; splits < 2; splits += 1) {
    let best: { gain: number; leaves: Leaf[] } | null = null;
    for (const [place, leaf] of leaves.entries()) {
      const whole = leaf.gradient * value(leaf.gradient, leaf.curvature);
      let g = 0;
      let h = 0;
      for (let cut = leaf.from + 1; cut < leaf.to; cut += 1) {
        g += gradient[cut - 1] ?? 0;
        h += curvature[cut - 1] ?? 0;
        const restG = leaf.gradient - g;
        const restH = leaf.curvature - h;
        if (h < options.leastCurvature || restH < options.leastCurvature) continue;
        const low = value(g, h);
        const high = value(restG, restH);
        const gain = g * low + restG * high - whole;
        if (!(gain > (best?.gain ?? 1e-12))) continue;
        if (monotone !== 0) {
          const before = leaves[place - 1];
          const after = leaves[place + 1];
          const rising =
            monotone * (high - low) >= 0 &&
            (before === undefined ||
              monotone * (low - value(before.gradient, before.curvature)) >= 0) &&
            (after === undefined ||
              monotone * (value(after.gradient, after.curvature) - high) >= 0);
          if (!rising) continue;
        }
        best = {
          gain,
          leaves: [
            ...leaves.slice(0, place),
            { from: leaf.from, to: cut, gradient: g, curvature: h },
            { from: cut, to: leaf.to, gradient: restG, curvature: restH },
            ...leaves.slice(place + 1)
          ]
        };
      }
    }
    if (best === null) break;
    leaves = best.leaves;
  }
  for (const leaf of leaves) out.fill(value(leaf.gradient, leaf.curvature), leaf.from, leaf.to);
}

/** One cut along each of two signals: the four quarters of a grid of `rows` × `columns` cells. */
export interface Quarters {
  readonly gain: number;
  /** Cells below the cut are 0 … cut - 1. */
  readonly rowCut: number;
  readonly columnCut: number;
  /** Low-low, low-high, high-low, high-high. */
  readonly values: readonly [number, number, number, number];
}

/** The best quarters of a grid, after Lou, Caruana, Gehrke and Hooker (2013); null where no cut helps. */
export function bestQuarters(
  gradient: Float64Array,
  curvature: Float64Array,
  columns: number,
  monotone: readonly [-1 | 0 | 1, -1 | 0 | 1],
  options: StepOptions
): Quarters | null {
  const rows = gradient.length / columns;
  const upTo = (cells: Float64Array): Float64Array => {
    const sums = new Float64Array((rows + 1) * (columns + 1));
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1)
        sums[(row + 1) * (columns + 1) + column + 1] =
          (cells[row * columns + column] ?? 0) +
          (sums[row * (columns + 1) + column + 1] ?? 0) +
          (sums[(row + 1) * (columns + 1) + column] ?? 0) -
          (sums[row * (columns + 1) + column] ?? 0);
    return sums;
  };
  const g = upTo(gradient);
  const h = upTo(curvature);
  const at = (sums: Float64Array, row: number, column: number): number =>
    sums[row * (columns + 1) + column] ?? 0;
  const wholeG = at(g, rows, columns);
  const whole = (wholeG * wholeG) / (at(h, rows, columns) + options.ridge);
  let best: Quarters | null = null;
  for (let row = 1; row < rows; row += 1)
    for (let column = 1; column < columns; column += 1) {
      const quarter = (sums: Float64Array): [number, number, number, number] => {
        const a = at(sums, row, column);
        const top = at(sums, row, columns);
        const left = at(sums, rows, column);
        return [a, top - a, left - a, at(sums, rows, columns) - top - left + a];
      };
      const gs = quarter(g);
      const hs = quarter(h);
      if (Math.min(...hs) < options.leastCurvature) continue;
      const values: [number, number, number, number] = [0, 0, 0, 0];
      let gain = -whole;
      for (let place = 0; place < 4; place += 1) {
        const value = (gs[place] ?? 0) / ((hs[place] ?? 0) + options.ridge);
        values[place] = value;
        gain += (gs[place] ?? 0) * value;
      }
      if (!(gain > (best?.gain ?? 1e-12))) continue;
      const [ll, lh, hl, hh] = values;
      const [down, across] = monotone;
      const keeps =
        down * (hl - ll) >= 0 &&
        down * (hh - lh) >= 0 &&
        across * (lh - ll) >= 0 &&
        across * (hh - hl) >= 0;
      if (keeps) best = { gain, rowCut: row, columnCut: column, values };
    }
  return best;
}

/** The step that the best quarters of a grid give. */
export function stepOverGrid(
  gradient: Float64Array,
  curvature: Float64Array,
  columns: number,
  monotone: readonly [-1 | 0 | 1, -1 | 0 | 1],
  options: StepOptions,
  out: Float64Array
): void {
  const best = bestQuarters(gradient, curvature, columns, monotone, options);
  if (best === null) return;
  for (let cell = 0; cell < gradient.length; cell += 1) {
    const high = Math.floor(cell / columns) >= best.rowCut ? 2 : 0;
    const right = cell % columns >= best.columnCut ? 1 : 0;
    out[cell] = best.values[high + right] ?? 0;
  }
}
