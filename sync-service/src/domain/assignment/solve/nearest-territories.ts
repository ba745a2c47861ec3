import { cheapestTerritories, searchCheapest } from './cheapest-territories.ts';
import type { Instance } from './instance.ts';
import { noPrices } from './prices.ts';
import type { TerritoryTree } from './territory-tree.ts';

/** The territories that cost each of some blocks least whatever their prices, least first. */
export interface NearestTerritories {
  readonly most: number;
  /** Of row r: `territory[r × most]` up to `territory[r × most + used[r] − 1]`. */
  readonly territory: Uint16Array;
  readonly used: Uint8Array;
}

/** @param most how many of each block */
export function nearestTerritories(
  instance: Instance,
  tree: TerritoryTree,
  block: Int32Array,
  most: number
): NearestTerritories {
  const { territories, bands, budgets } = instance;
  const unpriced = noPrices(territories, bands.count, budgets.length);
  const nearest = cheapestTerritories(instance, tree, unpriced, most);
  const territory = new Uint16Array(block.length * most);
  const used = new Uint8Array(block.length);
  if (most > 0)
    for (const [row, one] of block.entries()) {
      const many = searchCheapest(nearest, one, most);
      used[row] = many;
      for (let index = 0; index < many; index += 1)
        territory[row * most + index] = nearest.found[index] ?? 0;
    }
  return { most, territory, used };
}
