import type { AscentLimits } from './ascent-limits.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';

/**
 * Lowest and highest price allowed, by band (K × M) and then by budget. Candidates chosen at some
 * prices say little about others far away, so the bands' prices keep near until candidates are chosen anew
 * (Marsten, Hogan and Blankenship 1975).
 */
export interface PriceBox {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The box around the prices where an ascent begins, within the caps. */
export function priceBox(instance: Instance, prices: BandPrices, limits: AscentLimits): PriceBox {
  const { count: measures } = instance.bands;
  const bands = prices.band.length;
  const low = new Float64Array(bands + prices.budget.length);
  const high = new Float64Array(low.length);
  for (let at = 0; at < low.length; at += 1) {
    const kind = at < bands ? at % measures : measures + at - bands;
    const most = limits.cap[kind] ?? Infinity;
    const reach = at < bands ? limits.reach * (limits.unit[kind] ?? 1) : Infinity;
    low[at] = Math.max(at < bands ? -most : 0, priceAt(prices, at) - reach);
    high[at] = Math.min(most, priceAt(prices, at) + reach);
  }
  return { low, high };
}

/** Prices after a part of a step, stopped at the box. */
export function stepped(
  prices: BandPrices,
  step: Float64Array,
  box: PriceBox,
  length: number
): Float64Array {
  const all = new Float64Array(step.length);
  for (let at = 0; at < step.length; at += 1)
    all[at] = Math.min(
      box.high[at] ?? 0,
      Math.max(box.low[at] ?? 0, priceAt(prices, at) + length * (step[at] ?? 0))
    );
  return all;
}

/** Whether a price may follow its slope, or stands at the end of the box already. */
export const isFree = (box: PriceBox, at: number, price: number, slope: number): boolean =>
  slope > 0 ? price < (box.high[at] ?? 0) : price > (box.low[at] ?? 0);

/** Price of a band, or behind the bands of a budget. */
export const priceAt = (prices: BandPrices, at: number): number =>
  at < prices.band.length ? (prices.band[at] ?? 0) : (prices.budget[at - prices.band.length] ?? 0);
