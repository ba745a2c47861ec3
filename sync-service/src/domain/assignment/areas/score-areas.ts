import { areaName, areaTerritoryName } from './area-problem.ts';
import type { AreaViolation } from './area-plan.ts';
import type { AreaInstance, AreaState } from './area-state.ts';
import { beyondBand, piecesOf, travelCost } from './area-state.ts';

/** What a plan is judged by: first how far it is outside its bands, then its cost. */
export interface AreaScore {
  /** Σ of what is beyond each band as a fraction of its fair share. */
  readonly violation: number;
  readonly cost: number;
  readonly travel: number;
  readonly cutEdges: number;
}

/** Less violation, or the same and less cost. */
export const scoresBetter = (one: AreaScore, other: AreaScore): boolean =>
  one.violation < other.violation - 1e-12 ||
  (one.violation <= other.violation + 1e-12 && one.cost < other.cost * (1 - 1e-12));

/** Scores a state from scratch, miles to its centres as they stand. */
export function scoreAreas(instance: AreaInstance, state: AreaState): AreaScore {
  const { problem, graph, bands } = instance;
  const { territory } = state;
  let travel = 0;
  let ends = 0;
  let moving = 0;
  for (let area = 0; area < problem.areas; area += 1) {
    const k = territory[area] as number;
    travel += travelCost(instance, state, area, k);
    const end = graph.start[area + 1] as number;
    for (let at = graph.start[area] as number; at < end; at += 1)
      if (territory[graph.neighbour[at] as number] !== k) ends += 1;
    const today = problem.current?.[area] ?? -1;
    if (today >= 0 && today !== k) moving += problem.moveCost?.[area] ?? 0;
  }
  let violation = 0;
  for (let at = 0; at < state.load.length; at += 1) {
    const beyond = beyondBand(bands, state, at, 0);
    if (beyond > 0) violation += beyond / (bands.unit[at] as number);
  }
  const cutEdges = ends / 2;
  return { violation, cost: travel + (problem.cutCost ?? 0) * cutEdges + moving, travel, cutEdges };
}

/** False for a closed territory, which has no share of anything. */
export const wantsAreas = ({ problem }: AreaInstance, k: number): boolean =>
  problem.measures.some(({ share }) => (share[k] ?? 0) > 0);

/** Every limit that a plan does not meet, in words. */
export function areaViolations(instance: AreaInstance, state: AreaState): AreaViolation[] {
  const { problem, bands } = instance;
  const { measures: M } = bands;
  const found: AreaViolation[] = [];
  const fixed = new Float64Array(state.load.length);
  bands.fixed.forEach((k, area) => {
    if (k < 0) return;
    for (let m = 0; m < M; m += 1)
      fixed[k * M + m] = (fixed[k * M + m] ?? 0) + (instance.weight[area * M + m] ?? 0);
  });
  for (let k = 0; k < problem.territories; k += 1) {
    const who = areaTerritoryName(problem, k);
    const none = { territory: k, name: '', fixed: 0 };
    const pieces = state.members[k]?.length === 0 ? [] : piecesOf(instance, state.territory, k);
    if (pieces.length === 0 && wantsAreas(instance, k))
      found.push({
        ...none,
        kind: 'empty',
        actual: 0,
        least: 1,
        most: problem.areas,
        message: `${who} has no area.`
      });
    if (pieces.length > 1) {
      const apart = pieces.slice(1).map(([area]) => areaName(problem, area ?? 0));
      found.push({
        ...none,
        kind: 'pieces',
        actual: pieces.length,
        least: 1,
        most: 1,
        message: `${who} is in ${String(pieces.length)} pieces: ${apart.join(', ')} cannot be reached.`
      });
    }
    problem.measures.forEach(({ name }, m) => {
      const at = k * M + m;
      if (beyondBand(bands, state, at, 0) === 0) return;
      const actual = state.load[at] ?? 0;
      const least = bands.lower[at] ?? 0;
      const most = bands.upper[at] ?? 0;
      const limit = actual > most ? `at most ${String(most)}` : `at least ${String(least)}`;
      const locks = (fixed[at] ?? 0) > most ? ` Locks alone put ${String(fixed[at])} there.` : '';
      found.push({
        kind: 'band',
        name,
        territory: k,
        actual,
        least,
        most,
        fixed: fixed[at] ?? 0,
        message: `${who} holds ${String(actual)} of ${name}; its band is ${limit}.${locks}`
      });
    });
  }
  for (const { area, measure, weight, most, territory } of bands.oversized)
    found.push({
      kind: 'band',
      name: measure,
      territory,
      actual: weight,
      least: 0,
      most,
      fixed: weight,
      message: `${areaName(problem, area)} alone has ${String(weight)} of ${measure}, more than the ${String(most)} of any band; it fills ${areaTerritoryName(problem, territory)} by itself.`
    });
  return found;
}
