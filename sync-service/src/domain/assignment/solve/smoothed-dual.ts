import type { Candidates } from './candidates.ts';
import { pricedEntry } from './candidates.ts';
import type { FirstChoices } from './first-choices.ts';
import { mostRelativeRise } from './first-choices.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';
import { addBudgetRows, addRowCurvature, rowBuffers } from './row-curvature.ts';
import type { DualPoint } from './dual-point.ts';
import { addPairRows } from './pair-rows.ts';
import { farthest, fadeOf, leastShare } from './soft-shares.ts';
import type { TerritoryMatrix } from './territory-matrix.ts';
import { clearMatrix } from './territory-matrix.ts';

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
  if (measures === 2 && budgets === 0 && !anyTravels) {
    addPairRows(candidates, choices, times, band, temperature, leastScale, point, matrix);
    return;
  }
  const buffers = rowBuffers(stride, measures, budgets);
  const { priced, share, active, activeShare, load, moved } = buffers;
  const rise = choices === null ? null : mostRelativeRise(choices, band, measures);
  for (let row = 0; row < candidates.rows; row += 1) {
    const from = row * stride;
    const many = used[row] ?? 0;
    if (many === 0) continue;
    const weightAt = (block[row] ?? 0) * measures;
    const heat = temperature * Math.max(scale[row] ?? 0, leastScale);
    const repeat = times === null ? 1 : (times[row] ?? 1);
    if (choices !== null && rise !== null) {
      const entry = choices.entry[row] ?? 0;
      const bandAt = (choices.territory[row] ?? 0) * measures;
      let lead = choices.lead[row] ?? 0;
      let value = cost[entry] ?? 0;
      for (let m = 0; m < measures; m += 1) {
        const weight = blockWeight[weightAt + m] ?? 0;
        const price = band[bandAt + m] ?? 0;
        value += price * weight;
        lead -= weight * (rise[bandAt + m] ?? 0);
      }
      if (lead > farthest * heat) {
        point.value += repeat * value;
        for (let m = 0; m < measures; m += 1)
          point.load[bandAt + m] =
            (point.load[bandAt + m] ?? 0) + repeat * (blockWeight[weightAt + m] ?? 0);
        continue;
      }
    }
    const least = priceRow(instance, candidates, prices, row, priced);
    const reach = farthest * heat;
    let whole = 0;
    for (let slot = 0; slot < many; slot += 1) {
      const over = (priced[slot] ?? 0) - least;
      const part = over > reach ? 0 : fadeOf(over / heat);
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
