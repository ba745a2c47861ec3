/** Lanczos' coefficients for g = 7 and nine terms. */
const lanczos: readonly number[] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7
];

/** Natural logarithm of Γ for arguments above 0, after Lanczos (1964), to about 14 digits. */
export function logGamma(value: number): number {
  if (value < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * value)) - logGamma(1 - value);
  const shifted = value - 1;
  let sum = lanczos[0] ?? 1;
  for (let place = 1; place < lanczos.length; place += 1)
    sum += (lanczos[place] ?? 0) / (shifted + place);
  const base = shifted + 7.5;
  return Math.log(2 * Math.PI) / 2 + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

/** Most terms of the series; at z = 0.99 some two thousand are needed. */
const mostTerms = 100_000;

/** Gauss' ₂F₁(a, b; c; z) for 0 ≤ z < 1 and c above 0, by its series. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let place = 0; place < mostTerms; place += 1) {
    term *= (((a + place) * (b + place)) / ((c + place) * (place + 1))) * z;
    sum += term;
    if (Math.abs(term) < 1e-14 * Math.abs(sum)) break;
  }
  return sum;
}
