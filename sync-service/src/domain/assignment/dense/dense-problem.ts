/**
 * Generalised assignment with a full table: each account goes to exactly one territory, the sum of
 * costs is least, and no territory holds more weight than its capacity. For exact-size problems,
 * where accounts × territories fits in memory.
 */
export interface DenseProblem {
  readonly accounts: number;
  readonly territories: number;
  /** Row by account: `cost[account * territories + territory]`. Infinity forbids the pair. */
  readonly cost: Float64Array;
  /** Laid out as `cost`; not negative. */
  readonly weight: Float64Array;
  /** Hard upper limit of weight, one a territory. */
  readonly capacity: Float64Array;
}

export type DenseFault =
  | { readonly code: 'SIZE'; readonly message: string }
  | { readonly code: 'NOT_A_NUMBER'; readonly message: string }
  | { readonly code: 'NO_TERRITORY'; readonly account: number; readonly message: string };

/** The first thing that makes a problem unanswerable whatever the plan, or null. */
export function denseFault(problem: DenseProblem): DenseFault | null {
  const { accounts, territories, cost, weight, capacity } = problem;
  const pairs = accounts * territories;
  if (cost.length !== pairs || weight.length !== pairs || capacity.length !== territories)
    return {
      code: 'SIZE',
      message: `${String(accounts)} accounts and ${String(territories)} territories need ${String(pairs)} costs and weights and ${String(territories)} capacities`
    };
  if (capacity.some((limit) => Number.isNaN(limit)))
    return { code: 'NOT_A_NUMBER', message: 'A capacity is not a number' };
  const roomiest = capacity.reduce((most, limit) => Math.max(most, limit), -Infinity);
  for (let account = 0; account < accounts; account += 1) {
    let permitted = false;
    for (let territory = 0; territory < territories; territory += 1) {
      const at = account * territories + territory;
      const price = cost[at] ?? NaN;
      const load = weight[at] ?? NaN;
      if (Number.isNaN(price) || price === -Infinity || !(load >= 0) || load === Infinity)
        return {
          code: 'NOT_A_NUMBER',
          message: `Account ${String(account)} in territory ${String(territory)} has cost ${String(price)} and weight ${String(load)}`
        };
      permitted ||= price < Infinity && load <= (capacity[territory] ?? NaN);
    }
    if (!permitted)
      return {
        code: 'NO_TERRITORY',
        account,
        message: `Account ${String(account)} fits in no territory that it may be in; the roomiest holds ${String(roomiest)}`
      };
  }
  return null;
}

/** Sum of costs of a plan, from scratch. */
export function planCost(problem: DenseProblem, plan: Int32Array): number {
  let total = 0;
  plan.forEach((territory, account) => {
    total += problem.cost[account * problem.territories + territory] ?? NaN;
  });
  return total;
}

/** Weight in each territory, from scratch. */
export function planLoads(problem: DenseProblem, plan: Int32Array): Float64Array {
  const loads = new Float64Array(problem.territories);
  plan.forEach((territory, account) => {
    loads[territory] =
      (loads[territory] ?? NaN) +
      (problem.weight[account * problem.territories + territory] ?? NaN);
  });
  return loads;
}
