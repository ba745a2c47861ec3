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
  return Math.max(surplus(problem), lowerBound(compileInstance(far), tree, prices));
}

/** What must leave overfull territories at least (hours). */
function surplus(problem: Problem): number {
  const [workload] = problem.measures;
  if (workload === undefined) return 0;
  const load = new Float64Array(problem.territories);
  let total = 0;
  problem.current.forEach((k, i) => {
    total += workload.weight[i] ?? 0;
    if (k >= 0) load[k] = (load[k] ?? 0) + (workload.weight[i] ?? 0);
  });
  const shares = workload.share.reduce((sum, share) => sum + share, 0);
  let over = 0;
  load.forEach((x, k) => {
    const fair = ((workload.share[k] ?? 0) / shares) * total;
    over += Math.max(0, x - fair * (1 + workload.tolerance));
  });
  return over;
}
