import { cheapestTerritories, searchCheapest } from './cheapest-territories.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';
import type { TerritoryTree } from './territory-tree.ts';

/**
 * Lagrangean lower bound: for prices p of any sign (|p| ≤ penalty for a soft band) and μ ≥ 0,
 * Σ_blocks min over every permitted k of (c + move + Σ_m p_km w_km + Σ_g μ_g b_g)
 * − Σ_km (p_km > 0 ? p_km U_km : p_km L_km) − Σ_g μ_g B_g. Sums are compensated (Neumaier 1974).
 * −Infinity when a block is permitted nowhere.
 */
export function lowerBound(instance: Instance, tree: TerritoryTree, prices: BandPrices): number {
  const { bands, blocks, budgets } = instance;
  const cheapest = cheapestTerritories(instance, tree, prices, 1);
  const sum = compensatedSum();
  for (let block = 0; block < blocks.count; block += 1) {
    if (searchCheapest(cheapest, block, 1) === 0) return -Infinity;
    sum.add(cheapest.pricedCost[0] ?? 0);
  }
  for (let at = 0; at < prices.band.length; at += 1) {
    const price = prices.band[at] ?? 0;
    if (price > 0) sum.add(-price * (bands.upper[at] ?? 0));
    else if (price < 0) sum.add(-price * (bands.lower[at] ?? 0));
  }
  budgets.forEach((budget, g) => {
    sum.add(-(prices.budget[g] ?? 0) * budget.most);
  });
  return sum.total();
}

/** A running sum that carries what rounding loses. */
export function compensatedSum(): { add(value: number): void; total(): number } {
  let sum = 0;
  let lost = 0;
  return {
    add(value) {
      const next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
    },
    total: () => sum + lost
  };
}
