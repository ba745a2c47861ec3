import type { Candidates } from './candidates.ts';
import { entryLoad } from './candidates.ts';
import { drawnInBands } from './drawn-in-bands.ts';
import type { Instance } from './instance.ts';
import { climbFromGiants, placeGiants } from './place-giants.ts';
import { placeByTrial, trialReach } from './place-by-trial.ts';
import { cheapestEntries, nonePlaced, place } from './placed-blocks.ts';
import type { PlacedBlocks } from './placed-blocks.ts';
import { climberOf } from './price-climber.ts';
import type { Repricing } from './price-climber.ts';
import type { BandPrices } from './prices.ts';
import { copyPrices } from './prices.ts';

const mostGiants = 16;
/**
 * Lighter ones go to their cheapest place, level by level, with new prices after each: what one costs
 * the others is in the prices when the next is placed, where a search would find it out move by move.
 */
const levels = [3, 2, 1.5, 1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.12, 0.08, 0.05];
/** Of all blocks, so that there is enough left to search with. */
const mostPlaced = 0.1;
/** Up to so many rows new prices cost little: in finer steps, and more of them. */
const fewRows = 20_000;
/** Among fewer a search finds better places by itself. */
const fewest = 500;
const fineLevels = [
  3, 2, 1.5, 1.2, 1, 0.85, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.12, 0.1, 0.08, 0.06
];
const mostPlacedOfFew = 0.4;
/** Lighter ones may move again where a limit would else be missed. */
const light = 0.3;
/** From so many widths on a territory is made to fit: within ±5 %, six tenths of its share. */
const giant = 6;
const levelTemperatures = [0.015, 0.005, 0.0015];
const laterTemperature = 0.005;
const levelSteps = 5;
/**
 * What the search starts from: where a whole region pays dear prices, a trace below the top leaves it
 * hours above its bands, and search brings them out row by row at many times the price.
 */
const lastTemperatures = [0.005, 0.003, 0.0015];
const lastSteps = 30;
const lastTolerance = 1e-7;
/** As a part of a band's ends: hours that rounding needs where a whole region stands at the end of its bands. */
const lastMargin = 1e-3;

/** Blocks that take most of a territory, where they were put, and the prices found then for the rest. */
export interface PlacedGiants {
  readonly block: Int32Array;
  readonly territory: Int32Array;
  readonly prices: BandPrices;
}

/**
 * Finds places for the blocks that are heavy beside their bands. Prices share such a block out
 * among several territories; a plan cannot, and what the others must give way then is more than a
 * local search mends. So they are placed first, the heaviest at whatever place raises the smoothed
 * dual least, and prices are found anew for the rest.
 * @returns the entry of each placed row, −1 for the others, the rows of those that are light, Newton
 * steps taken, and the giants
 */
export function placeHeavy(
  instance: Instance,
  candidates: Candidates,
  repricing: Repricing,
  next: () => number,
  cancelled: () => boolean
): { entry: Int32Array; light: Int32Array; steps: number; giants: PlacedGiants | null } {
  const placed = nonePlaced(candidates, repricing.fixed);
  const heavy = heaviness(instance, candidates);
  const few = candidates.rows <= fewRows;
  const descent = few ? fineLevels : levels;
  const part = few && candidates.rows >= fewest ? mostPlacedOfFew : mostPlaced;
  const most = Math.floor(part * candidates.rows);
  const order = Int32Array.from(heavy.keys())
    .filter((row) => (heavy[row] ?? 0) > (descent.at(-1) ?? 1))
    .sort((a, b) => (heavy[b] ?? 0) - (heavy[a] ?? 0) || a - b)
    .subarray(0, most);
  const huge = order.filter((row) => (heavy[row] ?? 0) > giant).subarray(0, mostGiants);
  const { giants, steps: giantTrialSteps } = placeGiants(
    instance,
    candidates,
    placed,
    huge,
    repricing,
    cancelled
  );
  const climber = climberOf(instance, placed, null, repricing, cancelled);
  climber.look(candidates);
  if (giants > 0) climbFromGiants(climber);
  const rows = order.subarray(0, giants);
  const placedGiants = {
    block: rows.map((row) => candidates.block[row] ?? 0),
    territory: rows.map((row) => candidates.territory[placed.entry[row] ?? 0] ?? 0),
    prices: copyPrices(repricing.prices)
  };
  const reach = trialReach(candidates.rows);
  const heaviest = order
    .subarray(giants, giants + reach.most)
    .filter((row) => (heavy[row] ?? 0) > reach.heaviness);
  const tries = placeByTrial(instance, placed, heaviest, reach, repricing, next, cancelled);
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
    climber.climb(laterTemperature, levelSteps);
  }
  // A region priced to its very end leaves no hour to round with.
  const spare = drawnInBands(instance, lastMargin);
  const last = climberOf(instance, placed, null, repricing, cancelled, spare);
  last.look(candidates);
  for (const temperature of lastTemperatures)
    last.climb(temperature, lastSteps, { tolerance: lastTolerance });
  return {
    entry: placed.entry,
    light: order.filter((row) => (heavy[row] ?? 0) <= light),
    steps: giantTrialSteps + tries.steps + climber.steps() + last.steps(),
    giants: giants > 0 ? placedGiants : null
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

/**
 * The cheapest entry whose territory is not above a hard band with what is placed there so far; of
 * several heavy rows placed at the same prices the first would else not be the last. Where none has
 * room, the entry that is least above.
 */
function cheapestWithRoom(
  instance: Instance,
  placed: PlacedBlocks,
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
