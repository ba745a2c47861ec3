import { faultList } from '../input/input-fault.ts';
import { milesApart, spherePoints } from '../solve/great-circle.ts';
import type { Counters, Plan, SolveOptions, Violation } from '../solve/plan.ts';
import type { Problem } from '../solve/problem.ts';
import { gapOf } from '../solve/solve.ts';
import type { Restriction } from './restrict-problem.ts';
import { placeBack, restrictProblem } from './restrict-problem.ts';
import { solvePart } from './solve-part.ts';

/** A problem cut into regions that are solved each by itself. */
export interface Regions {
  readonly problem: Problem;
  /** By rising number of the region; regions without territories are left out. */
  readonly parts: readonly Restriction[];
  /** Accounts without a territory today, which went to the region of the nearest base. */
  readonly placed: readonly number[];
}

/** The plans of all regions as one. */
export interface RegionPlan {
  readonly territory: Int32Array;
  readonly objective: number;
  /** Σ of the regions' bounds: no plan that keeps accounts in their regions costs less. */
  readonly bound: number;
  /** As of a plan; null while a region violates a hard limit. */
  readonly gap: number | null;
  /** By the whole's numbers. */
  readonly violations: readonly Violation[];
  readonly counters: Counters;
  /** Accounts that a family or pair ties to another region; they stay where they are. */
  readonly tied: readonly number[];
}

/**
 * Cuts a problem by the region of each territory (K): accounts stay in the region they are in. Each
 * region shares what it holds among its own territories.
 * @throws UnsoundInputError
 */
export function cutIntoRegions(problem: Problem, region: ArrayLike<number>): Regions {
  const list = faultList();
  if (region.length !== problem.territories)
    list.report(
      'wrongLength',
      '',
      'region',
      `region has ${String(region.length)} values, not ${String(problem.territories)}.`
    );
  for (let k = 0; k < region.length; k += 1)
    if (!Number.isInteger(region[k]) || (region[k] ?? -1) < 0)
      list.report(
        'outOfRange',
        `Territory ${String(k)}`,
        'region',
        `Territory ${String(k)}: region is ${String(region[k])}, not a number of at least 0.`
      );
  list.settle();
  const regions = [...new Set(Array.from(region))].sort((a, b) => a - b);
  const placed: number[] = [];
  const accountAt = spherePoints(problem.accountLatitude, problem.accountLongitude);
  const baseAt = spherePoints(problem.baseLatitude, problem.baseLongitude);
  const regionOf = Float64Array.from(problem.current, (k, account) => {
    if (k >= 0) return region[k] ?? -1;
    placed.push(account);
    let nearest = 0;
    let least = Infinity;
    for (let other = 0; other < problem.territories; other += 1) {
      const miles = milesApart(accountAt, account, baseAt, other);
      if (miles < least) {
        least = miles;
        nearest = other;
      }
    }
    return region[nearest] ?? -1;
  });
  const parts = regions.map((number) =>
    restrictProblem(problem, {
      territories: Array.from(region).flatMap((own, k) => (own === number ? [k] : [])),
      accounts: [...regionOf.keys()].filter((account) => regionOf[account] === number),
      today: problem.current
    })
  );
  return { problem, parts, placed };
}

/** The options of each region: a node budget is divided by accounts. */
export function optionsOfPart(
  { problem }: Regions,
  part: Restriction,
  options: SolveOptions
): SolveOptions {
  return options.nodeBudget === undefined
    ? options
    : {
        ...options,
        nodeBudget: Math.ceil((options.nodeBudget * part.accounts.length) / problem.accounts)
      };
}

/** Solves one region after another. */
export function solveRegions(regions: Regions, options: SolveOptions): RegionPlan {
  return joinRegions(
    regions,
    regions.parts.map((part) =>
      part.accounts.length === 0 ? null : solvePart(part, optionsOfPart(regions, part, options))
    )
  );
}

/** One plan from the plans of the regions, in the order of `parts`; null for a region without accounts. */
export function joinRegions(
  { problem, parts }: Regions,
  plans: readonly (Plan | null)[]
): RegionPlan {
  const territory = new Int32Array(problem.accounts).fill(-1);
  const violations: Violation[] = [];
  const counters = { newtonSteps: 0, nodes: 0, rounds: 0, accepted: 0 };
  let objective = 0;
  let bound = 0;
  parts.forEach((part, index) => {
    const plan = plans[index];
    if (plan === null || plan === undefined) return;
    placeBack(part, plan.territory, territory);
    objective += plan.objective;
    bound += plan.bound;
    for (const violation of plan.violations)
      violations.push({
        ...violation,
        territory: part.territories[violation.territory] ?? -1,
        accounts: violation.accounts.map((account) => part.accounts[account] ?? -1)
      });
    counters.newtonSteps += plan.counters.newtonSteps;
    counters.nodes += plan.counters.nodes;
    counters.rounds += plan.counters.rounds;
    counters.accepted += plan.counters.accepted;
  });
  return {
    territory,
    objective,
    bound,
    gap: violations.length > 0 ? null : gapOf(objective, bound),
    violations,
    counters,
    tied: parts.flatMap(({ tied }) => [...tied])
  };
}
