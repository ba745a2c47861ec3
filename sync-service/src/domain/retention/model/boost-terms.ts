/** One part of the sum: a table of scores, and the cell that each training row reads. */
export interface Term {
  readonly cells: Uint16Array;
  readonly size: number;
  /** Fills `out` with the step from each cell's sums of gradient and curvature. */
  step(gradient: Float64Array, curvature: Float64Array, out: Float64Array): void;
}

export interface BoostOptions {
  readonly learningRate: number;
  /** Most passes over all terms. */
  readonly rounds: number;
  /** Passes without a better loss on the rows held out, after which it ends. */
  readonly patience: number;
}

/** Better by less than this share is no progress worth a pass. */
const leastGain = 1e-6;

/**
 * Cyclic gradient boosting (Lou, Caruana, Gehrke 2012): each pass visits each term once, so that
 * terms which say the same share the credit. Stops by the loss on rows that take no part.
 * @param start log-odds by row, which the terms add to; changed in place to the best pass
 * @param inside 1 where a row takes part
 * @returns a table of scores for each term
 */
export function boostTerms(
  terms: readonly Term[],
  churned: Uint8Array,
  weights: Float64Array,
  inside: Uint8Array,
  start: Float64Array,
  options: BoostOptions
): Float64Array[] {
  const learners = part(terms, churned, weights, start, inside, 1);
  const judges = part(terms, churned, weights, start, inside, 0);
  const scores = terms.map((term) => new Float64Array(term.size));
  const best = terms.map((term) => new Float64Array(term.size));
  const measured = judges.odds.length > 0;
  let bestLoss = lossOf(judges);
  let since = 0;
  for (let round = 0; round < options.rounds && since < options.patience; round += 1) {
    terms.forEach((term, place) => {
      const gradient = new Float64Array(term.size);
      const curvature = new Float64Array(term.size);
      const update = new Float64Array(term.size);
      addSums(learners, place, gradient, curvature);
      term.step(gradient, curvature, update);
      const own = scores[place] ?? update;
      for (let cell = 0; cell < term.size; cell += 1) {
        const step = (update[cell] ?? 0) * options.learningRate;
        own[cell] = (own[cell] ?? 0) + step;
        update[cell] = Math.exp(step);
      }
      multiplyOdds(learners, place, update);
      multiplyOdds(judges, place, update);
    });
    const loss = lossOf(judges);
    since = measured && !(loss < bestLoss * (1 - leastGain)) ? since + 1 : 0;
    if (!measured || loss < bestLoss) {
      bestLoss = loss;
      best.forEach((table, place) => {
        table.set(scores[place] ?? table);
      });
    }
  }
  terms.forEach(({ cells }, place) => {
    const table = best[place] ?? new Float64Array(0);
    for (let row = 0; row < cells.length; row += 1)
      start[row] = (start[row] ?? 0) + (table[cells[row] ?? 0] ?? 0);
  });
  return best;
}

/** Rows of one side of the split, close together in memory. */
interface Part {
  /** By term and row. */
  readonly cells: readonly Uint16Array[];
  readonly churned: Float64Array;
  readonly weights: Float64Array;
  /** Odds in place of log-odds: a step multiplies them by one number a cell, with no exponential a row. */
  readonly odds: Float64Array;
}

function part(
  terms: readonly Term[],
  churned: Uint8Array,
  weights: Float64Array,
  logOdds: Float64Array,
  inside: Uint8Array,
  side: 0 | 1
): Part {
  const rows = Int32Array.from(inside.keys().filter((row) => inside[row] === side));
  return {
    cells: terms.map((term) => Uint16Array.from(rows, (row) => term.cells[row] ?? 0)),
    churned: Float64Array.from(rows, (row) => churned[row] ?? 0),
    weights: Float64Array.from(rows, (row) => weights[row] ?? 1),
    odds: Float64Array.from(rows, (row) => Math.exp(logOdds[row] ?? 0))
  };
}

function addSums(
  { cells, churned, weights, odds }: Part,
  term: number,
  gradient: Float64Array,
  curvature: Float64Array
): void {
  const own = cells[term] ?? new Uint16Array(0);
  for (let row = 0; row < own.length; row += 1) {
    const cell = own[row] ?? 0;
    const odd = odds[row] ?? 1;
    const weight = weights[row] ?? 1;
    const chance = odd / (1 + odd);
    gradient[cell] = (gradient[cell] ?? 0) + weight * ((churned[row] ?? 0) - chance);
    curvature[cell] = (curvature[cell] ?? 0) + weight * chance * (1 - chance);
  }
}

function multiplyOdds({ cells, odds }: Part, term: number, factors: Float64Array): void {
  const own = cells[term] ?? new Uint16Array(0);
  for (let row = 0; row < own.length; row += 1)
    odds[row] = (odds[row] ?? 1) * (factors[own[row] ?? 0] ?? 1);
}

/** Mean log-loss. */
function lossOf({ churned, weights, odds }: Part): number {
  let sum = 0;
  let heavy = 0;
  for (let row = 0; row < odds.length; row += 1) {
    const odd = odds[row] ?? 1;
    const weight = weights[row] ?? 1;
    sum += weight * (Math.log1p(odd) - (churned[row] === 1 ? Math.log(odd) : 0));
    heavy += weight;
  }
  return heavy > 0 ? sum / heavy : 0;
}
