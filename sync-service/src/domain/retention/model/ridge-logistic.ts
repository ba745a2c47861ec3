import { chanceOf } from './feature-table.ts';

/** Log-odds = Σ coefficient × column; a column of ones is the caller's intercept. */
export interface RidgeProblem {
  /** Columns of equal length, no NaN. */
  readonly columns: readonly Float64Array[];
  readonly churned: Uint8Array;
  readonly weights: Float64Array;
  /** By column: half of this times the squared distance from `centres` is added to the loss. */
  readonly penalties: readonly number[];
  /** By column: what the penalty pulls to. */
  readonly centres: readonly number[];
  /** Coefficients to begin with; the centres where left out. The nearer, the fewer steps. */
  readonly start?: readonly number[];
}

const mostSteps = 100;

/**
 * Coefficients of least penalised log-loss, by Newton steps that are halved until the loss falls
 * (Hastie, Tibshirani, Friedman 2009, 4.4 with 3.4.1). With penalties of 0 it is the plain
 * logistic regression.
 */
export function fitRidgeLogistic(problem: RidgeProblem): number[] {
  const { columns, churned, weights, penalties, centres } = problem;
  const size = columns.length;
  // Row by row in memory: each step reads every value of a row together.
  const values = new Float64Array(size * churned.length);
  columns.forEach((column, place) => {
    for (let row = 0; row < churned.length; row += 1) values[row * size + place] = column[row] ?? 0;
  });
  let coefficients = [...(problem.start ?? centres)];
  let loss = lossAt(problem, values, coefficients);
  for (let step = 0; step < mostSteps; step += 1) {
    const gradient = coefficients.map(
      (own, place) => -(penalties[place] ?? 0) * (own - (centres[place] ?? 0))
    );
    const half = new Float64Array(size * size);
    const sums = new Float64Array(size);
    for (let row = 0; row < churned.length; row += 1) {
      const at = row * size;
      let logOdds = 0;
      for (let place = 0; place < size; place += 1)
        logOdds += (coefficients[place] ?? 0) * (values[at + place] ?? 0);
      const chance = chanceOf(logOdds);
      const weight = weights[row] ?? 1;
      const pull = weight * ((churned[row] ?? 0) - chance);
      const heavy = weight * chance * (1 - chance);
      for (let place = 0; place < size; place += 1) {
        const value = values[at + place] ?? 0;
        if (value === 0) continue;
        sums[place] = (sums[place] ?? 0) + pull * value;
        const part = heavy * value;
        for (let other = place; other < size; other += 1)
          half[place * size + other] =
            (half[place * size + other] ?? 0) + part * (values[at + other] ?? 0);
      }
    }
    sums.forEach((own, place) => {
      gradient[place] = (gradient[place] ?? 0) + own;
    });
    const bend = Array.from({ length: size }, (_, place) =>
      Array.from(
        { length: size },
        (_other, other) =>
          (half[Math.min(place, other) * size + Math.max(place, other)] ?? 0) +
          (place === other ? (penalties[place] ?? 0) + 1e-9 : 0)
      )
    );
    const move = solved(bend, gradient);
    let share = 1;
    let next = coefficients;
    let nextLoss = Infinity;
    while (share > 1e-6 && !(nextLoss <= loss)) {
      next = coefficients.map((own, place) => own + share * (move[place] ?? 0));
      nextLoss = lossAt(problem, values, next);
      share /= 2;
    }
    if (!(nextLoss <= loss)) break;
    const gained = loss - nextLoss;
    coefficients = next;
    loss = nextLoss;
    if (gained <= 1e-10 * Math.abs(loss)) break;
  }
  return coefficients;
}

/** @param values the columns, row by row */
function lossAt(
  { penalties, centres, churned, weights }: RidgeProblem,
  values: Float64Array,
  coefficients: readonly number[]
): number {
  const size = coefficients.length;
  let loss = 0;
  coefficients.forEach((own, place) => {
    loss += ((penalties[place] ?? 0) * (own - (centres[place] ?? 0)) ** 2) / 2;
  });
  for (let row = 0; row < churned.length; row += 1) {
    let logOdds = 0;
    for (let place = 0; place < size; place += 1)
      logOdds += (coefficients[place] ?? 0) * (values[row * size + place] ?? 0);
    const signed = churned[row] === 1 ? logOdds : -logOdds;
    loss +=
      (weights[row] ?? 1) *
      (signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed);
  }
  return loss;
}

/** The solution of a positive definite system, by Gauss with pivots on the diagonal. */
function solved(matrix: readonly number[][], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((line, place) => [...line, right[place] ?? 0]);
  for (let pivot = 0; pivot < size; pivot += 1) {
    const own = rows[pivot] ?? [];
    const diagonal = own[pivot] ?? 1;
    for (let below = pivot + 1; below < size; below += 1) {
      const line = rows[below] ?? [];
      const factor = (line[pivot] ?? 0) / diagonal;
      if (factor === 0) continue;
      for (let place = pivot; place <= size; place += 1)
        line[place] = (line[place] ?? 0) - factor * (own[place] ?? 0);
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let place = size - 1; place >= 0; place -= 1) {
    const line = rows[place] ?? [];
    let rest = line[size] ?? 0;
    for (let other = place + 1; other < size; other += 1)
      rest -= (line[other] ?? 0) * (solution[other] ?? 0);
    solution[place] = rest / (line[place] ?? 1);
  }
  return solution;
}
