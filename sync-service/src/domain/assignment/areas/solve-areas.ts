import { seededRandom } from '../dense/seeded-random.ts';
import type { AnnealCount, BestAreas } from './anneal-areas.ts';
import { annealAreas } from './anneal-areas.ts';
import { areaBands } from './area-bands.ts';
import { areaGraph } from './area-graph.ts';
import type { AreaOptions, AreaPlan } from './area-plan.ts';
import type { AreaProblem } from './area-problem.ts';
import type { AreaInstance } from './area-state.ts';
import { areaInstance, areaState } from './area-state.ts';
import { checkAreas } from './check-areas.ts';
import { firstAreas } from './first-areas.ts';
import { areaViolations, scoreAreas, scoresBetter } from './score-areas.ts';

/** Nodes when no budget is given: this many an area, within limits. */
const nodesAnArea = 4000;
const leastNodes = 200_000;
const mostNodes = 60_000_000;
/** Few areas are soon looked through, and one start may be a trap: several are tried. */
const starts = 4;
const fewAreas = 400;

/** Share of the budget, temperatures, fines and width of the bands: soft and hot, then hard and cold. */
const rounds = [
  { share: 0.7, hot: 10, cold: 0.005, loose: 3, tight: 30, width: 0.5, charge: 0 },
  { share: 0.2, hot: 0.1, cold: 0.002, loose: 10, tight: 50, width: 0.95, charge: 0.02 },
  { share: 0.1, hot: 0.001, cold: 0, loose: 20, tight: 300, width: 1, charge: 0.02 }
];
/** While a band is missed: from the best so far, warm again, each time warmer. */
const mending = (turn: number): typeof rounds => [
  {
    share: 0.15,
    hot: Math.min(10, 2 ** turn),
    cold: 0.001,
    loose: 5,
    tight: 100,
    width: 0.95,
    charge: 0.02
  },
  { share: 0.05, hot: 0.001, cold: 0, loose: 20, tight: 300, width: 1, charge: 0.02 }
];
const mostMendings = 8;

/**
 * Territories made of areas, each in one piece, within a band on each measure, near the least
 * cost that a search finds. What cannot be met is named with how far. The same problem, seed and
 * nodes give the same plan, unless `stop` ends it.
 * @throws UnsoundInputError for data that no plan could be made of
 */
export function solveAreas(problem: AreaProblem, options: AreaOptions): AreaPlan {
  checkAreas(problem);
  const instance = areaInstance(problem, areaGraph(problem), areaBands(problem));
  const random = seededRandom(options.seed);
  const stop = options.stop ?? (() => false);
  const nodes =
    options.nodes ?? Math.min(mostNodes, Math.max(leastNodes, nodesAnArea * problem.areas));
  const count: AnnealCount = { nodes: 0, accepted: 0 };
  const tries = problem.areas <= fewAreas ? starts : 1;
  let best: BestAreas | null = null;
  for (let turn = 0; turn < tries; turn += 1) {
    const found = searchAreas(
      instance,
      firstAreas(instance, random),
      random,
      count,
      nodes / tries,
      stop
    );
    if (best === null || scoresBetter(found.score, best.score)) best = found;
  }
  return planOf(instance, best?.territory ?? new Int32Array(problem.areas), count);
}

/** Rounds of annealing from a plan, the later ones from the best so far. */
function searchAreas(
  instance: AreaInstance,
  first: Int32Array,
  random: () => number,
  count: AnnealCount,
  nodes: number,
  stop: () => boolean
): BestAreas {
  const state = areaState(instance, first);
  const best: BestAreas = { score: scoreAreas(instance, state), territory: first.slice() };
  const anneal = (stages: typeof rounds): void => {
    for (const { share, ...heat } of stages)
      annealAreas(instance, areaState(instance, best.territory), best, random, count, {
        nodes: nodes * share,
        ...heat,
        stop
      });
  };
  anneal(rounds);
  for (let turn = 0; turn < mostMendings && best.score.violation > 0 && !stop(); turn += 1)
    anneal(mending(turn));
  return best;
}

/**
 * A given plan with its totals, and what it does not meet.
 * @throws UnsoundInputError
 */
export function describeAreas(problem: AreaProblem, territory: Int32Array): AreaPlan {
  checkAreas(problem);
  const instance = areaInstance(problem, areaGraph(problem), areaBands(problem));
  return planOf(instance, territory, { nodes: 0, accepted: 0 });
}

function planOf(instance: AreaInstance, territory: Int32Array, count: AnnealCount): AreaPlan {
  const { bands, graph } = instance;
  const state = areaState(instance, territory);
  const { cost, travel, cutEdges } = scoreAreas(instance, state);
  const { x, y, z } = state.centre;
  const degrees = 180 / Math.PI;
  return {
    territory: state.territory,
    cost,
    travel,
    cutEdges,
    centreLatitude: z.map((north) => Math.asin(Math.max(-1, Math.min(1, north))) * degrees),
    centreLongitude: x.map((east, k) => Math.atan2(y[k] ?? NaN, east) * degrees),
    load: state.load,
    target: bands.target,
    violations: areaViolations(instance, state),
    oversized: bands.oversized,
    islands: graph.islands,
    counters: { nodes: count.nodes, accepted: count.accepted }
  };
}
