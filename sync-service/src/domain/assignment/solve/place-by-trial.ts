import type { Candidates } from './candidates.ts';
import { pickRows } from './candidates.ts';
import type { Instance } from './instance.ts';
import { cheapestEntries, nonePlaced, place } from './placed-blocks.ts';
import type { PlacedBlocks } from './placed-blocks.ts';
import { climberOf } from './price-climber.ts';
import type { Repricing } from './price-climber.ts';
import { sampleRows } from './sampled-rows.ts';

/** Trials look at all rows up to this many, at a sample of as many where there are more. */
const trialRows = 40_000;
/** Trials end once they have looked at this many rows. */
const mostLooks = 5e6;
const places = 3;
/** Places up to this many scales dearer than the cheapest are tried. */
const reach = 0.1;
const trialTemperature = 0.05;
/** A good place that takes more steps than this would be passed over. */
const trialSteps = 20;

/**
 * Where the heaviest go: one after another at whichever of its cheapest places raises the smoothed
 * dual least. Among many rows a sample stands for all, the same for every place, so that what is
 * compared is the places and not the samples; then prices are left as they were.
 * @returns entries of the first of `heaviest`, as far as the effort went
 */
export function placeByTrial(
  instance: Instance,
  before: PlacedBlocks,
  heaviest: Int32Array,
  repricing: Repricing,
  next: () => number,
  cancelled: () => boolean
): { entry: number[]; steps: number } {
  const chosen: number[] = [];
  if (heaviest.length === 0) return { entry: chosen, steps: 0 };
  const { prices } = repricing;
  const kept = { band: prices.band.slice(), budget: prices.budget.slice() };
  const { rows, times, table } = trialTable(instance, before.open, heaviest, next);
  const placed = nonePlaced(table, before);
  const { climb, look, looks, steps } = climberOf(instance, placed, times, repricing, cancelled);
  look(table);
  if (times !== null) climb(trialTemperature, trialSteps);
  const rowIn = new Map(Array.from(rows, (row, index) => [row, index] as const));
  for (const heavy of heaviest) {
    if (looks() >= mostLooks) break;
    const row = rowIn.get(heavy) ?? 0;
    const widest = reach * Math.max(table.scale[row] ?? 0, repricing.leastScale);
    const options = cheapestEntries(instance, table, prices, row, places, widest);
    const base = { band: prices.band.slice(), budget: prices.budget.slice() };
    let best = options[0] ?? -1;
    let bestValue = Infinity;
    let bestPrices = base;
    for (const entry of options.length > 1 ? options : []) {
      place(instance, placed, table, row, entry, 1);
      prices.band.set(base.band);
      prices.budget.set(base.budget);
      const cost = table.cost[entry] ?? 0;
      // The dual only rises, so a place that comes to the best one's value is no better.
      const enough = bestValue - cost;
      const { value, converged } = climb(trialTemperature, trialSteps, { enough });
      const whole = value + cost;
      // Short of its top the dual is too low, and would make a bad place look good.
      if (converged && whole < bestValue) {
        bestValue = whole;
        best = entry;
        bestPrices = { band: prices.band.slice(), budget: prices.budget.slice() };
      }
      place(instance, placed, table, row, entry, -1);
    }
    prices.band.set(bestPrices.band);
    prices.budget.set(bestPrices.budget);
    if (best < 0) continue;
    place(instance, placed, table, row, best, 1);
    chosen.push((heavy - row) * table.stride + best);
  }
  if (times !== null) {
    prices.band.set(kept.band);
    prices.budget.set(kept.budget);
  }
  return { entry: chosen, steps: steps() };
}

/** All rows, or where there are many a sample of them with all of the heaviest in it. */
function trialTable(
  instance: Instance,
  candidates: Candidates,
  heaviest: Int32Array,
  next: () => number
): { rows: Int32Array; times: Float64Array | null; table: Candidates } {
  if (candidates.rows <= trialRows)
    return {
      rows: Int32Array.from({ length: candidates.rows }, (_, row) => row),
      times: null,
      table: candidates
    };
  const sample = sampleRows(instance, candidates.block, trialRows, next);
  const timesOf = new Map(Array.from(sample.row, (row, index) => [row, sample.times[index] ?? 1]));
  for (const row of heaviest) timesOf.set(row, 1);
  const rows = Int32Array.from(timesOf.keys()).sort();
  const times = Float64Array.from(rows, (row) => timesOf.get(row) ?? 1);
  return { rows, times, table: pickRows(candidates, rows) };
}
