import type { Candidates } from './candidates.ts';
import { chooseCandidates } from './candidates.ts';
import { fixedTotals } from './fixed-totals.ts';
import { placeHeavy } from './heavy-blocks.ts';
import type { Instance } from './instance.ts';
import type { PricedRows } from './newton-ascent.ts';
import { newtonAscent } from './newton-ascent.ts';
import type { BandPrices } from './prices.ts';
import { noPrices } from './prices.ts';
import { seededRandom } from './seeded-random.ts';
import { firstChoices } from './smoothed-dual.ts';
import { forgetPairs, territoryMatrix } from './territory-matrix.ts';
import type { TerritoryTree } from './territory-tree.ts';

export interface PriceSearch {
  readonly prices: BandPrices;
  /** Prices once the heavy blocks are placed, and the entry of each placed row (−1 for the others). */
  readonly guide: BandPrices;
  readonly placed: Int32Array;
  /** Of all free blocks, at prices near the last. */
  readonly candidates: Candidates;
  readonly newtonSteps: number;
  /** Largest price by band, then budget, that the search allows. */
  readonly cap: Float64Array;
  /** Change of a price, by band then budget, that matters to a typical block as much as its scale. */
  readonly unit: Float64Array;
}

/** How many territories each block may choose from. */
const stride = 12;
const sampleStride = 64;
const sampleOutlets = 16;
/** Smoothing as a fraction of the typical difference between a block's candidates. */
const sampleTemperatures = [0.5, 0.25, 0.12];
const middleTemperatures = [0.12, 0.04];
const lastTemperatures = [0.04, 0.015, 0.005, 0.0015];
/** After a sample as good as that, the whole can begin colder. */
const lastAfterSamples = [0.015, 0.005, 0.0015];
/** A budget's price is found from warm to very cold: each step of it moves rows in every territory. */
const budgetTemperatures = [0.04, 0.015, 0.005, 0.0015, 0.0005, 0.00015];
const capOverUnit = 1000;

/**
 * Prices of bands and budgets that nearly maximise the Lagrangean bound: Newton steps on the dual
 * smoothed by entropy, the smoothing annealed, first on a weighted sample whose candidates are
 * chosen anew at each temperature, then on more, then on all.
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
    prices.band.set(warm.band);
    prices.budget.set(warm.budget);
  }
  const matrix = territoryMatrix(territories, bands.count, budgets.length);
  const free = freeBlocks(instance);
  const fixed = fixedTotals(instance);
  const random = seededRandom(seed);
  const cap = new Float64Array(bands.count + budgets.length);
  const unit = new Float64Array(cap.length);
  let newtonSteps = 0;
  // Much smoothed, every row seems to move a little, which drives the price of a budget so high that
  // colder steps do not bring it back; so it stays at 0 until then.
  let budgetsHeld = warm === null;
  const capNow = (most: number, kind: number): number =>
    budgetsHeld && kind >= bands.count ? 0 : most;

  const climb = (
    candidates: Candidates,
    times: Float64Array | null,
    temperature: number,
    steps: number,
    tolerance: number
  ): void => {
    const leastScale = 0.05 * meanScale(candidates, times);
    const choices = firstChoices(instance, candidates, prices);
    const rows: PricedRows = { candidates, choices, times, ...fixed, leastScale };
    newtonSteps += newtonAscent(
      instance,
      rows,
      prices,
      matrix,
      { temperature, steps, tolerance, cap: cap.map(capNow), unit },
      cancelled
    ).steps;
  };

  let size = 2000 + 20 * territories;
  let first = true;
  while (warm === null && size < free.length * 0.7) {
    const { block, times } = sampleRows(instance, free, size, random.next);
    for (const temperature of first ? sampleTemperatures : middleTemperatures) {
      const candidates = chooseCandidates(
        instance,
        tree,
        prices,
        block,
        first ? sampleStride : stride,
        first ? sampleOutlets : 0
      );
      forgetPairs(matrix);
      if (first && temperature === sampleTemperatures[0])
        setCaps(instance, candidates, times, cap, unit);
      widenScales(instance, candidates, unit);
      climb(candidates, times, temperature, 8, 1e-3);
    }
    first = false;
    size *= 8;
  }
  let candidates = chooseCandidates(instance, tree, prices, free, stride);
  forgetPairs(matrix);
  if (first) setCaps(instance, candidates, null, cap, unit);
  widenScales(instance, candidates, unit);
  if (first)
    for (const temperature of warm === null ? sampleTemperatures : [0.12]) {
      climb(candidates, null, temperature, 12, 1e-4);
      candidates = chooseCandidates(instance, tree, prices, free, stride);
      widenScales(instance, candidates, unit);
    }
  budgetsHeld = false;
  const colder =
    budgets.length > 0 ? budgetTemperatures : first ? lastTemperatures : lastAfterSamples;
  for (const temperature of colder) {
    climb(candidates, null, temperature, 10, 1e-6);
    // Prices that moved far from where candidates were chosen exploit that others are missing.
    if (!first && temperature === lastAfterSamples[0]) {
      candidates = chooseCandidates(instance, tree, prices, free, stride);
      widenScales(instance, candidates, unit);
    }
  }
  const guide = { band: prices.band.slice(), budget: prices.budget.slice() };
  const { entry, steps } = placeHeavy(
    instance,
    candidates,
    { prices: guide, matrix, fixed, cap, unit, leastScale: 0.05 * meanScale(candidates, null) },
    cancelled
  );
  newtonSteps += steps;
  return { prices, guide, placed: entry, candidates, newtonSteps, cap, unit };
}

function freeBlocks(instance: Instance): Int32Array {
  const free = new Int32Array(instance.blocks.count);
  let count = 0;
  for (let block = 0; block < instance.blocks.count; block += 1)
    if ((instance.fixed[block] ?? -1) < 0) {
      free[count] = block;
      count += 1;
    }
  return free.slice(0, count);
}

function meanScale(candidates: Candidates, times: Float64Array | null): number {
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
function setCaps(
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
 * Big blocks always, small ones by chance, so that the sample's loads stand for all: a block of
 * size s is taken with probability min(1, s × factor) and counts for the inverse.
 */
function sampleRows(
  instance: Instance,
  free: Int32Array,
  wanted: number,
  next: () => number
): { block: Int32Array; times: Float64Array } {
  const { bands, blockWeight } = instance;
  const mean = new Float64Array(bands.count);
  for (const block of free)
    for (let m = 0; m < bands.count; m += 1)
      mean[m] = (mean[m] ?? 0) + (blockWeight[block * bands.count + m] ?? 0) / free.length;
  const sizeOf = (block: number): number => {
    let size = 0;
    for (let m = 0; m < bands.count; m += 1)
      if ((mean[m] ?? 0) > 0) size += (blockWeight[block * bands.count + m] ?? 0) / (mean[m] ?? 1);
    return 0.3 + size / bands.count;
  };
  const factor = wanted / free.length;
  const block: number[] = [];
  const times: number[] = [];
  for (const candidate of free) {
    const chance = Math.min(1, sizeOf(candidate) * factor);
    if (next() < chance * 4294967296) {
      block.push(candidate);
      times.push(1 / chance);
    }
  }
  return { block: Int32Array.from(block), times: Float64Array.from(times) };
}

/**
 * A block that is heavy for its travel reacts to a price all at once; smoothed a little more, it
 * lets Newton steps converge.
 */
function widenScales(instance: Instance, candidates: Candidates, unit: Float64Array): void {
  const { count } = instance.bands;
  for (let row = 0; row < candidates.rows; row += 1) {
    let heavy = 0;
    for (let m = 0; m < count; m += 1)
      heavy +=
        (unit[m] ?? 0) * (instance.blockWeight[(candidates.block[row] ?? 0) * count + m] ?? 0);
    candidates.scale[row] = Math.max(candidates.scale[row] ?? 0, heavy / (4 * count));
  }
}
