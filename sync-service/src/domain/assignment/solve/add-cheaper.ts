import type { Candidates } from './candidates.ts';
import { fillEntry, homeOf, pricedEntry } from './candidates.ts';
import type { CheapestTerritories } from './cheapest-territories.ts';
import { cheapestTerritories, searchCheapest } from './cheapest-territories.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';
import type { TerritoryTree } from './territory-tree.ts';

/** Territories that a row is given at most at a time. */
const mostGiven = 4;

/**
 * Candidates chosen at some prices miss what is cheap at later ones, and prices found without a
 * territory prove little once it counts. Gives each row the territories that now cost less than its
 * cheapest candidate, in spare slots or in place of its dearest, and leaves it the others: what was
 * wanted at earlier prices keeps the next ones from going back there (Dantzig and Wolfe 1960).
 * @returns how many were given
 */
export function addCheaper(
  instance: Instance,
  tree: TerritoryTree,
  prices: BandPrices,
  candidates: Candidates
): number {
  const cheapest = cheapestTerritories(instance, tree, prices, mostGiven);
  const priced = new Float64Array(candidates.stride);
  let given = 0;
  for (let row = 0; row < candidates.rows; row += 1) {
    const from = row * candidates.stride;
    let least = Infinity;
    for (let slot = 0; slot < (candidates.used[row] ?? 0); slot += 1) {
      const value = pricedEntry(instance, candidates, prices, row, from + slot);
      priced[slot] = value;
      if (value < least) least = value;
    }
    // Sums in another order differ a little; the row's own cheapest is not cheaper than itself.
    const below = least - 1e-12 * Math.abs(least);
    const found = searchCheapest(cheapest, candidates.block[row] ?? 0, mostGiven, below);
    given += give(instance, candidates, row, priced, cheapest, found);
  }
  return given;
}

function give(
  instance: Instance,
  candidates: Candidates,
  row: number,
  priced: Float64Array,
  cheapest: CheapestTerritories,
  found: number
): number {
  const home = homeOf(instance, candidates.block[row] ?? 0);
  for (let index = 0; index < found; index += 1) {
    const value = cheapest.pricedCost[index] ?? 0;
    let slot = candidates.used[row] ?? 0;
    if (slot < candidates.stride) candidates.used[row] = slot + 1;
    else slot = dearestSlot(candidates, row, priced, home);
    if (slot < 0) return index;
    fillEntry(instance, candidates, row, slot, cheapest.found[index] ?? 0);
    priced[slot] = value;
  }
  return found;
}

/** The dearest slot of a row, but for its home; −1 where there is no other. */
function dearestSlot(
  { territory, stride, used }: Candidates,
  row: number,
  priced: Float64Array,
  home: number
): number {
  let dearest = -1;
  for (let slot = 0; slot < (used[row] ?? 0); slot += 1)
    if (
      territory[row * stride + slot] !== home &&
      (dearest < 0 || (priced[slot] ?? 0) > (priced[dearest] ?? 0))
    )
      dearest = slot;
  return dearest;
}
