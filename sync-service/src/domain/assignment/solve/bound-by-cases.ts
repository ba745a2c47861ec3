import { blockLoad, isPermitted } from './block-cost.ts';
import { lonePart, loneTerritory, raiseLonePrices } from './case-prices.ts';
import type { Sample } from './case-prices.ts';
import { cheapestTerritories, pricedCost, searchCheapest } from './cheapest-territories.ts';
import { fixedTotals } from './fixed-totals.ts';
import { freeBlocks } from './free-blocks.ts';
import type { PlacedGiants } from './heavy-blocks.ts';
import type { Instance } from './instance.ts';
import { compensatedSum, lowerBound } from './lower-bound.ts';
import type { BoundCases } from './plan.ts';
import type { BandPrices } from './prices.ts';
import { sampleRows } from './sampled-rows.ts';
import { seededRandom } from './seeded-random.ts';
import type { TerritoryTree } from './territory-tree.ts';
import type { TwoCheapest } from './two-cheapest.ts';
import { twoCheapest } from './two-cheapest.ts';

/** Giants × territories × blocks that are looked at, at most. */
const mostLooks = 4e7;
const sampled = [1_000, 8_000];
/** So much more than is asked for, since what a sample says of all is a guess. */
const ample = 1.5;

/** One giant where the search did not put it. */
interface Elsewhere {
  /** No plan with the giant elsewhere costs less. */
  readonly bound: number;
  readonly block: number;
  readonly cases: BoundCases['elsewhere'][number];
}

/**
 * A stronger bound where accounts take most of a territory. Prices share such a giant out among
 * several territories, but one of them holds it, and must then fill its bands with what it leaves.
 * Either all giants are where the search put them: then the bound with them fixed there holds, at
 * the prices that were found for it; or one of them is elsewhere: then the least of the bounds over
 * all its other territories does, in each of which only the prices of that territory are found anew.
 * The less of the two is a bound for every plan. A giant that might as well be elsewhere is left out.
 * @param bound at `prices` without cases
 * @param objective of the plan: no more is asked for
 * @returns null where cases would take too long or prove no more
 */
export function boundByCases(
  instance: Instance,
  tree: TerritoryTree,
  prices: BandPrices,
  giants: PlacedGiants,
  bound: number,
  objective: number
): { bound: number; cases: BoundCases } | null {
  const looks = giants.block.length * instance.territories * instance.blocks.count;
  if (looks > mostLooks || objective <= bound) return null;
  let inPlace = lowerBound(instance, tree, giants.prices);
  const dearer = dearerInPlace(instance, tree, giants);
  // With all giants in place no more is proved than this, so no case need prove more.
  const wanted = Math.min(objective, inPlace + dearer.reduce((sum, part) => sum + part, 0));
  if (wanted <= bound) return null;
  const cheapest = twoCheapest(instance, tree, prices);
  const free = freeBlocks(instance).filter((block) => !giants.block.includes(block));
  const { next } = seededRandom(1);
  const samples = sampled.map((size) => sampleRows(instance, free, size, next));
  const known = {
    instance,
    prices,
    cheapest,
    samples,
    fixedLoad: fixedTotals(instance).fixedLoad,
    unit: unitsOf(instance, cheapest)
  };
  const elsewhere = Array.from(giants.block, (block, at) => ({
    ...elsewhereThan(known, block, giants.territory[at] ?? -1, bound, wanted),
    dearer: dearer[at] ?? 0
  })).sort((a, b) => b.bound - a.bound || a.block - b.block);
  let best: { bound: number; cases: BoundCases } | null = null;
  for (const [index, { bound: other, dearer: more }] of elsewhere.entries()) {
    inPlace += more;
    const both = Math.min(inPlace, other, objective);
    if (both > (best?.bound ?? bound))
      best = {
        bound: both,
        cases: {
          prices: giants.prices,
          elsewhere: elsewhere.slice(0, index + 1).map((one) => one.cases)
        }
      };
  }
  return best;
}

/** What each giant costs more in its place than at its cheapest, at the prices found for that. */
function dearerInPlace(
  instance: Instance,
  tree: TerritoryTree,
  { block, territory, prices }: PlacedGiants
): Float64Array {
  const cheapest = cheapestTerritories(instance, tree, prices, 1);
  return Float64Array.from(block, (giant, index) => {
    searchCheapest(cheapest, giant, 1);
    return (
      pricedCost(instance, prices, giant, territory[index] ?? -1) - (cheapest.pricedCost[0] ?? 0)
    );
  });
}

interface Known {
  readonly instance: Instance;
  readonly prices: BandPrices;
  readonly cheapest: TwoCheapest;
  /** A small one, and a larger one for where it does not do. */
  readonly samples: readonly Sample[];
  /** K × M: what fixed blocks put on the bands. */
  readonly fixedLoad: Float64Array;
  readonly unit: Float64Array;
}

/** The least bound over all territories but one that may hold a giant, up to what is wanted. */
function elsewhereThan(
  known: Known,
  block: number,
  at: number,
  bound: number,
  wanted: number
): Elsewhere {
  const { instance, prices, cheapest } = known;
  const { count } = instance.bands;
  const bare = { band: prices.band.slice(), budget: prices.budget };
  const territory: number[] = [];
  const band: number[] = [];
  let least = wanted;
  for (let k = 0; k < instance.territories; k += 1) {
    if (k === at || !isPermitted(instance, block, k)) continue;
    const plain = pricedCost(instance, prices, block, k) - (cheapest.least[block] ?? 0);
    if (bound + plain >= wanted) continue;
    const own = prices.band.subarray(k * count, (k + 1) * count);
    bare.band.fill(0, k * count, (k + 1) * count);
    const found = own.slice();
    const certain = known.fixedLoad
      .slice(k * count, (k + 1) * count)
      .map((load, m) => load + blockLoad(instance, block, k, m));
    let best = plain;
    let proof: Float64Array = own;
    for (const sample of known.samples) {
      const lone = loneTerritory(instance, bare, k, sample, cheapest, certain, known.unit);
      const more = ample * (wanted - bound) - plain;
      raiseLonePrices(instance, lone, found, lonePart(instance, lone, own) + more);
      const value = changeOfBound(known, bare, block, k, found);
      if (value > best) {
        best = value;
        proof = found.slice();
      }
      if (bound + best >= wanted) break;
    }
    bare.band.set(own, k * count);
    territory.push(k);
    band.push(...proof);
    least = Math.min(least, bound + best);
  }
  const account = instance.blocks.member[instance.blocks.start[block] ?? 0] ?? 0;
  return {
    bound: least,
    block,
    cases: { account, at, territory: Int32Array.from(territory), band: Float64Array.from(band) }
  };
}

/** What the bound changes by where a giant is in k and k's bands have prices of their own. */
function changeOfBound(
  { instance, prices, cheapest }: Known,
  bare: BandPrices,
  giant: number,
  k: number,
  own: Float64Array
): number {
  const { bands, blocks, fixed, blockWeight, anyTravels } = instance;
  const { first, least, second } = cheapest;
  const { count, upper, lower } = bands;
  const sum = compensatedSum();
  for (let block = 0; block < blocks.count; block += 1) {
    const now = least[block] ?? 0;
    const stays = block === giant || (fixed[block] ?? -1) >= 0;
    let there = 0;
    for (let m = 0; m < count; m += 1)
      there += (own[m] ?? 0) * (blockWeight[block * count + m] ?? 0);
    // No cost is below 0, so most blocks are seen to stay away before their miles are known.
    if (!stays && !anyTravels && there >= now && first[block] !== k) continue;
    if (!isPermitted(instance, block, k)) continue;
    if (anyTravels) {
      there = 0;
      for (let m = 0; m < count; m += 1) there += (own[m] ?? 0) * blockLoad(instance, block, k, m);
    }
    there += pricedCost(instance, bare, block, k);
    const elsewhere = stays ? Infinity : ((first[block] === k ? second : least)[block] ?? Infinity);
    sum.add(Math.min(there, elsewhere) - now);
  }
  for (let m = 0; m < count; m += 1) {
    const at = k * count + m;
    const part = (price: number): number =>
      price > 0 ? price * (upper[at] ?? 0) : price * (lower[at] ?? 0);
    // An open end bears no price, before or now.
    sum.add(part(prices.band[at] ?? 0) - part(own[m] ?? 0));
  }
  return sum.total();
}

/** By band: the change of a price that matters to a typical block as much as the next best territory. */
function unitsOf({ blocks, bands, blockWeight }: Instance, cheapest: TwoCheapest): Float64Array {
  let apart = 0;
  const weight = new Float64Array(bands.count);
  for (let block = 0; block < blocks.count; block += 1) {
    const lead = (cheapest.second[block] ?? 0) - (cheapest.least[block] ?? 0);
    if (lead < Infinity) apart += lead;
    for (let m = 0; m < bands.count; m += 1)
      weight[m] = (weight[m] ?? 0) + (blockWeight[block * bands.count + m] ?? 0);
  }
  return weight.map((sum) => (sum > 0 && apart > 0 ? apart / sum : 1));
}
