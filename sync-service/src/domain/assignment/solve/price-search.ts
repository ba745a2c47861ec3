import { addCheaper } from './add-cheaper.ts';
import type { Candidates } from './candidates.ts';
import { chooseCandidates, pickRows } from './candidates.ts';
import { coverTerritories } from './cover-territories.ts';
import { fixedTotals } from './fixed-totals.ts';
import { freeBlocks } from './free-blocks.ts';
import type { PlacedGiants } from './heavy-blocks.ts';
import { placeHeavy } from './heavy-blocks.ts';
import type { Instance } from './instance.ts';
import type { NearestTerritories } from './nearest-territories.ts';
import { nearestTerritories } from './nearest-territories.ts';
import type { PricedRows } from './newton-ascent.ts';
import { newtonAscent } from './newton-ascent.ts';
import type { BandPrices } from './prices.ts';
import { copyPrices, noPrices, setPrices } from './prices.ts';
import { seededRandom } from './seeded-random.ts';
import { mostSampled, priceLevels, sampleSize, warmLevel } from './price-levels.ts';
import type { PriceLevel } from './price-levels.ts';
import { meanScale, setCaps, widenScales } from './price-units.ts';
import { firstChoices } from './first-choices.ts';
import { rowsByPlace } from './rows-by-place.ts';
import { sampleRows } from './sampled-rows.ts';
import { forgetPairs, territoryMatrix } from './territory-matrix.ts';
import type { TerritoryTree } from './territory-tree.ts';

export interface PriceSearch {
  readonly prices: BandPrices;
  /** Prices once the heavy blocks are placed, and the entry of each placed row (−1 for the others). */
  readonly guide: BandPrices;
  readonly placed: Int32Array;
  /** Rows of those that are light enough to move again. */
  readonly light: Int32Array;
  /** null where no block takes most of a territory. */
  readonly giants: PlacedGiants | null;
  /** Of all free blocks, at prices near the last. */
  readonly candidates: Candidates;
  readonly newtonSteps: number;
  /** Largest price by band, then budget, that the search allows. */
  readonly cap: Float64Array;
  /** Change of a price, by band then budget, that matters to a typical block as much as its scale. */
  readonly unit: Float64Array;
}

/** Of more rows than this a sample of so many for each territory is looked at while the smoothing is this hot. */
const manyRows = 200_000;
const sampledPerTerritory = 400;
const sampledFrom = 0.015;
/** Candidates are looked through for what they miss until it is this part of the rows. */
const fewMissing = 0.006;
/** Of all territories: to choose so many of them anew changes nothing. */
const nearlyAll = 0.9;
const leastDamping = 1e-4;
const mostFirstDamping = 1;

/**
 * Prices of bands and budgets that nearly maximise the Lagrangean bound: Newton steps on the dual
 * smoothed by entropy, the smoothing annealed, first on a weighted sample with many candidates
 * (chosen anew at each temperature), then on more with fewer, then on all.
 * @param warm prices to begin from (another plan of the same accounts)
 */
export function searchPrices(
  instance: Instance,
  tree: TerritoryTree,
  seed: number,
  warm: BandPrices | null,
  cancelled: () => boolean
): PriceSearch {
  const { territories, bands, budgets } = instance;
  const prices = noPrices(territories, bands.count, budgets.length);
  if (warm !== null) {
    setPrices(prices, warm);
  }
  const matrix = territoryMatrix(territories, bands.count, budgets.length);
  const free = rowsByPlace(instance, freeBlocks(instance));
  const fixed = fixedTotals(instance);
  const random = seededRandom(seed);
  const cap = new Float64Array(bands.count + budgets.length);
  const unit = new Float64Array(cap.length);
  let newtonSteps = 0;
  let damping = leastDamping;

  const climb = (
    rows: Candidates,
    times: Float64Array | null,
    level: PriceLevel,
    temperature: number
  ): void => {
    const leastScale = 0.05 * meanScale(rows, times);
    const choices = firstChoices(instance, rows, prices);
    // Written out in the order of `climberOf`: laid out otherwise, the engine would make its code anew.
    const priced: PricedRows = {
      candidates: rows,
      choices,
      times,
      fixedLoad: fixed.fixedLoad,
      fixedMoved: fixed.fixedMoved,
      lower: bands.lower,
      upper: bands.upper,
      leastScale
    };
    const { steps, reach } = level;
    const tolerance = level.tolerance * temperature;
    // Much smoothed, every row seems to move a little, which drives the price of a budget so high
    // that colder steps do not bring it back; so it stays at 0 until then.
    const capNow = cap.map((most, kind) => (level.budgets || kind < bands.count ? most : 0));
    const limits = {
      temperature,
      steps,
      tolerance,
      cap: capNow,
      unit,
      reach,
      damping,
      enough: Infinity
    };
    const done = newtonAscent(instance, priced, prices, matrix, limits, cancelled);
    newtonSteps += done.steps;
    damping = Math.min(mostFirstDamping, Math.max(leastDamping, 0.1 * done.damping));
  };
  const choose = (
    block: Int32Array,
    nearest: NearestTerritories,
    times: Float64Array | null,
    level: PriceLevel
  ): Candidates => {
    const chosen = chooseCandidates(
      instance,
      tree,
      prices,
      block,
      level.stride,
      nearest,
      level.spare
    );
    coverTerritories(instance, chosen, times, prices, fixed.fixedLoad);
    forgetPairs(matrix);
    if (unit[0] === 0) setCaps(instance, chosen, times, cap, unit);
    widenScales(instance, chosen, unit);
    return chosen;
  };

  const hotRows = sampledPerTerritory * territories;
  const isMany = (rows: number): boolean => rows > manyRows && hotRows < mostSampled * rows;
  const sampleOf = (rows: Candidates): [Candidates, Float64Array] => {
    const { row, times } = sampleRows(instance, rows.block, hotRows, random.next);
    return [pickRows(rows, row), times];
  };
  const levels = priceLevels(warm !== null, budgets.length > 0, territories, free.length);
  let candidates: Candidates | null = null;
  for (const level of levels) {
    const size = sampleSize(level, territories, free.length);
    const { block, times } =
      size < free.length
        ? sampleRows(instance, free, size, random.next)
        : { block: free, times: null };
    const isNearlyAll = level.stride >= nearlyAll * territories;
    const chosen = isNearlyAll ? 1 : level.chosen;
    const nearest = nearestTerritories(instance, tree, block, isNearlyAll ? 0 : level.nearest);
    candidates = null;
    let missing = Infinity;
    for (const [index, temperature] of level.temperatures.entries()) {
      if (candidates === null || index < chosen) candidates = choose(block, nearest, times, level);
      else if (level.spare > 0 && missing > fewMissing * candidates.rows)
        missing = addCheaper(instance, tree, prices, candidates);
      if (temperature >= sampledFrom && isMany(candidates.rows))
        climb(...sampleOf(candidates), level, temperature);
      else climb(candidates, times, level, temperature);
    }
  }
  candidates ??= choose(
    free,
    nearestTerritories(instance, tree, free, warmLevel.nearest),
    null,
    warmLevel
  );
  const guide = copyPrices(prices);
  const { entry, light, steps, giants } = placeHeavy(
    instance,
    candidates,
    { prices: guide, matrix, fixed, cap, unit, leastScale: 0.05 * meanScale(candidates, null) },
    random.next,
    cancelled
  );
  newtonSteps += steps;
  return { prices, guide, placed: entry, light, giants, candidates, newtonSteps, cap, unit };
}
