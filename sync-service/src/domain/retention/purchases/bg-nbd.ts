import { minimise } from './minimise.ts';
import { hypergeometric, logGamma } from './special-functions.ts';

/** How customers without a contract buy, one entry a customer; times in one unit (weeks, days). */
export interface PurchaseTable {
  /** Purchases after the first. */
  readonly repeats: Float64Array;
  /** From the first purchase to the last; 0 without repeats. */
  readonly recency: Float64Array;
  /** From the first purchase to the end of what was watched. */
  readonly age: Float64Array;
}

/** r, alpha: the gamma of purchase rates; a, b: the beta of the chance to leave after a purchase. */
export interface BgNbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** Log-likelihood of the BG/NBD model: Fader, Hardie and Lee, "Counting Your Customers" the Easy Way (2005), equation 6. */
export function bgNbdLogLikelihood({ r, alpha, a, b }: BgNbd, table: PurchaseTable): number {
  const fixed = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  const byRepeats = new Map<number, number>();
  let sum = 0;
  for (let row = 0; row < table.repeats.length; row += 1) {
    const x = table.repeats[row] ?? 0;
    const stays = -(r + x) * Math.log(alpha + (table.age[row] ?? 0));
    let first = byRepeats.get(x);
    if (first === undefined) {
      first = logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x) + fixed;
      byRepeats.set(x, first);
    }
    if (x === 0) {
      sum += first + stays;
      continue;
    }
    const leaves =
      Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + (table.recency[row] ?? 0));
    const high = Math.max(stays, leaves);
    sum += first + high + Math.log(Math.exp(stays - high) + Math.exp(leaves - high));
  }
  return sum;
}

/** Logarithms of parameters are kept within: customers who buy like clockwork would drive them off without end. */
const widest = 12;

/** Parameters of highest likelihood. Customers with impossible times are left out by the caller. */
export function fitBgNbd(table: PurchaseTable): { model: BgNbd; logLikelihood: number } {
  const modelAt = (point: readonly number[]): BgNbd => ({
    r: Math.exp(point[0] ?? 0),
    alpha: Math.exp(point[1] ?? 0),
    a: Math.exp(point[2] ?? 0),
    b: Math.exp(point[3] ?? 0)
  });
  const meanAge = table.age.reduce((sum, age) => sum + age, 0) / Math.max(1, table.age.length);
  const { point, value } = minimise(
    (at) =>
      at.some((own) => Math.abs(own) > widest) ? Infinity : -bgNbdLogLikelihood(modelAt(at), table),
    [0, Math.log(Math.max(1e-9, meanAge / 4)), 0, 0]
  );
  return { model: modelAt(point), logLikelihood: -value };
}

/** Chance that the customer still buys at the end of what was watched; 1 without repeats, as the model has it. */
export function chanceAlive(model: BgNbd, x: number, recency: number, age: number): number {
  if (x === 0) return 1;
  const { r, alpha, a, b } = model;
  const odds = Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + age) / (alpha + recency));
  return 1 / (1 + Math.exp(odds));
}

/** Purchases to be expected within `ahead` after the end of what was watched: equation 10 of the paper. */
export function expectedPurchases(
  model: BgNbd,
  x: number,
  recency: number,
  age: number,
  ahead: number
): number {
  const { r, alpha, a, b } = model;
  // The formula has a pole at a = 1, where its value is a limit; beside it the difference is far below a purchase.
  const held = Math.abs(a - 1) < 1e-6 ? 1 + 1e-6 : a;
  const z = ahead / (alpha + age + ahead);
  const shrunk = ((alpha + age) / (alpha + age + ahead)) ** (r + x);
  const count =
    ((held + b + x - 1) / (held - 1)) *
    (1 - shrunk * hypergeometric(r + x, b + x, held + b + x - 1, z));
  return count * chanceAlive(model, x, recency, age);
}
