import { milesApart, spherePoints } from '../solve/great-circle.ts';
import type { Problem } from '../solve/problem.ts';

/** What a territory holds. */
export interface TerritoryTotal {
  readonly territory: number;
  readonly accounts: number;
  /** Load on each measure of the problem. */
  readonly loads: readonly number[];
  /** Σ costPerMile × miles to the base. */
  readonly travel: number;
}

/** Totals of each territory of a plan; accounts without territory are in none. */
export function territoryTotals(problem: Problem, territory: Int32Array): TerritoryTotal[] {
  const { territories: K, measures } = problem;
  const accountAt = spherePoints(problem.accountLatitude, problem.accountLongitude);
  const baseAt = spherePoints(problem.baseLatitude, problem.baseLongitude);
  const accounts = new Int32Array(K);
  const travel = new Float64Array(K);
  const loads = measures.map(() => new Float64Array(K));
  territory.forEach((k, account) => {
    if (k < 0) return;
    const miles = milesApart(accountAt, account, baseAt, k);
    accounts[k] = (accounts[k] ?? 0) + 1;
    travel[k] = (travel[k] ?? 0) + (problem.costPerMile[account] ?? 0) * miles;
    measures.forEach(({ weight, perMile }, m) => {
      const own = (weight[account] ?? 0) + (perMile?.[account] ?? 0) * miles;
      const column = loads[m];
      if (column !== undefined) column[k] = (column[k] ?? 0) + own;
    });
  });
  return Array.from({ length: K }, (_, k) => ({
    territory: k,
    accounts: accounts[k] ?? 0,
    loads: loads.map((column) => column[k] ?? 0),
    travel: travel[k] ?? 0
  }));
}
