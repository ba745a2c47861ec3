import type { CapacityPrices } from './capacity-prices.ts';
import type { DenseProblem } from './dense-problem.ts';

/** What the searches share: costs with the price of capacity added, and each account's best territories. */
export interface SearchTables {
  /** cⱼₖ + pₖ·wⱼₖ, row by account. */
  readonly reduced: Float64Array;
  readonly prices: Float64Array;
  /** The best `candidatesEach` territories of each account by reduced cost, best first. */
  readonly candidates: Int32Array;
  readonly candidatesEach: number;
  /** Mean of what an account loses in its third best territory against its best: the scale of temperatures. */
  readonly regret: number;
}

/** Tables for a search over the `candidatesEach` best permitted territories of each account. */
export function searchTables(
  problem: DenseProblem,
  { prices }: CapacityPrices,
  candidatesEach: number
): SearchTables {
  const { accounts, territories, cost, weight, capacity } = problem;
  const each = Math.min(territories, candidatesEach);
  const reduced = new Float64Array(accounts * territories);
  const candidates = new Int32Array(accounts * each);
  let regret = 0;
  for (let account = 0; account < accounts; account += 1) {
    const row = account * territories;
    const order: number[] = [];
    for (let territory = 0; territory < territories; territory += 1) {
      const at = row + territory;
      reduced[at] = (cost[at] as number) + (prices[territory] as number) * (weight[at] as number);
      if (
        (reduced[at] as number) < Infinity &&
        (weight[at] as number) <= (capacity[territory] as number)
      )
        order.push(territory);
    }
    order.sort((a, b) => (reduced[row + a] as number) - (reduced[row + b] as number) || a - b);
    const best = order[0] as number;
    for (let rank = 0; rank < each; rank += 1)
      candidates[account * each + rank] = order[rank] ?? best;
    const third = order[Math.min(2, order.length - 1)] as number;
    regret += (reduced[row + third] as number) - (reduced[row + best] as number);
  }
  return {
    reduced,
    prices,
    candidates,
    candidatesEach: each,
    regret: Math.max(regret / Math.max(1, accounts), 1e-9)
  };
}
