import type { Candidates } from './candidates.ts';
import { entryLoad, pickRows, pricedEntry } from './candidates.ts';
import type { FirstChoices } from './first-choices.ts';
import { firstChoices } from './first-choices.ts';
import { entryFor, roomForGiant } from './giant-blocks.ts';
import type { Instance } from './instance.ts';
import { newtonAscent } from './newton-ascent.ts';
import type { BandPrices } from './prices.ts';
import { sampleRows } from './sampled-rows.ts';
import type { TerritoryMatrix } from './territory-matrix.ts';

/** Load as a fraction of the band's width from which a block's best place is looked for by trial. */
const tried = 1.5;
const mostTried = 16;
/** Trials look at all rows up to this many, at a sample of as many where there are more. */
const trialRows = 40_000;
/** Trials end once they have looked at this many rows. */
const mostLooks = 5e6;
/** Lighter ones go to their cheapest place, level by level, with new prices after each. */
const levels = [3, 2, 1.5, 1, 0.7, 0.5];
/** Finer where new prices cost little: up to this many rows. */
const fineLevels = [3, 2, 1.5, 1.2, 1, 0.85, 0.7, 0.6, 0.5, 0.4, 0.3];
const fewRows = 20_000;
/** Of all blocks: where most are heavy, there would be nothing left to search. */
const mostPlaced = 0.1;
/** From so many widths on a territory is made to fit: within ±5 %, six tenths of its share. */
const giant = 6;
const giantTemperatures = [0.12, 0.05, 0.03, 0.015, 0.005, 0.0015];
const giantSteps = 15;
const places = 3;
/** Places up to this many scales dearer than the cheapest are tried. */
const reach = 0.1;
const trialTemperature = 0.05;
const trialSteps = 10;
const levelTemperatures = [0.015, 0.005, 0.0015];
const laterTemperatures = [0.005, 0.0015];
const levelSteps = 5;
const tolerance = 1e-5;

/** What new prices are found with. */
export interface Repricing {
  /** Changed in place. */
  readonly prices: BandPrices;
  readonly matrix: TerritoryMatrix;
  readonly fixed: { readonly fixedLoad: Float64Array; readonly fixedMoved: Float64Array };
  readonly cap: Float64Array;
  readonly unit: Float64Array;
  readonly leastScale: number;
}

/**
 * Finds places for the blocks that are heavy beside their bands. Prices share such a block out
 * among several territories; a plan cannot, and what the others must give way then is more than a
 * local search mends. So they are placed first, the heaviest at whatever place raises the smoothed
 * dual least, and prices are found anew for the rest.
 * @returns the entry of each placed row, −1 for the others, and Newton steps taken
 */
export function placeHeavy(
  instance: Instance,
  candidates: Candidates,
  repricing: Repricing,
  next: () => number,
  cancelled: () => boolean
): { entry: Int32Array; steps: number } {
  const placed = nonePlaced(candidates, repricing.fixed);
  const heavy = heaviness(instance, candidates);
  const descent = candidates.rows > fewRows ? levels : fineLevels;
  const order = Int32Array.from(heavy.keys())
    .filter((row) => (heavy[row] ?? 0) > (descent.at(-1) ?? 1))
    .sort((a, b) => (heavy[b] ?? 0) - (heavy[a] ?? 0) || a - b)
    .subarray(0, Math.floor(mostPlaced * candidates.rows));
  let giants = 0;
  for (; (heavy[order[giants] ?? -1] ?? 0) > giant && giants < mostTried; giants += 1) {
    const row = order[giants] ?? 0;
    const { entry, fixedLoad } = placed;
    const room = roomForGiant(instance, candidates, entry, fixedLoad, row);
    if (room === null) break;
    place(
      instance,
      placed,
      candidates,
      row,
      entryFor(instance, candidates, row, room.territory),
      1
    );
    for (const other of room.rows) entryFor(instance, candidates, other, room.territory);
  }
  const climber = climberOf(instance, placed, null, repricing, cancelled);
  climber.look(candidates);
  for (const temperature of giants > 0 ? giantTemperatures : [])
    climber.climb(temperature, giantSteps);
  const heaviest = order
    .subarray(giants, giants + mostTried)
    .filter((row) => (heavy[row] ?? 0) > tried);
  const tries = placeByTrial(instance, placed, heaviest, repricing, next, cancelled);
  for (const [turn, entry] of tries.entry.entries())
    place(instance, placed, candidates, heaviest[turn] ?? 0, entry, 1);
  climber.look(candidates);
  // The trials' prices are warm; at them the next would go astray.
  if (tries.entry.length > 0)
    for (const temperature of levelTemperatures) climber.climb(temperature, levelSteps);
  let at = giants + tries.entry.length;
  for (const level of descent) {
    const from = at;
    for (; at < order.length && (heavy[order[at] ?? 0] ?? 0) > level; at += 1) {
      const row = order[at] ?? 0;
      const entry = cheapestWithRoom(instance, placed, candidates, repricing.prices, row);
      if (entry !== undefined) place(instance, placed, candidates, row, entry, 1);
    }
    if (at === from) continue;
    climber.look(candidates);
    for (const temperature of laterTemperatures) climber.climb(temperature, levelSteps);
  }
  return { entry: placed.entry, steps: tries.steps + climber.steps() };
}

/**
 * Where the heaviest go: one after another at whichever of its cheapest places raises the smoothed
 * dual least. Among many rows a sample stands for all, the same for every place, so that what is
 * compared is the places and not the samples; then prices are left as they were.
 * @returns entries of the first of `heaviest`, as far as the effort went
 */
function placeByTrial(
  instance: Instance,
  before: PlacedHeavy,
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
      const { value, converged } = climb(trialTemperature, trialSteps);
      const whole = value + (table.cost[entry] ?? 0);
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

/** Newton steps on rows of which some are placed. */
interface Climber {
  /** Notes the first choices of all rows at the prices of now. */
  look(table: Candidates): void;
  climb(temperature: number, most: number): { value: number; converged: boolean };
  looks(): number;
  steps(): number;
}

function climberOf(
  instance: Instance,
  placed: PlacedHeavy,
  times: Float64Array | null,
  repricing: Repricing,
  cancelled: () => boolean
): Climber {
  const { prices, matrix, cap, unit, leastScale } = repricing;
  const { open, fixedLoad, fixedMoved } = placed;
  let choices: FirstChoices | null = null;
  let damping = 1e-3;
  let steps = 0;
  let looks = 0;
  return {
    look(table) {
      choices = firstChoices(instance, table, prices);
    },
    climb(temperature, most) {
      const rows = { candidates: open, choices, times, fixedLoad, fixedMoved, leastScale };
      const limits = { temperature, steps: most, tolerance, cap, unit, reach: Infinity, damping };
      const done = newtonAscent(instance, rows, prices, matrix, limits, cancelled);
      steps += done.steps;
      damping = Math.min(1, Math.max(1e-3, 0.1 * done.damping));
      looks += (done.steps + 1) * open.rows;
      return done;
    },
    looks: () => looks,
    steps: () => steps
  };
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

/** Rows placed so far, and what is left for prices to share out. */
interface PlacedHeavy {
  /** Chosen entry of each row that is placed, −1 for the others. */
  readonly entry: Int32Array;
  /** The candidates with no entries left to the rows that are placed. */
  readonly open: Candidates;
  /** What fixed and placed blocks put on bands and budgets. */
  readonly fixedLoad: Float64Array;
  readonly fixedMoved: Float64Array;
}

function nonePlaced(candidates: Candidates, fixed: Repricing['fixed']): PlacedHeavy {
  return {
    entry: new Int32Array(candidates.rows).fill(-1),
    open: { ...candidates, used: candidates.used.slice() },
    fixedLoad: fixed.fixedLoad.slice(),
    fixedMoved: fixed.fixedMoved.slice()
  };
}

/** Largest load of each row as a fraction of the mean width of a hard band. */
function heaviness(instance: Instance, candidates: Candidates): Float64Array {
  const { bands, territories } = instance;
  const width = new Float64Array(bands.count);
  bands.upper.forEach((high, at) => {
    const m = at % bands.count;
    width[m] = (width[m] ?? 0) + (high - (bands.lower[at] ?? 0)) / territories;
  });
  const heavy = new Float64Array(candidates.rows);
  for (let row = 0; row < candidates.rows; row += 1)
    for (let m = 0; m < bands.count; m += 1) {
      if (bands.penalty[m] !== Infinity || !((width[m] ?? 0) > 0)) continue;
      const weight = instance.blockWeight[(candidates.block[row] ?? 0) * bands.count + m] ?? 0;
      heavy[row] = Math.max(heavy[row] ?? 0, weight / (width[m] ?? 1));
    }
  return heavy;
}

/** Places a row at an entry, or takes it out again with sign −1. */
function place(
  instance: Instance,
  placed: PlacedHeavy,
  candidates: Candidates,
  row: number,
  entry: number,
  sign: 1 | -1
): void {
  const { count } = instance.bands;
  const at = (candidates.territory[entry] ?? 0) * count;
  for (let m = 0; m < count; m += 1)
    placed.fixedLoad[at + m] =
      (placed.fixedLoad[at + m] ?? 0) + sign * entryLoad(instance, candidates, row, entry, m);
  for (let g = 0; g < placed.fixedMoved.length; g += 1)
    placed.fixedMoved[g] = (placed.fixedMoved[g] ?? 0) + sign * (candidates.moved[g]?.[entry] ?? 0);
  placed.entry[row] = sign > 0 ? entry : -1;
  placed.open.used[row] = sign > 0 ? 0 : (candidates.used[row] ?? 0);
}

/** The row's entries by rising priced cost, up to `most` of them and no dearer than `reach` over the first. */
function cheapestEntries(
  instance: Instance,
  candidates: Candidates,
  prices: BandPrices,
  row: number,
  most: number,
  reach: number
): number[] {
  const from = row * candidates.stride;
  const priced = Array.from({ length: candidates.used[row] ?? 0 }, (_, slot) => ({
    entry: from + slot,
    value: pricedEntry(instance, candidates, prices, row, from + slot)
  })).sort((a, b) => a.value - b.value || a.entry - b.entry);
  const least = priced[0]?.value ?? 0;
  return priced
    .filter(({ value }, index) => index < most && value <= least + reach)
    .map(({ entry }) => entry);
}

/**
 * The cheapest entry whose territory is not above a hard band with what is placed there so far; of
 * several heavy rows placed at the same prices the first would else not be the last. Where none has
 * room, the entry that is least above.
 */
function cheapestWithRoom(
  instance: Instance,
  placed: PlacedHeavy,
  candidates: Candidates,
  prices: BandPrices,
  row: number
): number | undefined {
  const { count, upper, penalty } = instance.bands;
  let best: number | undefined;
  let least = Infinity;
  for (const entry of cheapestEntries(instance, candidates, prices, row, Infinity, Infinity)) {
    const at = (candidates.territory[entry] ?? 0) * count;
    let above = 0;
    for (let m = 0; m < count; m += 1) {
      const load = (placed.fixedLoad[at + m] ?? 0) + entryLoad(instance, candidates, row, entry, m);
      if (penalty[m] === Infinity) above = Math.max(above, load / (upper[at + m] ?? Infinity) - 1);
    }
    if (above <= 0) return entry;
    if (above < least) {
      least = above;
      best = entry;
    }
  }
  return best;
}
