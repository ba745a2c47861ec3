import type { DenseProblem } from './dense-problem.ts';

export interface CapacityPrices {
  /** Price of a unit of capacity, one a territory, at least 0. */
  readonly prices: Float64Array;
  /** Lagrangean lower bound of these prices. */
  readonly bound: number;
}

/**
 * L(p) = Σⱼ minₖ(cⱼₖ + pₖ·wⱼₖ) − Σₖ pₖ·bₖ for p ≥ 0: no plan within the capacities costs less.
 * Sums are compensated (Neumaier).
 */
export function lagrangeanBound(problem: DenseProblem, prices: Float64Array): number {
  const { accounts, territories, cost, weight, capacity } = problem;
  let sum = 0;
  let lost = 0;
  const add = (value: number): void => {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  };
  for (let account = 0; account < accounts; account += 1) {
    let least = Infinity;
    for (let territory = 0; territory < territories; territory += 1) {
      const at = account * territories + territory;
      const reduced = (cost[at] as number) + (prices[territory] as number) * (weight[at] as number);
      if (reduced < least) least = reduced;
    }
    add(least);
  }
  prices.forEach((price, territory) => {
    if (price > 0) add(-price * (capacity[territory] as number));
  });
  return sum + lost;
}

/**
 * Prices near the maximum of L by the deflected subgradient with Polyak's step (Camerini, Fratta
 * and Maffioli 1975): the step aims at a target a little above the best bound, and halves its
 * scale when the bound stalls.
 */
export function capacityPrices(problem: DenseProblem, rounds = 1500): CapacityPrices {
  const { accounts, territories, cost, weight, capacity } = problem;
  const prices = new Float64Array(territories);
  const best = new Float64Array(territories);
  const direction = new Float64Array(territories);
  const loads = new Float64Array(territories);
  let bound = -Infinity;
  let target = -Infinity;
  let scale = 1;
  let stalled = 0;
  for (let round = 0; round < rounds && scale > 1e-6; round += 1) {
    loads.fill(0);
    let value = 0;
    for (let territory = 0; territory < territories; territory += 1)
      if ((prices[territory] as number) > 0)
        value -= (prices[territory] as number) * (capacity[territory] as number);
    for (let account = 0; account < accounts; account += 1) {
      const row = account * territories;
      let least = Infinity;
      let at = 0;
      for (let territory = 0; territory < territories; territory += 1) {
        const reduced =
          (cost[row + territory] as number) +
          (prices[territory] as number) * (weight[row + territory] as number);
        if (reduced < least) {
          least = reduced;
          at = territory;
        }
      }
      value += least;
      loads[at] = (loads[at] as number) + (weight[row + at] as number);
    }
    const size = Math.max(1, Math.abs(value));
    if (value > bound) {
      if (value > bound + 1e-4 * size) stalled = 0;
      bound = value;
      best.set(prices);
    } else {
      stalled += 1;
      if (stalled >= 20) {
        scale *= 0.6;
        stalled = 0;
        prices.set(best);
        direction.fill(0);
      }
    }
    if (bound > target - 0.001 * size) target = bound + 0.02 * size;
    let square = 0;
    for (let territory = 0; territory < territories; territory += 1) {
      const over = (loads[territory] as number) - (capacity[territory] as number);
      const kept = over < 0 && (prices[territory] as number) <= 0 ? 0 : over;
      const turned = 0.7 * (direction[territory] as number) + 0.3 * kept;
      direction[territory] = turned;
      square += turned * turned;
    }
    if (!(square > 1e-12) || square === Infinity) break;
    const step = (scale * (target - value)) / square;
    for (let territory = 0; territory < territories; territory += 1)
      prices[territory] = Math.max(
        0,
        (prices[territory] as number) + step * (direction[territory] as number)
      );
  }
  return { prices: best, bound: lagrangeanBound(problem, best) };
}
