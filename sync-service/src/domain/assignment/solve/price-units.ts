import type { Candidates } from './candidates.ts';
import type { Instance } from './instance.ts';

const capOverUnit = 1000;

/** Typical unit of smoothing of a row. */
export function meanScale(candidates: Candidates, times: Float64Array | null): number {
  let sum = 0;
  let rows = 0;
  for (let row = 0; row < candidates.rows; row += 1) {
    const repeat = times?.[row] ?? 1;
    sum += repeat * (candidates.scale[row] ?? 0);
    rows += repeat;
  }
  return sum > 0 ? sum / rows : 1;
}

/**
 * Soft bands cap a price at their penalty, as the bound needs. A hard band has no such cap, but a
 * price a thousand times the typical cost of a unit is a sign that the band cannot be met.
 */
export function setCaps(
  instance: Instance,
  candidates: Candidates,
  times: Float64Array | null,
  cap: Float64Array,
  unit: Float64Array
): void {
  const { bands, budgets, blockWeight } = instance;
  const spread = meanScale(candidates, times);
  for (let m = 0; m < bands.count; m += 1) {
    let weight = 0;
    for (let block = 0; block < instance.blocks.count; block += 1)
      weight += blockWeight[block * bands.count + m] ?? 0;
    const typical = weight / instance.blocks.count;
    unit[m] = spread / (typical > 0 ? typical : 1);
    cap[m] = Math.min(bands.penalty[m] ?? Infinity, capOverUnit * (unit[m] ?? 1));
  }
  budgets.forEach((budget, g) => {
    const typical = budget.amount.reduce((sum, value) => sum + value, 0) / budget.amount.length;
    unit[bands.count + g] = spread / (typical > 0 ? typical : 1);
    cap[bands.count + g] = capOverUnit * (unit[bands.count + g] ?? 1);
  });
}

/**
 * A block that is heavy for its travel reacts to a price all at once; smoothed a little more, it
 * lets Newton steps converge.
 */
export function widenScales(instance: Instance, candidates: Candidates, unit: Float64Array): void {
  const { count } = instance.bands;
  for (let row = 0; row < candidates.rows; row += 1) {
    let heavy = 0;
    for (let m = 0; m < count; m += 1)
      heavy +=
        (unit[m] ?? 0) * (instance.blockWeight[(candidates.block[row] ?? 0) * count + m] ?? 0);
    candidates.scale[row] = Math.max(candidates.scale[row] ?? 0, heavy / (4 * count));
  }
}
