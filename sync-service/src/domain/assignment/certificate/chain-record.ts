/** What a chain showed, by batches of samples: for each watched value its sum and sum of squares. */
export interface ChainRecord {
  readonly values: number;
  readonly batch: number;
  readonly sums: Float64Array[];
  readonly squares: Float64Array[];
  /** Samples in the last batch. */
  filled: number;
}

/** An empty record of so many values a sample. */
export const chainRecord = (values: number, batch: number): ChainRecord => ({
  values,
  batch,
  sums: [],
  squares: [],
  filled: batch
});

/** Adds a sample, each value less its origin so that squares keep their digits. */
export function addSample(record: ChainRecord, sample: Float64Array, origin: Float64Array): void {
  if (record.filled === record.batch) {
    record.sums.push(new Float64Array(record.values));
    record.squares.push(new Float64Array(record.values));
    record.filled = 0;
  }
  record.filled += 1;
  const sum = record.sums.at(-1) as Float64Array;
  const square = record.squares.at(-1) as Float64Array;
  for (let at = 0; at < record.values; at += 1) {
    const value = (sample[at] as number) - (origin[at] as number);
    sum[at] = (sum[at] as number) + value;
    square[at] = (square[at] as number) + value * value;
  }
}

/** Forgets the oldest batches, this part of all, as what a chain showed while still near its start. */
export function forgetOldest({ sums, squares }: ChainRecord, part: number): void {
  const count = Math.floor(part * sums.length);
  sums.splice(0, count);
  squares.splice(0, count);
}

/**
 * Split R̂ of Gelman and others (Bayesian Data Analysis, 2013, 11.4): the chains halved, the
 * variance between the halves against the variance within, for the worst of all values. 1 where a
 * value never changes; Infinity where it only differs between halves.
 */
export function splitRHat(records: readonly ChainRecord[]): number {
  const [first] = records;
  if (first === undefined) return Infinity;
  let worst = 1;
  for (let at = 0; at < first.values; at += 1) {
    const halves = records.flatMap((record) => {
      const full = record.filled === record.batch ? record.sums.length : record.sums.length - 1;
      const half = Math.floor(full / 2);
      return [moments(record, at, 0, half), moments(record, at, full - half, full)];
    });
    const count = halves[0]?.count ?? 0;
    if (count < 2) return Infinity;
    const within = halves.reduce((sum, { variance }) => sum + variance, 0) / halves.length;
    const mean = halves.reduce((sum, half) => sum + half.mean, 0) / halves.length;
    const between =
      (count / (halves.length - 1)) *
      halves.reduce((sum, half) => sum + (half.mean - mean) ** 2, 0);
    if (between <= 1e-18 * (1 + mean * mean)) continue;
    const pooled = ((count - 1) / count) * within + between / count;
    worst = Math.max(worst, within > 0 ? Math.sqrt(pooled / within) : Infinity);
  }
  return worst;
}

function moments(
  { sums, squares, batch }: ChainRecord,
  at: number,
  from: number,
  to: number
): { count: number; mean: number; variance: number } {
  let sum = 0;
  let square = 0;
  for (let index = from; index < to; index += 1) {
    sum += sums[index]?.[at] ?? 0;
    square += squares[index]?.[at] ?? 0;
  }
  const count = (to - from) * batch;
  const mean = sum / count;
  return { count, mean, variance: Math.max(0, (square - count * mean * mean) / (count - 1)) };
}

const fewestRuns = 2;

/**
 * Mean of a value over all full batches of all chains, and its standard error: that of batch means,
 * or of means of ever longer runs of batches where it is larger, as what follows soon after is alike
 * (Flyvbjerg and Petersen, 1989, J. Chem. Phys. 91:461).
 */
export function pooledMean(
  records: readonly ChainRecord[],
  at: number
): { readonly mean: number; readonly error: number } {
  let means = records.map(({ sums, batch, filled }) =>
    (filled === batch ? sums : sums.slice(0, -1)).map((sum) => (sum[at] ?? 0) / batch)
  );
  const mean = meanOf(means.flat());
  let error = errorOf(means.flat());
  for (;;) {
    means = means.map(pairedMeans);
    if (means.some((own) => own.length < fewestRuns)) return { mean, error };
    error = Math.max(error, errorOf(means.flat()));
  }
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, own) => sum + own, 0) / values.length;

/** Standard error of a mean of independent values. */
function errorOf(values: readonly number[]): number {
  if (values.length < 2) return Infinity;
  const mean = meanOf(values);
  const spread = values.reduce((sum, own) => sum + (own - mean) ** 2, 0);
  return Math.sqrt(spread / (values.length - 1) / values.length);
}

/** Means of each two in turn; an odd one out is left. */
const pairedMeans = (values: readonly number[]): number[] =>
  Array.from(
    { length: Math.floor(values.length / 2) },
    (_, index) => ((values[2 * index] ?? 0) + (values[2 * index + 1] ?? 0)) / 2
  );
