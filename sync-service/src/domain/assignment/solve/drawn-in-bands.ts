import type { Instance } from './instance.ts';

/** Drawn in by this, sums made anew are within the true band. */
export const roundingMargin = 1e-9;

/** The bands drawn in by a fraction of their ends, by a quarter of their width at most (each K × M). */
export function drawnInBands(
  { bands }: Instance,
  margin: number
): { lower: Float64Array; upper: Float64Array } {
  const lower = bands.lower.slice();
  const upper = bands.upper.slice();
  bands.lower.forEach((low, at) => {
    const high = bands.upper[at] ?? 0;
    const most = Math.max(roundingMargin * Math.abs(low), 0.25 * (high - low));
    lower[at] = low + Math.min(most, margin * Math.abs(low));
    if (high < Infinity) upper[at] = high - Math.min(most, margin * Math.abs(high));
  });
  return { lower, upper };
}
