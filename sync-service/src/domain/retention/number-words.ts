import type { Binning } from './model/bins.ts';

const plainly = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
/** From here on hundredths are not exact in a double. */
const largest = 1e12;

/** A number with at most two decimals and thousands apart. */
export function sayNumber(value: number): string {
  const hundredths = Math.round(Math.abs(value) * 100);
  if (!(hundredths < largest)) return plainly.format(value);
  // By hand, because a night says some million and Intl takes many times as long.
  const whole = Math.floor(hundredths / 100);
  const rest = hundredths % 100;
  const sign = value < 0 && hundredths > 0 ? '-' : '';
  const digits = String(whole);
  let apart = digits.slice(0, digits.length % 3 || 3);
  for (let at = apart.length; at < digits.length; at += 3) apart += `,${digits.slice(at, at + 3)}`;
  if (rest === 0) return sign + apart;
  const decimals =
    rest % 10 === 0 ? String(rest / 10) : rest < 10 ? `0${String(rest)}` : String(rest);
  return `${sign}${apart}.${decimals}`;
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
