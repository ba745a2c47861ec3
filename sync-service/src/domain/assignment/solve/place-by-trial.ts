import type { Candidates } from './candidates.ts';
import { pickRows, pricedEntry } from './candidates.ts';
import type { Instance } from './instance.ts';
import { cheapestEntries, nonePlaced, place } from './placed-blocks.ts';
import type { PlacedBlocks } from './placed-blocks.ts';
import { climberOf } from './price-climber.ts';
import type { Climber, Repricing } from './price-climber.ts';
import type { BandPrices } from './prices.ts';
import { copyPrices, setPrices } from './prices.ts';
import { sampleRows } from './sampled-rows.ts';
import { farthest } from './soft-shares.ts';

/** Trials look at all rows up to this many, at a sample of as many where there are more. */
const trialRows = 40_000;
/** Trials end once they have looked at this many rows. */
const mostLooks = 5e6;
/** What trials go by. */
export interface TrialReach {
  /** Load as a fraction of the band's width from which a block is tried, and how many at most. */
  readonly heaviness: number;
  readonly most: number;
  /** Places of each: so many of the cheapest, up to so many scales dearer than the first. */
  readonly places: number;
  readonly scales: number;
  readonly temperature: number;
  /** A good place that takes more steps than this looks better than it is. */
  readonly steps: number;
}

const fewRows = 12_000;
/** From far off a climb may not come to the top but by way of prices so much smoother. */
const warmer = 10;
/** Where a trial is cheap: every place that could be the best, at prices so cold that they tell which is. */
const wide: TrialReach = {
  heaviness: 1,
  most: 40,
  places: Infinity,
  scales: Infinity,
  temperature: 0.005,
  steps: 40
};
const narrow: TrialReach = {
  heaviness: 1.5,
  most: 16,
  places: 3,
  scales: 0.1,
  temperature: 0.05,
  steps: 20
};

/** How far trials go among so many rows. */
export const trialReach = (rows: number): TrialReach => (rows > fewRows ? narrow : wide);

/**
 * Where the heaviest go: one after another at whichever of its cheapest places raises the smoothed
 * dual least. No place can be better than the dual with the block shared out, at the prices found for
 * that, plus what it costs more there than at its cheapest place; so most places need no trial. Among
 * many rows a sample stands for all, the same for every place, so that what is
 * compared is the places and not the samples; then prices are left as they were.
 * @returns entries of the first of `heaviest`, as far as the effort went
 */
export function placeByTrial(
  instance: Instance,
  before: PlacedBlocks,
  heaviest: Int32Array,
  reach: TrialReach,
  repricing: Repricing,
  next: () => number,
  cancelled: () => boolean
): { entry: number[]; steps: number } {
  const chosen: number[] = [];
  if (heaviest.length === 0) return { entry: chosen, steps: 0 };
  const { prices } = repricing;
  const kept = copyPrices(prices);
  const { rows, times, table } = trialTable(instance, before.open, heaviest, next);
  const placed = nonePlaced(table, before);
  const { climb, look, looks, steps } = climberOf(instance, placed, times, repricing, cancelled);
  const rowIn = new Map(Array.from(rows, (row, index) => [row, index] as const));
  let lookedAt = -1;
  for (const heavy of heaviest) {
    if (looks() >= mostLooks) break;
    const row = rowIn.get(heavy) ?? 0;
    const widest = reach.scales * Math.max(table.scale[row] ?? 0, repricing.leastScale);
    const sure = sureEntry(instance, table, prices, row, reach.temperature);
    if (sure !== undefined) {
      place(instance, placed, table, row, sure, 1);
      chosen.push((heavy - row) * table.stride + sure);
      continue;
    }
    const open = climbToTop(climb, reach, Infinity);
    // At the choices of far off prices hardly a row could be passed over.
    if (steps() > lookedAt) look(table);
    lookedAt = steps();
    const options = cheapestEntries(instance, table, prices, row, reach.places, widest);
    const valueOf = (entry: number): number => pricedEntry(instance, table, prices, row, entry);
    const least = options.map((entry) => open + valueOf(entry) - valueOf(options[0] ?? 0));
    const base = copyPrices(prices);
    let best = options[0] ?? -1;
    let bestValue = Infinity;
    let bestPrices = base;
    for (const [turn, entry] of options.entries()) {
      if (options.length === 1 || (least[turn] ?? 0) >= bestValue) break;
      place(instance, placed, table, row, entry, 1);
      setPrices(prices, base);
      const cost = table.cost[entry] ?? 0;
      // The dual only rises, so a place that comes to the best one's value is no better.
      const enough = bestValue - cost;
      const whole = climbToTop(climb, reach, enough) + cost;
      if (whole < bestValue) {
        bestValue = whole;
        best = entry;
        bestPrices = copyPrices(prices);
      }
      place(instance, placed, table, row, entry, -1);
    }
    setPrices(prices, bestPrices);
    if (best < 0) continue;
    place(instance, placed, table, row, best, 1);
    chosen.push((heavy - row) * table.stride + best);
  }
  if (times !== null) {
    setPrices(prices, kept);
  }
  return { entry: chosen, steps: steps() };
}

/** The row's cheapest entry where it has no share of any other, however the others are priced then. */
function sureEntry(
  instance: Instance,
  table: Candidates,
  prices: BandPrices,
  row: number,
  temperature: number
): number | undefined {
  const reach = farthest * temperature * (table.scale[row] ?? 0);
  const [first, second] = cheapestEntries(instance, table, prices, row, 2, reach);
  return second === undefined ? first : undefined;
}

/** Value of the dual at its top, or one that is enough; short of its top a bad place would look good. */
function climbToTop(climb: Climber['climb'], reach: TrialReach, enough: number): number {
  const { temperature, steps } = reach;
  const { value, converged } = climb(temperature, steps, { enough });
  if (converged || value >= enough) return value;
  climb(warmer * temperature, steps, { enough });
  return climb(temperature, steps, { enough }).value;
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
