import type { AreaOptions, AreaPlan, AreaViolation } from '../areas/area-plan.ts';
import type { AreaProblem } from '../areas/area-problem.ts';
import { areaName } from '../areas/area-problem.ts';
import { describeAreas, solveAreas } from '../areas/solve-areas.ts';
import { milesApart, spherePoints } from '../solve/great-circle.ts';
import { checkRedesign, refuse } from './check-redesign.ts';
import type { NewBase } from './territory-rows.ts';

/** A change to some territories of areas; every area of another territory is where it was. */
export interface AreaRedesign {
  /** The problem with the territories as they are after; new ones are numbered last, a closed one keeps its number. */
  readonly problem: AreaProblem;
  readonly territory: Int32Array;
  readonly touched: readonly number[];
  readonly moved: readonly number[];
  /** Both plans with their totals, and what the whole does not meet. */
  readonly before: AreaPlan;
  readonly after: AreaPlan;
  /** What the part that was solved could not meet by its own shares. */
  readonly partViolations: readonly AreaViolation[];
}

const mostDonors = 4;

/** Territory `k` divided among chosen bases, each part in one piece; the first takes over its number. */
export function splitAreas(
  problem: AreaProblem,
  held: Int32Array,
  k: number,
  bases: readonly NewBase[],
  options: AreaOptions
): AreaRedesign {
  check(problem, held, [k], bases);
  if (bases.length === 0) refuse('nothingToDo', 'bases', 'A split needs a base at least.');
  const whole = bases.reduce((sum, { share }) => sum + (share ?? 1), 0);
  const scaled = bases.map((base) => ({ ...base, share: (base.share ?? 1) / whole }));
  const [first, ...others] = scaled;
  const after = withBases(problem, k, first ?? null, others);
  const added = others.map((_, at) => problem.territories + at);
  return resolveAreas(problem, after, held, [k, ...added], options);
}

/** Territory `from` joined to territory `into`; named if they do not border. */
export function mergeAreas(
  problem: AreaProblem,
  held: Int32Array,
  into: number,
  from: number
): AreaRedesign {
  check(problem, held, [into, from], []);
  const after = withShares(problem, (share, k) =>
    k === from ? 0 : k === into ? (share[into] ?? 0) + (share[from] ?? 0) : (share[k] ?? 0)
  );
  const territory = held.map((k) => (k === from ? into : k));
  return redesignOf(problem, after, held, territory, [into, from], []);
}

/** A territory for a new hire out of the one that holds the area nearest to the base, and those it borders. */
export function carveAreas(
  problem: AreaProblem,
  held: Int32Array,
  base: NewBase,
  options: AreaOptions,
  donors: readonly number[] = donorsFor(problem, held, base)
): AreaRedesign {
  check(problem, held, donors, [base]);
  const after = withBases(problem, donors[0] ?? 0, null, [base]);
  return resolveAreas(problem, after, held, [...donors, problem.territories], options);
}

/** A leaver's areas taken over by the territories that border them, which keep all of theirs. */
export function dissolveAreas(
  problem: AreaProblem,
  held: Int32Array,
  k: number,
  options: AreaOptions,
  takers: readonly number[] = borderingTerritories(problem, held, k)
): AreaRedesign {
  check(problem, held, [k, ...takers], []);
  if (takers.length === 0)
    refuse('noCapacity', 'takers', `No other territory borders territory ${String(k)}.`);
  const after = withShares(problem, (share, other) => (other === k ? 0 : (share[other] ?? 0)));
  return resolveAreas(problem, after, held, [k, ...takers], options, k);
}

/** A new plan inside some territories, as a trial. */
export function pilotAreas(
  problem: AreaProblem,
  held: Int32Array,
  region: readonly number[],
  options: AreaOptions
): AreaRedesign {
  check(problem, held, region, []);
  return resolveAreas(problem, problem, held, region, options);
}

function resolveAreas(
  before: AreaProblem,
  after: AreaProblem,
  held: Int32Array,
  touched: readonly number[],
  options: AreaOptions,
  leaving = -1
): AreaRedesign {
  const territories = touched.filter((k) => k !== leaving);
  const territoryAt = new Map(territories.map((k, at) => [k, at]));
  const inPart = new Set(touched);
  const areas = [...held.keys()].filter((area) => inPart.has(held[area] ?? -1));
  const areaAt = new Map(areas.map((area, at) => [area, at]));
  const ofAreas = (column: Float64Array): Float64Array =>
    Float64Array.from(areas, (area) => column[area] ?? NaN);
  const ofTerritories = (column: Float64Array): Float64Array =>
    Float64Array.from(territories, (k) => column[k] ?? NaN);
  const borders: number[] = [];
  for (let at = 0; at + 1 < after.borders.length; at += 2) {
    const a = areaAt.get(after.borders[at] ?? -1);
    const b = areaAt.get(after.borders[at + 1] ?? -1);
    if (a !== undefined && b !== undefined) borders.push(a, b);
  }
  const { distanceWeight, baseLatitude, baseLongitude, moveCost, cutCost } = after;
  const { areaNames, territoryNames } = after;
  const part = solveAreas(
    {
      areas: areas.length,
      territories: territories.length,
      latitude: ofAreas(after.latitude),
      longitude: ofAreas(after.longitude),
      borders: Int32Array.from(borders),
      measures: after.measures.map((measure) => ({
        ...measure,
        weight: ofAreas(measure.weight),
        share: ofTerritories(measure.share)
      })),
      current: Int32Array.from(areas, (area) => territoryAt.get(held[area] ?? -1) ?? -1),
      locked: Uint8Array.from(areas, (area) =>
        leaving < 0 ? (after.locked?.[area] ?? 0) : held[area] === leaving ? 0 : 1
      ),
      ...(distanceWeight && { distanceWeight: ofAreas(distanceWeight) }),
      ...(baseLatitude && { baseLatitude: ofTerritories(baseLatitude) }),
      ...(baseLongitude && { baseLongitude: ofTerritories(baseLongitude) }),
      ...(moveCost && { moveCost: ofAreas(moveCost) }),
      ...(cutCost !== undefined && { cutCost }),
      ...(areaNames && { areaNames: areas.map((area) => areaNames[area] ?? '') }),
      ...(territoryNames && { territoryNames: territories.map((k) => territoryNames[k] ?? '') })
    },
    options
  );
  const territory = held.slice();
  areas.forEach((area, at) => {
    territory[area] = territories[part.territory[at] ?? -1] ?? -1;
  });
  return redesignOf(before, after, held, territory, touched, part.violations);
}

function redesignOf(
  before: AreaProblem,
  after: AreaProblem,
  held: Int32Array,
  territory: Int32Array,
  touched: readonly number[],
  partViolations: readonly AreaViolation[]
): AreaRedesign {
  const unlocked = (problem: AreaProblem, current: Int32Array): AreaProblem => ({
    ...problem,
    current,
    locked: new Uint8Array(problem.areas)
  });
  return {
    problem: after,
    territory,
    touched,
    moved: [...territory.keys()].filter((area) => territory[area] !== held[area]),
    before: describeAreas(unlocked(before, held), held),
    after: describeAreas(unlocked(after, territory), territory),
    partViolations
  };
}

function withShares(
  problem: AreaProblem,
  shareOf: (share: Float64Array, k: number) => number
): AreaProblem {
  return {
    ...problem,
    measures: problem.measures.map((measure) => ({
      ...measure,
      share: measure.share.map((_, k) => shareOf(measure.share, k))
    }))
  };
}

/** Territory `k` moved to a base and given its part of the share; more added, with shares like it had. */
function withBases(
  problem: AreaProblem,
  k: number,
  first: NewBase | null,
  added: readonly NewBase[]
): AreaProblem {
  const places = (
    column: Float64Array | undefined,
    of: (base: NewBase) => number
  ): Float64Array => {
    const own = column ?? new Float64Array(problem.territories).fill(NaN);
    return Float64Array.from([
      ...own.map((value, at) => (at === k && first !== null ? of(first) : value)),
      ...added.map(of)
    ]);
  };
  return {
    ...problem,
    territories: problem.territories + added.length,
    baseLatitude: places(problem.baseLatitude, ({ latitude }) => latitude),
    baseLongitude: places(problem.baseLongitude, ({ longitude }) => longitude),
    measures: problem.measures.map((measure) => ({
      ...measure,
      share: Float64Array.from([
        ...measure.share.map((own, at) => (at === k ? own * (first?.share ?? 1) : own)),
        ...added.map(({ share }) => (measure.share[k] ?? 0) * (share ?? 1))
      ])
    })),
    ...(problem.territoryNames && {
      territoryNames: [
        ...problem.territoryNames,
        ...added.map((_, at) => `New territory ${String(at + 1)}`)
      ]
    })
  };
}

/** Territories that share a border with territory `k`, by number. */
export function borderingTerritories(
  { borders }: AreaProblem,
  held: Int32Array,
  k: number
): number[] {
  const found = new Set<number>();
  for (let at = 0; at + 1 < borders.length; at += 2) {
    const a = held[borders[at] ?? -1] ?? -1;
    const b = held[borders[at + 1] ?? -1] ?? -1;
    if (a === k && b !== k && b >= 0) found.add(b);
    if (b === k && a !== k && a >= 0) found.add(a);
  }
  return [...found].sort((x, y) => x - y);
}

function donorsFor(problem: AreaProblem, held: Int32Array, base: NewBase): number[] {
  const at = spherePoints(problem.latitude, problem.longitude);
  const from = spherePoints(Float64Array.of(base.latitude), Float64Array.of(base.longitude));
  const near = new Map<number, number>();
  held.forEach((k, area) => {
    const miles = milesApart(from, 0, at, area);
    if (k >= 0) near.set(k, Math.min(miles, near.get(k) ?? Infinity));
  });
  const miles = (k: number): number => near.get(k) ?? Infinity;
  const [home = 0] = [...near.keys()].sort((a, b) => miles(a) - miles(b) || a - b);
  const beside = borderingTerritories(problem, held, home).sort(
    (a, b) => miles(a) - miles(b) || a - b
  );
  return [home, ...beside].slice(0, mostDonors);
}

function check(
  problem: AreaProblem,
  held: Int32Array,
  touched: readonly number[],
  bases: readonly NewBase[]
): void {
  checkRedesign({
    records: problem.areas,
    recordName: (area) => areaName(problem, area),
    territories: problem.territories,
    held,
    touched,
    bases
  });
}
