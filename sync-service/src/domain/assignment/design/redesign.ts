import { compileSound } from '../solve/check-problem.ts';
import { milesApart, spherePoints } from '../solve/great-circle.ts';
import type { Plan, SolveOptions, Violation } from '../solve/plan.ts';
import type { Problem } from '../solve/problem.ts';
import { findViolations } from '../solve/violations.ts';
import { checkRedesign, refuse } from './check-redesign.ts';
import { placeBack, restrictProblem } from './restrict-problem.ts';
import { solvePart } from './solve-part.ts';
import type { NewBase } from './territory-rows.ts';
import { addTerritories, changeTerritory, closeTerritory } from './territory-rows.ts';
import type { TerritoryTotal } from './territory-totals.ts';
import { territoryTotals } from './territory-totals.ts';

/** A change to some territories; every account of another territory is where it was. */
export interface Redesign {
  /** The problem with the territories as they are after; new ones are numbered last, a closed one keeps its number. */
  readonly problem: Problem;
  /** Territory of each account. */
  readonly territory: Int32Array;
  /** Territories that took part. */
  readonly touched: readonly number[];
  /** Accounts that change hands. */
  readonly moved: readonly number[];
  readonly before: readonly TerritoryTotal[];
  readonly after: readonly TerritoryTotal[];
  /** Limits of the whole that are not met after it. */
  readonly violations: readonly Violation[];
  /** Accounts that a family or pair ties to what did not take part. */
  readonly tied: readonly number[];
  /** The plan of the part by itself, with its bound; null where nothing was to be decided. */
  readonly part: Plan | null;
}

/** Donors of a carved territory: each gives about a fifth where five share for four. */
const usualDonors = 4;
const leastTakers = 3;

/** Territory `k` divided among chosen bases; the first takes over its number. */
export function splitTerritory(
  problem: Problem,
  held: Int32Array,
  k: number,
  bases: readonly NewBase[],
  options: SolveOptions
): Redesign {
  const whole = sumOf(bases);
  checkRequest(problem, held, [k], bases);
  if (bases.length === 0) refuse('nothingToDo', 'bases', 'A split needs a base at least.');
  const part = bases.map((base) => ({ ...base, share: (base.share ?? 1) / whole }));
  const [first, ...others] = part;
  const longer = addTerritories(problem, k, others);
  const after = changeTerritory(
    longer,
    k,
    first ?? null,
    (share) => (share[k] ?? 0) * (first?.share ?? 1)
  );
  const added = others.map((_, at) => problem.territories + at);
  return resolvePart(problem, after, held, [k, ...added], options);
}

/** Territory `from` joined to territory `into`, which keeps its base and takes both shares. */
export function mergeTerritories(
  problem: Problem,
  held: Int32Array,
  into: number,
  from: number
): Redesign {
  checkRequest(problem, held, [into, from], []);
  const after = closeTerritory(
    changeTerritory(problem, into, null, (share) => (share[into] ?? 0) + (share[from] ?? 0)),
    from
  );
  const territory = held.map((k) => (k === from ? into : k));
  return redesignOf(problem, after, held, territory, [into, from], [], null);
}

/** A territory for a new hire, carved out of the territories whose bases are nearest. */
export function carveTerritory(
  problem: Problem,
  held: Int32Array,
  base: NewBase,
  options: SolveOptions,
  donors: readonly number[] = nearestTerritories(problem, base, usualDonors)
): Redesign {
  checkRequest(problem, held, donors, [base]);
  const like = donors[0] ?? 0;
  const after = addTerritories(problem, like, [base]);
  return resolvePart(problem, after, held, [...donors, problem.territories], options);
}

/**
 * A leaver's territory shared among neighbours, whose own accounts stay. Neighbours are, unless
 * given, the territories nearest to any of its accounts.
 */
export function dissolveTerritory(
  problem: Problem,
  held: Int32Array,
  k: number,
  options: SolveOptions,
  takers: readonly number[] = neighboursOf(problem, held, k)
): Redesign {
  checkRequest(problem, held, [k, ...takers], []);
  if (takers.length === 0)
    refuse('noCapacity', 'takers', `No other territory can take over from territory ${String(k)}.`);
  const after = closeTerritory(problem, k);
  return resolvePart(problem, after, held, [k, ...takers], options, k);
}

/** A new plan inside some territories, as a trial. */
export function pilotRegion(
  problem: Problem,
  held: Int32Array,
  region: readonly number[],
  options: SolveOptions
): Redesign {
  checkRequest(problem, held, region, []);
  return resolvePart(problem, problem, held, region, options);
}

const sumOf = (bases: readonly NewBase[]): number =>
  bases.reduce((sum, { share }) => sum + (share ?? 1), 0);

/** Solves the part that takes part; `leaving` keeps no account, and then others keep all of theirs. */
function resolvePart(
  before: Problem,
  after: Problem,
  held: Int32Array,
  touched: readonly number[],
  options: SolveOptions,
  leaving = -1
): Redesign {
  const inPart = new Set(touched);
  const accounts = [...held.keys()].filter((account) => inPart.has(held[account] ?? -1));
  const restriction = restrictProblem(
    { ...after, locked: leaving < 0 ? after.locked : unlocked(after.locked, held, leaving) },
    {
      territories: touched.filter((k) => k !== leaving),
      accounts,
      today: held,
      ...(leaving < 0 ? {} : { stays: (account: number) => held[account] !== leaving })
    }
  );
  const territory = held.slice();
  if (accounts.length === 0)
    return redesignOf(before, after, held, territory, touched, restriction.tied, null);
  const part = solvePart(restriction, options);
  placeBack(restriction, part.territory, territory);
  return redesignOf(before, after, held, territory, touched, restriction.tied, part);
}

/** A lock says "stay with this person", who leaves. */
const unlocked = (locked: Uint8Array, held: Int32Array, leaving: number): Uint8Array =>
  locked.map((own, account) => (held[account] === leaving ? 0 : own));

function redesignOf(
  before: Problem,
  after: Problem,
  held: Int32Array,
  territory: Int32Array,
  touched: readonly number[],
  tied: readonly number[],
  part: Plan | null
): Redesign {
  const settled = { ...after, current: territory, locked: new Uint8Array(after.accounts) };
  return {
    problem: after,
    territory,
    touched,
    moved: [...territory.keys()].filter((account) => territory[account] !== held[account]),
    before: territoryTotals(before, held),
    after: territoryTotals(after, territory),
    violations: findViolations(compileSound(settled), territory),
    tied,
    part
  };
}

/** Territories by miles between their bases and a place, nearest first. */
export function nearestTerritories(problem: Problem, base: NewBase, most: number): number[] {
  const bases = spherePoints(problem.baseLatitude, problem.baseLongitude);
  const at = spherePoints(Float64Array.of(base.latitude), Float64Array.of(base.longitude));
  const open = (k: number): boolean => problem.measures.some(({ share }) => (share[k] ?? 0) > 0);
  return Array.from({ length: problem.territories }, (_, k) => k)
    .filter(open)
    .sort((a, b) => milesApart(at, 0, bases, a) - milesApart(at, 0, bases, b) || a - b)
    .slice(0, most);
}

/** The nearest other territory of each account of `k`; the next nearest to its base if these are few. */
function neighboursOf(problem: Problem, held: Int32Array, k: number): number[] {
  const accounts = spherePoints(problem.accountLatitude, problem.accountLongitude);
  const bases = spherePoints(problem.baseLatitude, problem.baseLongitude);
  const base = {
    latitude: problem.baseLatitude[k] ?? NaN,
    longitude: problem.baseLongitude[k] ?? NaN
  };
  const others = nearestTerritories(problem, base, problem.territories).filter(
    (other) => other !== k
  );
  const found = new Set<number>(others.slice(0, leastTakers));
  held.forEach((own, account) => {
    if (own !== k) return;
    let nearest = -1;
    let least = Infinity;
    for (const other of others) {
      const miles = milesApart(accounts, account, bases, other);
      if (miles < least) {
        least = miles;
        nearest = other;
      }
    }
    if (nearest >= 0) found.add(nearest);
  });
  return [...found].sort((a, b) => a - b);
}

function checkRequest(
  problem: Problem,
  held: Int32Array,
  touched: readonly number[],
  bases: readonly NewBase[]
): void {
  checkRedesign({
    records: problem.accounts,
    recordName: (account) => `Account ${String(account)}`,
    territories: problem.territories,
    held,
    touched,
    bases
  });
}
