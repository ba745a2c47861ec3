import type { Binning } from './model/bins.ts';

/** One for all: to make one is slow. */
const plainly = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** A number with at most two decimals and thousands apart. */
export function sayNumber(value: number): string {
  return plainly.format(value);
}

/** The least value of a number's bin, and the least of the next; null where there is no such bound. */
export function boundsOf(
  binning: Binning,
  bin: number
): { low: number | null; high: number | null } {
  return { low: binning.cuts[bin - 2] ?? null, high: binning.cuts[bin - 1] ?? null };
}

/** A number's bin in words: "under 10". @param scale what a value is told in, over what it is held in */
export function boundsWords(binning: Binning, bin: number, scale = 1): string {
  const { low, high } = boundsOf(binning, bin);
  const say = (bound: number): string => sayNumber(bound * scale);
  if (low === null) return high === null ? 'any' : `under ${say(high)}`;
  return high === null ? `at least ${say(low)}` : `from ${say(low)} to ${say(high)}`;
}
