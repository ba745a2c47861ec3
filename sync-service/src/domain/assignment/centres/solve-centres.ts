import { seededRandom } from '../dense/seeded-random.ts';
import type { BestCentres } from './anneal-centres.ts';
import { annealCentres } from './anneal-centres.ts';
import type { CentresProblem } from './centres-problem.ts';
import { centresFault } from './centres-problem.ts';
import { centresState, overload } from './centres-state.ts';
import { firstCentres } from './first-centres.ts';
import { nearPoints } from './near-points.ts';

export interface CentresOptions {
  readonly seed: number;
  /** Proposals and points looked at: the budget that makes runs alike. */
  readonly nodes: number;
  /** Asked now and then; true ends the search with the best design so far. */
  readonly stop?: () => boolean;
}

export interface CentresDesign {
  /** Base point of each group. */
  readonly base: Int32Array;
  /** Group of each point. */
  readonly group: Int32Array;
  /** Sum of distances of the points to their bases. */
  readonly cost: number;
  /** Groups above the capacity of their base, and by how much. */
  readonly exceeded: readonly { readonly group: number; readonly by: number }[];
  readonly nodes: number;
}

export type CentresResult =
  | { readonly ok: true; readonly design: CentresDesign }
  | { readonly ok: false; readonly message: string };

const neighbours = 24;

/** Bases and groups near the least sum of distances within hard capacities. The same for the same seed and nodes, unless `stop` ends it. */
export function solveCentres(problem: CentresProblem, options: CentresOptions): CentresResult {
  const message = centresFault(problem);
  if (message !== null) return { ok: false, message };
  const stop = options.stop ?? (() => false);
  const random = seededRandom(options.seed);
  const near = nearPoints(problem, Math.min(neighbours, problem.points - 1));
  const first = firstCentres(problem, random);
  let state = centresState(problem, first.base, first.group);
  const best: BestCentres = {
    cost: Infinity,
    base: Int32Array.from(first.base),
    group: Int32Array.from(first.group),
    found: false
  };
  let nodes = 0;
  const rounds = [
    { share: 0.7, hot: 0.5, cold: 0.01 },
    { share: 0.3, hot: 0.06, cold: 0.005 }
  ];
  for (const { share, hot, cold } of rounds) {
    if (best.found) state = centresState(problem, best.base, best.group);
    if (problem.points > 1)
      nodes += annealCentres(problem, state, near, best, random, {
        nodes: options.nodes * share,
        hot,
        cold,
        stop
      });
  }
  const final = centresState(
    problem,
    best.found ? best.base : state.base,
    best.found ? best.group : state.group
  );
  return {
    ok: true,
    design: {
      base: final.base,
      group: final.group,
      cost: final.cost,
      exceeded: [...final.base].flatMap((_, group) => {
        const by = overload(problem, final, group);
        return by > 0 ? [{ group, by }] : [];
      }),
      nodes
    }
  };
}
