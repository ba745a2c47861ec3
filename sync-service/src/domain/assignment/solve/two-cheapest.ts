import { cheapestTerritories, searchCheapest } from './cheapest-territories.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';
import type { TerritoryTree } from './territory-tree.ts';

/** Of each block: its cheapest permitted territory, what it costs there, and at the next best. */
export interface TwoCheapest {
  readonly first: Uint16Array;
  readonly least: Float64Array;
  /** Infinity where no other is permitted. */
  readonly second: Float64Array;
}

export function twoCheapest(
  instance: Instance,
  tree: TerritoryTree,
  prices: BandPrices
): TwoCheapest {
  const { count } = instance.blocks;
  const found = cheapestTerritories(instance, tree, prices, 2);
  const first = new Uint16Array(count);
  const least = new Float64Array(count).fill(Infinity);
  const second = new Float64Array(count).fill(Infinity);
  for (let block = 0; block < count; block += 1) {
    const many = searchCheapest(found, block, 2);
    if (many === 0) continue;
    first[block] = found.found[0] ?? 0;
    least[block] = found.pricedCost[0] ?? Infinity;
    if (many > 1) second[block] = found.pricedCost[1] ?? Infinity;
  }
  return { first, least, second };
}
