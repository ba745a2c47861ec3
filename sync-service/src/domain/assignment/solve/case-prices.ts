import { blockLoad, isPermitted } from './block-cost.ts';
import { pricedCost } from './cheapest-territories.ts';
import { solveCholesky } from './cholesky.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';
import type { TwoCheapest } from './two-cheapest.ts';

/** Smoothing, in what a block is worth at typical prices; from warm to cold. */
const temperatures = [3, 1, 0.3, 0.1, 0.03];
const mostSteps = 12;
/** First longest step of a price, in units that matter to a typical block, and how it grows where it held a step back. */
const firstReach = 6;
const reachGrowth = 4;

/** Blocks that stand for all, and what each counts for. */
export interface Sample {
  readonly block: Int32Array;
  readonly times: Float64Array;
}

/** One territory, seen alone: all other prices stay. */
export interface LoneTerritory {
  readonly k: number;
  /** Blocks of the sample: cost there less the least elsewhere, before its own band prices. */
  readonly over: Float64Array;
  /** Their loads there (blocks × M), and what each counts for. */
  readonly load: Float64Array;
  readonly times: Float64Array;
  /** Load of what certainly is there. */
  readonly fixed: Float64Array;
  /** By band: change of its price that matters to a typical block. */
  readonly unit: Float64Array;
}

/**
 * A territory as the blocks of a sample see it.
 * @param bare the prices with those of the territory's bands at 0
 */
export function loneTerritory(
  instance: Instance,
  bare: BandPrices,
  k: number,
  sample: Sample,
  { first, least, second }: TwoCheapest,
  fixed: Float64Array,
  unit: Float64Array
): LoneTerritory {
  const { count } = instance.bands;
  const over: number[] = [];
  const load: number[] = [];
  const times: number[] = [];
  for (const [place, block] of sample.block.entries()) {
    if (!isPermitted(instance, block, k)) continue;
    const elsewhere = (first[block] === k ? second[block] : least[block]) ?? Infinity;
    over.push(pricedCost(instance, bare, block, k) - elsewhere);
    for (let m = 0; m < count; m += 1) load.push(blockLoad(instance, block, k, m));
    times.push(sample.times[place] ?? 1);
  }
  return {
    k,
    over: Float64Array.from(over),
    load: Float64Array.from(load),
    times: Float64Array.from(times),
    fixed,
    unit
  };
}

/**
 * Prices of the territory's bands that nearly maximise Σ min(0, cost there − elsewhere) + its bands'
 * part of the bound, over the sample: Newton steps on the smoothed sum, the smoothing annealed.
 * @param start prices to begin from, changed in place
 * @param enough ends as soon as the sum, not smoothed, is this
 */
export function raiseLonePrices(
  instance: Instance,
  territory: LoneTerritory,
  start: Float64Array,
  enough: number
): void {
  const { unit } = territory;
  const { penalty, count } = instance.bands;
  const slope = new Float64Array(count);
  const bend = new Float64Array(count * count);
  let reach = firstReach;
  for (const temperature of temperatures) {
    for (let step = 0; step < mostSteps; step += 1) {
      const here = smoothed(instance, territory, start, temperature, slope, bend);
      solveCholesky(bend, slope, count);
      let length = 1;
      for (let m = 0; m < count; m += 1)
        length = Math.min(
          length,
          (reach * (unit[m] ?? 1)) / Math.max(1e-300, Math.abs(slope[m] ?? 0))
        );
      const isHeldBack = length < 1;
      const before = start.slice();
      let gained = 0;
      let attempt = 0;
      for (; attempt < 4 && !(gained > 0); attempt += 1, length /= 4) {
        before.forEach((price, m) => {
          const cap = penalty[m] ?? Infinity;
          start[m] = Math.max(-cap, Math.min(cap, price + length * (slope[m] ?? 0)));
        });
        gained = smoothed(instance, territory, start, temperature, null, null) - here;
      }
      if (!(gained > 0)) start.set(before);
      if (attempt > 1) reach = Math.max(firstReach, reach / reachGrowth);
      else if (isHeldBack) reach *= reachGrowth;
      if (lonePart(instance, territory, start) > enough) return;
      if (!(gained > 1e-4 * Math.abs(here))) break;
    }
  }
}

/** The sum, not smoothed. */
export const lonePart = (
  instance: Instance,
  territory: LoneTerritory,
  price: Float64Array
): number => smoothed(instance, territory, price, 1e-9, null, null);

/** The smoothed sum, and where asked for its gradient and its second derivative with the sign turned. */
function smoothed(
  instance: Instance,
  territory: LoneTerritory,
  price: Float64Array,
  temperature: number,
  slope: Float64Array | null,
  bend: Float64Array | null
): number {
  const { over, load, times, unit, fixed, k } = territory;
  const { count, lower, upper } = instance.bands;
  let value = 0;
  slope?.fill(0);
  bend?.fill(0);
  for (let row = 0; row < over.length; row += 1) {
    let beyond = over[row] ?? 0;
    let size = 0;
    for (let m = 0; m < count; m += 1) {
      const weight = load[row * count + m] ?? 0;
      beyond += (price[m] ?? 0) * weight;
      size += ((unit[m] ?? 0) * weight) / count;
    }
    const heat = temperature * Math.max(size, 1e-300);
    if (beyond > 30 * heat) continue;
    const repeat = times[row] ?? 1;
    const fade = Math.exp(-Math.abs(beyond) / heat);
    value += repeat * (Math.min(0, beyond) - heat * Math.log1p(fade));
    if (slope === null || bend === null) continue;
    const share = beyond > 0 ? fade / (1 + fade) : 1 / (1 + fade);
    const curve = (repeat * share * (1 - share)) / heat;
    for (let m = 0; m < count; m += 1) {
      const weight = load[row * count + m] ?? 0;
      slope[m] = (slope[m] ?? 0) + repeat * share * weight;
      for (let other = 0; other <= m; other += 1)
        bend[m * count + other] =
          (bend[m * count + other] ?? 0) + curve * weight * (load[row * count + other] ?? 0);
    }
  }
  for (let m = 0; m < count; m += 1) {
    const low = lower[k * count + m] ?? 0;
    const width = Math.min(upper[k * count + m] ?? 0, 1e12) - low;
    const soft = temperature * (unit[m] ?? 1);
    const here = price[m] ?? 0;
    const fade = Math.exp(-Math.abs(here) / soft);
    value += here * ((fixed[m] ?? 0) - low) - width * (Math.max(0, here) + soft * Math.log1p(fade));
    if (slope === null || bend === null) continue;
    const full = here > 0 ? 1 / (1 + fade) : fade / (1 + fade);
    slope[m] = (slope[m] ?? 0) + (fixed[m] ?? 0) - low - width * full;
    bend[m * count + m] =
      (bend[m * count + m] ?? 0) * (1 + 1e-9) + (width * full * (1 - full)) / soft;
  }
  return value;
}
