import { compileInstance } from '../src/domain/assignment/solve/instance.ts';
import { lowerBound } from '../src/domain/assignment/solve/lower-bound.ts';
import { searchPrices } from '../src/domain/assignment/solve/price-search.ts';
import type { Problem } from '../src/domain/assignment/solve/problem.ts';
import { territoryTree } from '../src/domain/assignment/solve/territory-tree.ts';

/** Of the cost of travel: enough to tell equally good territories apart, too little to matter. */
const trace = 0.02;

/**
 * A lower bound on the workload (hours) that any plan in band must take from its territory: prices
 * are searched where moving costs the workload and travel next to nothing; the bound at those
 * prices is then taken where travel costs nothing, which is valid at any prices.
 */
export function leastMoved(problem: Problem, seed: number): number {
  const workload = problem.measures[0]?.weight ?? new Float64Array(problem.accounts);
  const costOnly = { ...problem, moveCost: workload };
  const near = { ...costOnly, costPerMile: problem.costPerMile.map((cost) => cost * trace) };
  const far = { ...costOnly, costPerMile: new Float64Array(problem.accounts) };
  const instance = compileInstance(near);
  const tree = territoryTree(instance.baseAt);
  const { prices } = searchPrices(instance, tree, seed, null, () => false);
  return Math.max(0, lowerBound(compileInstance(far), tree, prices));
}
