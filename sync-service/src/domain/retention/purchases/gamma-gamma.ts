import { minimise } from './minimise.ts';
import { logGamma } from './special-functions.ts';

/** What a purchase is worth: Fader and Hardie, The Gamma-Gamma Model of Monetary Value (2013). */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

/** Purchases and their mean amount, above 0, one entry a customer. */
export interface SpendTable {
  readonly purchases: Float64Array;
  readonly mean: Float64Array;
}

/** Log-likelihood: equation 1a of the note. */
export function gammaGammaLogLikelihood({ p, q, gamma }: GammaGamma, table: SpendTable): number {
  let sum = 0;
  table.purchases.forEach((x, row) => {
    const mean = table.mean[row] ?? NaN;
    sum +=
      logGamma(p * x + q) -
      logGamma(p * x) -
      logGamma(q) +
      q * Math.log(gamma) +
      (p * x - 1) * Math.log(mean) +
      p * x * Math.log(x) -
      (p * x + q) * Math.log(gamma + x * mean);
  });
  return sum;
}

/** Parameters of highest likelihood; customers without purchases or amounts are left out. */
export function fitGammaGamma(table: SpendTable): { model: GammaGamma; logLikelihood: number } {
  const rows = [...table.purchases.keys()].filter(
    (row) => (table.purchases[row] ?? 0) > 0 && (table.mean[row] ?? 0) > 0
  );
  const known: SpendTable = {
    purchases: Float64Array.from(rows, (row) => table.purchases[row] ?? NaN),
    mean: Float64Array.from(rows, (row) => table.mean[row] ?? NaN)
  };
  const modelAt = (point: readonly number[]): GammaGamma => ({
    p: Math.exp(point[0] ?? 0),
    q: Math.exp(point[1] ?? 0),
    gamma: Math.exp(point[2] ?? 0)
  });
  const overall = known.mean.reduce((sum, mean) => sum + mean, 0) / Math.max(1, rows.length);
  const { point, value } = minimise(
    (at) => -gammaGammaLogLikelihood(modelAt(at), known),
    [1, 1, Math.log(Math.max(1e-9, overall))]
  );
  return { model: modelAt(point), logLikelihood: -value };
}

/** Expected mean amount of a customer's purchases to come: equation 5 of the note; NaN where q ≤ 1 gives no mean. */
export function expectedSpend(model: GammaGamma, purchases: number, mean: number): number {
  const { p, q, gamma } = model;
  const weight = p * purchases + q - 1;
  return weight > 0 ? (p * (gamma + purchases * (purchases > 0 ? mean : 0))) / weight : NaN;
}
