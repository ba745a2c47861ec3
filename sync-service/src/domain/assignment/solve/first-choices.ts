import type { Candidates } from './candidates.ts';
import { pricedEntry } from './candidates.ts';
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
  const { rows, stride, used, territory } = candidates;
  const choices = {
    band: prices.band.slice(),
    entry: new Int32Array(rows),
    lead: new Float64Array(rows)
  };
  const { territories } = instance;
  const together = new Uint8Array(territories * territories);
  for (let row = 0; row < rows; row += 1) {
    let least = Infinity;
    let second = Infinity;
    for (let entry = row * stride; entry < row * stride + (used[row] ?? 0); entry += 1) {
      const value = pricedEntry(instance, candidates, prices, row, entry);
      if (value < least) {
        second = least;
        least = value;
        choices.entry[row] = entry;
      } else if (value < second) second = value;
    }
    choices.lead[row] = second - least;
    const home = (territory[choices.entry[row] ?? 0] ?? 0) * territories;
    for (let entry = row * stride; entry < row * stride + (used[row] ?? 0); entry += 1)
      together[home + (territory[entry] ?? 0)] = 1;
  }
  const nearFrom = new Int32Array(territories + 1);
  const near: number[] = [];
  for (let k = 0; k < territories; k += 1) {
    for (let other = 0; other < territories; other += 1)
      if (other !== k && together[k * territories + other] === 1) near.push(other);
    nearFrom[k + 1] = near.length;
  }
  return { ...choices, nearFrom, near: Int32Array.from(near) };
}

/**
 * K × M: how far the price of each band fell most since the choices were made, among the
 * territories that rows whose first choice is k could go to.
 */
export function deepestFalls(
  choices: FirstChoices,
  prices: Float64Array,
  measures: number
): Float64Array {
  const { near, nearFrom, band } = choices;
  const deepest = new Float64Array(band.length);
  for (let k = 0; k + 1 < nearFrom.length; k += 1)
    for (let slot = nearFrom[k] ?? 0; slot < (nearFrom[k + 1] ?? 0); slot += 1) {
      const other = (near[slot] ?? 0) * measures;
      for (let m = 0; m < measures; m += 1) {
        const fall = (band[other + m] ?? 0) - (prices[other + m] ?? 0);
        if (fall > (deepest[k * measures + m] ?? 0)) deepest[k * measures + m] = fall;
      }
    }
  return deepest;
}
