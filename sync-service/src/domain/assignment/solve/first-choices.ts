import type { Candidates } from './candidates.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';

/**
 * First choice of each row at some prices and how much dearer the second was. While the prices stay
 * near, most rows keep their first choice for certain and need no look at the others.
 */
export interface FirstChoices {
  /** K × M prices at which the choices were made. */
  readonly band: Float64Array;
  readonly entry: Int32Array;
  readonly territory: Uint16Array;
  /** Second least priced cost − least. */
  readonly lead: Float64Array;
  /** Other territories among the entries of rows whose first choice is k: `near[nearFrom[k]]` … */
  readonly nearFrom: Int32Array;
  readonly near: Int32Array;
}

/** The first choices of all rows; null where budgets are priced, whose prices shift every lead. */
export function firstChoices(
  instance: Instance,
  candidates: Candidates,
  prices: BandPrices
): FirstChoices | null {
  if (instance.budgets.length > 0 || instance.anyTravels) return null;
  const band = prices.band.slice();
  const entry = new Int32Array(candidates.rows);
  const lead = new Float64Array(candidates.rows);
  const home = new Uint16Array(candidates.rows);
  const { territories } = instance;
  const together = new Uint8Array(territories * territories);
  lookThrough(candidates, band, { entry, territory: home, lead, together }, territories);
  return { band, entry, territory: home, lead, ...pairsOf(together, territories) };
}

interface Found extends Pick<FirstChoices, 'entry' | 'territory' | 'lead'> {
  /** K × K: 1 where some row could go to l whose first choice is k. */
  readonly together: Uint8Array;
}

function lookThrough(
  { rows, stride, used, territory, cost, weight }: Candidates,
  band: Float64Array,
  { entry: first, territory: home, lead, together }: Found,
  territories: number
): void {
  const measures = band.length / territories;
  for (let row = 0; row < rows; row += 1) {
    const from = row * stride;
    const end = from + (used[row] ?? 0);
    let least = Infinity;
    let second = Infinity;
    let best = 0;
    for (let entry = from; entry < end; entry += 1) {
      const at = (territory[entry] ?? 0) * measures;
      let value = cost[entry] ?? 0;
      for (let m = 0; m < measures; m += 1)
        value += (band[at + m] ?? 0) * (weight[row * measures + m] ?? 0);
      if (value < least) {
        second = least;
        least = value;
        best = entry;
      } else if (value < second) second = value;
    }
    first[row] = best;
    lead[row] = second - least;
    const k = territory[best] ?? 0;
    home[row] = k;
    for (let entry = from; entry < end; entry += 1)
      together[k * territories + (territory[entry] ?? 0)] = 1;
  }
}

/** The territories l ≠ k of each k for which `together[k × K + l]` is 1. */
function pairsOf(
  together: Uint8Array,
  territories: number
): { nearFrom: Int32Array; near: Int32Array } {
  const nearFrom = new Int32Array(territories + 1);
  const near: number[] = [];
  for (let k = 0; k < territories; k += 1) {
    for (let other = 0; other < territories; other += 1)
      if (other !== k && together[k * territories + other] === 1) near.push(other);
    nearFrom[k + 1] = near.length;
  }
  return { nearFrom, near: Int32Array.from(near) };
}

/**
 * K × M: what a unit of load has come to cost more in territory k since the choices were made,
 * beside where its price fell most among the territories that rows whose first choice is k could go to.
 */
export function mostRelativeRise(
  choices: FirstChoices,
  prices: Float64Array,
  measures: number
): Float64Array {
  const { nearFrom, band } = choices;
  const rise = new Float64Array(band.length);
  for (let k = 0; k + 1 < nearFrom.length; k += 1)
    for (let m = 0; m < measures; m += 1) {
      const at = k * measures + m;
      rise[at] = (prices[at] ?? 0) - (band[at] ?? 0) + deepestFall(choices, prices, measures, k, m);
    }
  return rise;
}

function deepestFall(
  { near, nearFrom, band }: FirstChoices,
  prices: Float64Array,
  measures: number,
  k: number,
  m: number
): number {
  let deepest = 0;
  const end = nearFrom[k + 1] ?? 0;
  for (let slot = nearFrom[k] ?? 0; slot < end; slot += 1) {
    const at = (near[slot] ?? 0) * measures + m;
    const fall = (band[at] ?? 0) - (prices[at] ?? 0);
    if (fall > deepest) deepest = fall;
  }
  return deepest;
}
