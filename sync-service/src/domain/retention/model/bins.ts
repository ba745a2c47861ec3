import type { Feature, LabelledTable } from './feature-table.ts';

/**
 * How a feature's values fall into bins. Bin 0 holds what is not known. A number's bin is 1 plus
 * the cuts at or below it; a category's is its entry in `order`.
 */
export interface Binning {
  readonly feature: Feature;
  /** Ascending; empty for a category. */
  readonly cuts: readonly number[];
  /** Bin by code, 0 where the code was not seen in training; empty for a number. */
  readonly order: readonly number[];
  /** Bins in all, bin 0 among them. */
  readonly size: number;
}

/** A category's own rate counts fully from about this many customers on. */
const steadyRows = 10;

/** Bins for each feature from training rows alone: numbers by equal counts, categories by their churn rate. */
export function fitBins(table: LabelledTable, most: number): Binning[] {
  return table.features.map((feature, place) => {
    const column = table.values[place] ?? new Float64Array(0);
    if (feature.kind === 'category') return categoryBins(feature, column, table);
    const cuts = quantileCuts(column, most);
    return { feature, cuts, order: [], size: cuts.length + 2 };
  });
}

function categoryBins(feature: Feature, column: Float64Array, table: LabelledTable): Binning {
  const weight = new Float64Array(feature.labels.length);
  const churn = new Float64Array(feature.labels.length);
  let all = 0;
  let left = 0;
  column.forEach((code, row) => {
    if (!(code >= 0 && code < weight.length)) return;
    const heavy = table.weights[row] ?? 1;
    weight[code] = (weight[code] ?? 0) + heavy;
    all += heavy;
    if (table.churned[row] !== 1) return;
    churn[code] = (churn[code] ?? 0) + heavy;
    left += heavy;
  });
  const mean = all > 0 ? left / all : 0;
  const rate = (code: number): number =>
    ((churn[code] ?? 0) + steadyRows * mean) / ((weight[code] ?? 0) + steadyRows);
  const seen = feature.labels
    .map((_, code) => code)
    .filter((code) => (weight[code] ?? 0) > 0)
    .sort((a, b) => rate(a) - rate(b) || a - b);
  const order = feature.labels.map((_, code) => seen.indexOf(code) + 1);
  return { feature, cuts: [], order, size: seen.length + 1 };
}

/** At most `most` - 1 cuts that part the known values into bins of about equal count, half-way between neighbours. */
function quantileCuts(column: Float64Array, most: number): number[] {
  const known = column.filter((value) => !Number.isNaN(value)).sort();
  const distinct = known.filter((value, place) => place === 0 || value !== known[place - 1]);
  const between = (low: number, high: number): number => low / 2 + high / 2;
  if (distinct.length <= most)
    return Array.from(distinct.subarray(1), (high, place) => between(distinct[place] ?? NaN, high));
  const cuts: number[] = [];
  for (let part = 1; part < most; part += 1) {
    const at = Math.floor((part * known.length) / most);
    const high = known[at] ?? NaN;
    let below = at - 1;
    while (below >= 0 && known[below] === high) below -= 1;
    if (below < 0) continue;
    const cut = between(known[below] ?? NaN, high);
    if (cut > (cuts.at(-1) ?? -Infinity)) cuts.push(cut);
  }
  return cuts;
}

/** The bin of one value; what is not known, or was never seen, is bin 0. */
export function binOf(binning: Binning, value: number): number {
  if (Number.isNaN(value)) return 0;
  if (binning.feature.kind === 'category') return binning.order[value] ?? 0;
  const { cuts } = binning;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cuts[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** The bins of a column. */
export function binsOf(binning: Binning, column: Float64Array): Uint16Array {
  return Uint16Array.from(column, (value) => binOf(binning, value));
}

/** Bins joined to at most `most` groups of neighbours of about equal weight: entry is the group of a bin; bin 0 keeps group 0. */
export function coarseGroups(
  binning: Binning,
  bins: Uint16Array,
  weights: Float64Array,
  most: number
): Uint16Array {
  const heavy = new Float64Array(binning.size);
  let all = 0;
  bins.forEach((bin, row) => {
    if (bin === 0) return;
    heavy[bin] = (heavy[bin] ?? 0) + (weights[row] ?? 1);
    all += weights[row] ?? 1;
  });
  const groups = new Uint16Array(binning.size);
  if (binning.size - 1 <= most) return groups.map((_, bin) => bin);
  let before = 0;
  let group = 0;
  let started = -1;
  for (let bin = 1; bin < binning.size; bin += 1) {
    const wanted = Math.min(most - 1, Math.floor((before / all) * most));
    if (wanted > started) {
      group += 1;
      started = wanted;
    }
    groups[bin] = group;
    before += heavy[bin] ?? 0;
  }
  return groups;
}
