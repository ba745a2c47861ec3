import { spherePoints } from '../solve/great-circle.ts';
import type { Plan, SolveOptions } from '../solve/plan.ts';
import type { Measure, Problem } from '../solve/problem.ts';
import { solve } from '../solve/solve.ts';
import { placeBases } from './place-bases.ts';
import type { TerritoryTotal } from './territory-totals.ts';
import { territoryTotals } from './territory-totals.ts';

/** Accounts that have no territories yet, and how many there should be. */
export interface DesignRequest extends Omit<
  Problem,
  'territories' | 'baseLatitude' | 'baseLongitude' | 'measures' | 'skills' | 'limits'
> {
  readonly territories: number;
  /** The first measure is what bases are placed by; shares are equal. */
  readonly measures: readonly Omit<Measure, 'share'>[];
}

export interface Design {
  readonly problem: Problem;
  readonly plan: Plan;
  readonly totals: readonly TerritoryTotal[];
}

/** Times that bases move to the middle of what they hold and accounts are assigned anew. */
const mostMoves = 3;

/**
 * Territories from nothing: bases placed within capacity, accounts assigned within bands, bases
 * moved to the middle of their accounts while that makes the whole cheaper.
 * @throws UnsoundInputError or UnsoundProblemError for data that no design could be made of
 */
export function designTerritories(request: DesignRequest, options: SolveOptions): Design {
  const { territories, measures } = request;
  const [first] = measures;
  const placed = placeBases({
    latitude: request.accountLatitude,
    longitude: request.accountLongitude,
    load: first?.weight ?? new Float64Array(request.accounts).fill(1),
    territories,
    tolerance: first?.tolerance ?? 0.1,
    seed: options.seed
  });
  const share = new Float64Array(territories).fill(1);
  let problem: Problem = {
    ...request,
    measures: measures.map((measure) => ({ ...measure, share })),
    baseLatitude: placed.latitude,
    baseLongitude: placed.longitude
  };
  let plan = solve(problem, options);
  for (let turn = 0; turn < mostMoves; turn += 1) {
    const moved = moveBases(problem, plan.territory);
    const next = solve(moved, options);
    if (!isBetter(next, plan)) break;
    problem = moved;
    plan = next;
  }
  return { problem, plan, totals: territoryTotals(problem, plan.territory) };
}

function isBetter(one: Plan, other: Plan): boolean {
  return (
    one.violations.length < other.violations.length ||
    (one.violations.length === other.violations.length && one.objective < other.objective * 0.999)
  );
}

/** Each base to the mean place of its accounts by cost of a mile; where none has a place it stays. */
function moveBases(problem: Problem, territory: Int32Array): Problem {
  const at = spherePoints(problem.accountLatitude, problem.accountLongitude);
  const K = problem.territories;
  const sum = { x: new Float64Array(K), y: new Float64Array(K), z: new Float64Array(K) };
  territory.forEach((k, account) => {
    if (Number.isNaN(at.z[account] ?? NaN)) return;
    const weight = problem.costPerMile[account] ?? 0;
    for (const axis of ['x', 'y', 'z'] as const)
      sum[axis][k] = (sum[axis][k] ?? 0) + weight * (at[axis][account] ?? 0);
  });
  const degrees = 180 / Math.PI;
  const baseLatitude = problem.baseLatitude.slice();
  const baseLongitude = problem.baseLongitude.slice();
  for (let k = 0; k < K; k += 1) {
    const [x = 0, y = 0, z = 0] = [sum.x[k], sum.y[k], sum.z[k]];
    if (!(Math.hypot(x, y, z) > 0)) continue;
    baseLatitude[k] = Math.atan2(z, Math.hypot(x, y)) * degrees;
    baseLongitude[k] = Math.atan2(y, x) * degrees;
  }
  return { ...problem, baseLatitude, baseLongitude };
}
