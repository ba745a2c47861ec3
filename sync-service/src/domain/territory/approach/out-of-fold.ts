import { seededRandom } from '../../assignment/solve/seeded-random.ts';

/** How many parts the accounts are cut into; each is foretold from the others. */
export const folds = 5;

/** Strengths of the pull to the mean of all, in observations; the last is nearly the mean itself. */
const pulls = [1, 4, 16, 64, 256, 1e6];

/**
 * What was seen of each account: how many observations, their sum and the sum of their squares.
 * For a share the observations are 0 and 1, so that sum and squares are alike.
 */
export interface Observed {
  readonly kind: 'share' | 'mean';
  readonly count: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

/** Sums by group and fold: group × folds. */
interface Cells {
  readonly count: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  /** Sums by group over all folds. */
  readonly countOf: Float64Array;
  readonly sumOf: Float64Array;
}

/** Loss of foretelling each account from the other folds, beside that of one mean for all. */
export interface OutOfFold {
  /** Deviance (−2 log-likelihood) for a share, squared error for a mean; by account. */
  readonly loss: Float64Array;
  readonly plain: Float64Array;
}

/**
 * Foretells each account from groups of accounts in other folds: the group's mean, pulled to the
 * mean of all by so many observations as do best on the folds that are left (empirical Bayes as in
 * Efron and Morris 1975, the pull chosen by cross-validation). An account is never in what
 * foretells it.
 */
export function foretellOutOfFold(
  observed: Observed,
  group: Int32Array,
  groups: number,
  fold: Uint8Array
): OutOfFold {
  const cells = cellsOf(observed, group, groups, fold);
  const mean = new Float64Array(groups * folds);
  const plain = new Float64Array(folds);
  for (let out = 0; out < folds; out += 1) {
    plain[out] = meanOfAll(cells, groups, [out]);
    const pull = bestPull(observed.kind, cells, groups, out);
    const told = groupMeans(cells, groups, [out], pull, plain[out] ?? 0);
    for (let at = 0; at < groups; at += 1) mean[at * folds + out] = told[at] ?? 0;
  }
  const { length } = observed.count;
  const loss = new Float64Array(length);
  const plainLoss = new Float64Array(length);
  for (let index = 0; index < length; index += 1) {
    const out = fold[index] ?? 0;
    const n = observed.count[index] ?? 0;
    if (n === 0) continue;
    const s = observed.sum[index] ?? 0;
    const q = observed.squares[index] ?? 0;
    const told = mean[(group[index] ?? 0) * folds + out] ?? 0;
    loss[index] = lossOf(observed.kind, n, s, q, told);
    plainLoss[index] = lossOf(observed.kind, n, s, q, plain[out] ?? 0);
  }
  return { loss, plain: plainLoss };
}

/** Total losses alone, from sums by group: for shuffles, of which there are many. */
export function totalsOutOfFold(
  observed: Observed,
  group: Int32Array,
  groups: number,
  fold: Uint8Array
): { loss: number; plain: number } {
  const cells = cellsOf(observed, group, groups, fold);
  let loss = 0;
  let plain = 0;
  for (let out = 0; out < folds; out += 1) {
    const all = meanOfAll(cells, groups, [out]);
    const pull = bestPull(observed.kind, cells, groups, out);
    loss += lossOfFold(observed.kind, cells, groups, out, [out], pull, all);
    for (let at = 0; at < groups; at += 1) plain += lossAt(observed.kind, cells, at, out, all);
  }
  return { loss, plain };
}

function cellsOf(observed: Observed, group: Int32Array, groups: number, fold: Uint8Array): Cells {
  const cells: Cells = {
    count: new Float64Array(groups * folds),
    sum: new Float64Array(groups * folds),
    squares: new Float64Array(groups * folds),
    countOf: new Float64Array(groups),
    sumOf: new Float64Array(groups)
  };
  for (let index = 0; index < group.length; index += 1) {
    const n = observed.count[index] ?? 0;
    if (n === 0) continue;
    const own = group[index] ?? 0;
    const at = own * folds + (fold[index] ?? 0);
    const s = observed.sum[index] ?? 0;
    cells.count[at] = (cells.count[at] ?? 0) + n;
    cells.sum[at] = (cells.sum[at] ?? 0) + s;
    cells.countOf[own] = (cells.countOf[own] ?? 0) + n;
    cells.sumOf[own] = (cells.sumOf[own] ?? 0) + s;
    cells.squares[at] = (cells.squares[at] ?? 0) + (observed.squares[index] ?? 0);
  }
  return cells;
}

/** Count and sum of a group over all folds but those left out. */
function restOf(cells: Cells, group: number, without: readonly number[]): [number, number] {
  let n = cells.countOf[group] ?? 0;
  let s = cells.sumOf[group] ?? 0;
  for (const fold of without) {
    n -= cells.count[group * folds + fold] ?? 0;
    s -= cells.sum[group * folds + fold] ?? 0;
  }
  return [n, s];
}

/** The mean of all folds but those left out. */
function meanOfAll(cells: Cells, groups: number, without: readonly number[]): number {
  let all = 0;
  let sum = 0;
  for (let at = 0; at < groups; at += 1) {
    const [n, s] = restOf(cells, at, without);
    all += n;
    sum += s;
  }
  return all === 0 ? 0 : sum / all;
}

function groupMeans(
  cells: Cells,
  groups: number,
  without: readonly number[],
  pull: number,
  all: number
): Float64Array {
  const means = new Float64Array(groups);
  for (let at = 0; at < groups; at += 1) {
    const [n, s] = restOf(cells, at, without);
    means[at] = (s + pull * all) / (n + pull);
  }
  return means;
}

/** The pull that foretells the other folds best, each from those that are left. */
function bestPull(kind: Observed['kind'], cells: Cells, groups: number, out: number): number {
  let best = pulls[0] ?? 1;
  let least = Infinity;
  const inners = Array.from({ length: folds }, (_, inner) => inner).filter(
    (inner) => inner !== out
  );
  const means = inners.map((inner) => meanOfAll(cells, groups, [out, inner]));
  for (const pull of pulls) {
    let loss = 0;
    inners.forEach((inner, place) => {
      const all = means[place] ?? 0;
      loss += lossOfFold(kind, cells, groups, inner, [out, inner], pull, all);
    });
    if (loss < least) {
      least = loss;
      best = pull;
    }
  }
  return best;
}

function lossOfFold(
  kind: Observed['kind'],
  cells: Cells,
  groups: number,
  fold: number,
  without: readonly number[],
  pull: number,
  all: number
): number {
  const told = groupMeans(cells, groups, without, pull, all);
  let loss = 0;
  for (let at = 0; at < groups; at += 1) loss += lossAt(kind, cells, at, fold, told[at] ?? 0);
  return loss;
}

function lossAt(
  kind: Observed['kind'],
  cells: Cells,
  group: number,
  fold: number,
  told: number
): number {
  const at = group * folds + fold;
  const n = cells.count[at] ?? 0;
  return n === 0 ? 0 : lossOf(kind, n, cells.sum[at] ?? 0, cells.squares[at] ?? 0, told);
}

/** Keeps a share off 0 and 1, where one surprise would count without end. */
const surest = 1e-3;

function lossOf(kind: Observed['kind'], n: number, s: number, q: number, told: number): number {
  if (kind === 'mean') return q - 2 * told * s + n * told * told;
  const p = Math.min(1 - surest, Math.max(surest, told));
  return -2 * (s * Math.log(p) + (n - s) * Math.log(1 - p));
}

/** A fold for each account, all of the same size but one, by a seed. */
export function foldsOf(accounts: number, seed: number): Uint8Array {
  const random = seededRandom(seed);
  const fold = Uint8Array.from({ length: accounts }, (_, index) => index % folds);
  for (let at = accounts - 1; at > 0; at -= 1) {
    const other = random.next() % (at + 1);
    const held = fold[at] ?? 0;
    fold[at] = fold[other] ?? 0;
    fold[other] = held;
  }
  return fold;
}
