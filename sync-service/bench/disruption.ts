/**
 * `disruption`: the same start at ever dearer moving. Every plan should be in band, and what moves
 * should fall to near the least that any plan must move, which npm `highs` finds by LP.
 * `--accounts N --territories K --seed S --dir DIR`
 */
import { parseArgs } from 'node:util';
import { solve } from '../src/domain/assignment/solve/solve.ts';
import { generateInstance, instanceHash } from './assign-instance.ts';
import { solveByHighs } from './assign-peer.ts';
import { readPlaces } from './assign-places.ts';
import { movedOf } from './assign.ts';

const factors = [0, 0.1, 1, 10, 100, 1000];

export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      accounts: { type: 'string', default: '2000' },
      territories: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      dir: { type: 'string', default: '../shared/data/geo' }
    }
  });
  const seed = Number(values.seed);
  const problem = generateInstance(readPlaces(values.dir), {
    accounts: Number(values.accounts),
    territories: Number(values.territories),
    seed
  });
  const workload = problem.measures[0]?.weight ?? new Float64Array(problem.accounts);
  const least = await solveByHighs({
    ...problem,
    moveCost: workload,
    costPerMile: new Float64Array(problem.accounts)
  });
  const cases = factors.map((factor) => {
    const plan = solve({ ...problem, moveCost: workload.map((hours) => hours * factor) }, { seed });
    return {
      factor,
      gap: plan.gap,
      outOfBand: plan.violations.length,
      movedWorkload: movedOf(problem, plan).workload,
      timesLeast: movedOf(problem, plan).workload / least.objective
    };
  });
  const budgets = [1.5, 1.2, 1.1, 0.5].map((share) => {
    const plan = solve(
      { ...problem, budget: { revenue: { amount: workload, most: least.objective * share } } },
      { seed }
    );
    return {
      budget: least.objective * share,
      movedWorkload: movedOf(problem, plan).workload,
      violations: plan.violations.map(
        ({ kind, name, actual, least: low, most, leastPossible }) => ({
          kind,
          name,
          beyond: Math.max(actual - most, low - actual),
          leastPossible
        })
      )
    };
  });
  return { leastMovedByLP: least.objective, cases, budgets, instanceHash: instanceHash(problem) };
}
