import type { Candidates } from './candidates.ts';
import { pricedEntry } from './candidates.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';
import type { TerritoryMatrix } from './territory-matrix.ts';
import { clearMatrix, slotOf } from './territory-matrix.ts';

/** Shares of a territory below this say nothing about the second derivative. */
const leastShare = 1e-3;
/** An entry this many temperatures above the least has no share: exp(−12) is 6e-6. */
const farthest = 12;

/** The smoothed dual at one set of prices: its parts that come from the rows. */
export interface DualPoint {
  /** Σ of the soft minimum of each row's priced costs. */
  value: number;
  /** K × M: load of each territory when each row is shared out by the soft minimum. */
  readonly load: Float64Array;
  readonly moved: Float64Array;
}

export function dualPoint(instance: Instance): DualPoint {
  return {
    value: 0,
    load: new Float64Array(instance.territories * instance.bands.count),
    moved: new Float64Array(instance.budgets.length)
  };
}

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
function deepestFalls(choices: FirstChoices, prices: BandPrices, measures: number): Float64Array {
  const { near, nearFrom, band } = choices;
  const deepest = new Float64Array(band.length);
  for (let k = 0; k + 1 < nearFrom.length; k += 1)
    for (let slot = nearFrom[k] ?? 0; slot < (nearFrom[k + 1] ?? 0); slot += 1) {
      const other = (near[slot] ?? 0) * measures;
      for (let m = 0; m < measures; m += 1) {
        const fall = (band[other + m] ?? 0) - (prices.band[other + m] ?? 0);
        if (fall > (deepest[k * measures + m] ?? 0)) deepest[k * measures + m] = fall;
      }
    }
  return deepest;
}

/** Buffers of one row, made once for a pass over many rows. */
interface RowBuffers {
  readonly priced: Float64Array;
  readonly share: Float64Array;
  readonly active: Int32Array;
  readonly activeShare: Float64Array;
  readonly load: Float64Array;
  readonly moved: Float64Array;
  readonly meanMoved: Float64Array;
  readonly outer: Float64Array;
}

/**
 * Soft minimum −T log Σ exp(−v/T) of each row's priced costs v, with T = temperature × scale of
 * the row, its gradient (loads) and its second derivative with the sign turned (into `matrix`).
 * Adds to what `point` holds, so that fixed blocks can be put in before.
 * @param choices lets rows be passed over that certainly keep their first choice
 * @param times weight of each row (sampling), or null for 1
 * @param matrix null when the second derivative is not wanted
 */
export function addSmoothedRows(
  instance: Instance,
  candidates: Candidates,
  choices: FirstChoices | null,
  times: Float64Array | null,
  prices: BandPrices,
  temperature: number,
  leastScale: number,
  point: DualPoint,
  matrix: TerritoryMatrix | null
): void {
  if (matrix !== null) clearMatrix(matrix);
  const { stride, territory, cost, used, scale, block } = candidates;
  const { count: measures } = instance.bands;
  const { blockWeight, anyTravels } = instance;
  const budgets = instance.budgets.length;
  const { band } = prices;
  const buffers: RowBuffers = {
    priced: new Float64Array(stride),
    share: new Float64Array(stride),
    active: new Int32Array(stride),
    activeShare: new Float64Array(stride),
    load: new Float64Array(stride * measures),
    moved: new Float64Array(stride * Math.max(1, budgets)),
    meanMoved: new Float64Array(Math.max(1, budgets)),
    outer: new Float64Array(measures * measures)
  };
  const { priced, share, active, activeShare, load, moved } = buffers;
  // Two measures and nothing else is the usual case, and this loop most of the work.
  const plainPair = measures === 2 && budgets === 0 && !anyTravels;

  const deepest = choices === null ? null : deepestFalls(choices, prices, measures);
  for (let row = 0; row < candidates.rows; row += 1) {
    const from = row * stride;
    const many = used[row] ?? 0;
    if (many === 0) continue;
    const weightAt = (block[row] ?? 0) * measures;
    const heat = temperature * Math.max(scale[row] ?? 0, leastScale);
    const repeat = times === null ? 1 : (times[row] ?? 1);
    if (choices !== null && deepest !== null) {
      const entry = choices.entry[row] ?? 0;
      const bandAt = (territory[entry] ?? 0) * measures;
      let lead = choices.lead[row] ?? 0;
      let value = cost[entry] ?? 0;
      for (let m = 0; m < measures; m += 1) {
        const weight = blockWeight[weightAt + m] ?? 0;
        const price = band[bandAt + m] ?? 0;
        value += price * weight;
        lead -= weight * (price - (choices.band[bandAt + m] ?? 0) + (deepest[bandAt + m] ?? 0));
      }
      if (lead > farthest * heat) {
        point.value += repeat * value;
        for (let m = 0; m < measures; m += 1)
          point.load[bandAt + m] =
            (point.load[bandAt + m] ?? 0) + repeat * (blockWeight[weightAt + m] ?? 0);
        continue;
      }
    }
    let least = Infinity;
    if (plainPair) {
      const one = blockWeight[weightAt] ?? 0;
      const other = blockWeight[weightAt + 1] ?? 0;
      for (let slot = 0; slot < many; slot += 1) {
        const bandAt = (territory[from + slot] ?? 0) * 2;
        const value =
          (cost[from + slot] ?? 0) + (band[bandAt] ?? 0) * one + (band[bandAt + 1] ?? 0) * other;
        priced[slot] = value;
        if (value < least) least = value;
      }
    } else least = priceRow(instance, candidates, prices, row, priced);
    const reach = farthest * heat;
    let whole = 0;
    for (let slot = 0; slot < many; slot += 1) {
      const over = (priced[slot] ?? 0) - least;
      const part = over > reach ? 0 : over === 0 ? 1 : Math.exp(-over / heat);
      share[slot] = part;
      whole += part;
    }
    point.value += repeat * (whole === 1 ? least : least - heat * Math.log(whole));
    let actives = 0;
    for (let slot = 0; slot < many; slot += 1) {
      if ((share[slot] ?? 0) === 0) continue;
      const part = (share[slot] ?? 0) / whole;
      const entry = from + slot;
      const bandAt = (territory[entry] ?? 0) * measures;
      for (let m = 0; m < measures; m += 1) {
        let weight = blockWeight[weightAt + m] ?? 0;
        if (anyTravels) weight = candidates.load[m]?.[entry] ?? weight;
        load[actives * measures + m] = weight;
        point.load[bandAt + m] = (point.load[bandAt + m] ?? 0) + repeat * part * weight;
      }
      for (let g = 0; g < budgets; g += 1) {
        const amount = candidates.moved[g]?.[entry] ?? 0;
        moved[actives * budgets + g] = amount;
        point.moved[g] = (point.moved[g] ?? 0) + repeat * part * amount;
      }
      if (part < leastShare) continue;
      active[actives] = territory[entry] ?? 0;
      activeShare[actives] = part;
      actives += 1;
    }
    if (matrix === null || actives < 2) continue;
    addRowCurvature(matrix, buffers, actives, repeat / heat, !anyTravels);
    if (budgets > 0) addBudgetRows(matrix, buffers, actives, repeat / heat);
  }
}

/** Priced costs of a row's entries into `priced`; returns the least. */
function priceRow(
  instance: Instance,
  candidates: Candidates,
  prices: BandPrices,
  row: number,
  priced: Float64Array
): number {
  const from = row * candidates.stride;
  let least = Infinity;
  for (let slot = 0; slot < (candidates.used[row] ?? 0); slot += 1) {
    const value = pricedEntry(instance, candidates, prices, row, from + slot);
    priced[slot] = value;
    if (value < least) least = value;
  }
  return least;
}

/** strength × (diag share − share shareᵀ) ⊗ load loadᵀ, over the active entries of a row. */
function addRowCurvature(
  matrix: TerritoryMatrix,
  buffers: RowBuffers,
  actives: number,
  strength: number,
  sameLoad: boolean
): void {
  const { active, activeShare, load, outer } = buffers;
  const { measures, diagonal } = matrix;
  const square = measures * measures;
  if (sameLoad) setOuter(outer, load, 0, 0, measures);
  for (let a = 0; a < actives; a += 1) {
    const k = active[a] ?? 0;
    const own = activeShare[a] ?? 0;
    const pull = strength * own * (1 - own);
    if (!sameLoad) setOuter(outer, load, a * measures, a * measures, measures);
    for (let at = 0; at < square; at += 1)
      diagonal[k * square + at] = (diagonal[k * square + at] ?? 0) + pull * (outer[at] ?? 0);
    for (let b = a + 1; b < actives; b += 1) {
      const l = active[b] ?? 0;
      if (!sameLoad)
        setOuter(outer, load, (k < l ? a : b) * measures, (k < l ? b : a) * measures, measures);
      const slot = slotOf(matrix, k < l ? k : l, k < l ? l : k) * square;
      const push = -strength * own * (activeShare[b] ?? 0);
      const { block } = matrix;
      for (let at = 0; at < square; at += 1)
        block[slot + at] = (block[slot + at] ?? 0) + push * (outer[at] ?? 0);
    }
  }
}

function setOuter(
  outer: Float64Array,
  load: Float64Array,
  one: number,
  other: number,
  measures: number
): void {
  for (let m = 0; m < measures; m += 1)
    for (let n = 0; n < measures; n += 1)
      outer[m * measures + n] = (load[one + m] ?? 0) * (load[other + n] ?? 0);
}

/** Covariance of budget amounts with loads and with each other, of one row. */
function addBudgetRows(
  matrix: TerritoryMatrix,
  buffers: RowBuffers,
  actives: number,
  strength: number
): void {
  const { active, activeShare: share, load, moved, meanMoved } = buffers;
  const { measures, budgetRow, budgetBlock } = matrix;
  const budgets = budgetRow.length;
  for (let g = 0; g < budgets; g += 1) {
    let mean = 0;
    for (let a = 0; a < actives; a += 1) mean += (share[a] ?? 0) * (moved[a * budgets + g] ?? 0);
    meanMoved[g] = mean;
    const row = budgetRow[g];
    if (row === undefined) continue;
    for (let a = 0; a < actives; a += 1) {
      const pull = strength * (share[a] ?? 0) * ((moved[a * budgets + g] ?? 0) - mean);
      for (let m = 0; m < measures; m += 1) {
        const at = (active[a] ?? 0) * measures + m;
        row[at] = (row[at] ?? 0) + pull * (load[a * measures + m] ?? 0);
      }
      for (let h = 0; h <= g; h += 1) {
        const value = pull * ((moved[a * budgets + h] ?? 0) - (meanMoved[h] ?? 0));
        budgetBlock[g * budgets + h] = (budgetBlock[g * budgets + h] ?? 0) + value;
        if (h !== g) budgetBlock[h * budgets + g] = budgetBlock[g * budgets + h] ?? 0;
      }
    }
  }
}
