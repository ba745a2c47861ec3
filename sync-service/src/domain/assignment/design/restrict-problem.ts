import { contractBlocks } from '../solve/blocks.ts';
import type { Measure, Problem, Skills, TerritoryLimits } from '../solve/problem.ts';

/** A part of a problem, and where its accounts and territories stand in the whole. */
export interface Restriction {
  readonly problem: Problem;
  readonly accounts: Int32Array;
  readonly territories: Int32Array;
  /** Accounts (of the whole) that a family or pair ties to something outside the part. */
  readonly tied: readonly number[];
}

/** What goes into a part. */
export interface Part {
  /** Territories of the part. */
  readonly territories: readonly number[];
  /** Accounts of the part. */
  readonly accounts: readonly number[];
  /** Territory of each account (of the whole) that counts as today's. */
  readonly today: Int32Array;
  /** Accounts (of the whole) that stay in today's territory beside those locked already. */
  readonly stays?: (account: number) => boolean;
}

/**
 * The problem of a part alone: its territories share what its accounts hold. A family or pair that
 * reaches outside cannot be kept by the part: accounts so tied stay where they are if that is in
 * the part, and are named. The mix limit stays what it is in the whole; a disruption budget is
 * divided by what the part holds of it.
 */
export function restrictProblem(problem: Problem, part: Part): Restriction {
  const accounts = Int32Array.from(part.accounts).sort();
  const territories = Int32Array.from(part.territories).sort();
  const accountAt = new Int32Array(problem.accounts).fill(-1);
  accounts.forEach((account, at) => {
    accountAt[account] = at;
  });
  const territoryAt = new Int32Array(problem.territories).fill(-1);
  territories.forEach((k, at) => {
    territoryAt[k] = at;
  });
  const tied = tiedAccounts(problem, accountAt, territoryAt);
  const current = Int32Array.from(accounts, (account) => {
    const k = part.today[account] ?? -1;
    return k < 0 ? -1 : (territoryAt[k] ?? -1);
  });
  const required = mappedPairs(problem.required, accountAt, territoryAt);
  const held = new Set(required.filter((_, at) => at % 2 === 0));
  const locked = Uint8Array.from(accounts, (account, at) => {
    if ((current[at] ?? -1) < 0 || held.has(at)) return 0;
    const stays = part.stays?.(account) === true || tied.has(account);
    return stays || problem.locked[account] === 1 ? 1 : 0;
  });
  const ofAccounts = (column: Float64Array): Float64Array =>
    Float64Array.from(accounts, (account) => column[account] ?? NaN);
  const ofTerritories = (column: Float64Array): Float64Array =>
    Float64Array.from(territories, (k) => column[k] ?? NaN);
  // What is tied stays by itself: its ties may already be broken inside the part.
  const loose = accountAt.map((at, account) => (tied.has(account) ? -1 : at));
  const { skills, limits, mix } = problem;
  const markedWhole = mix?.marked.reduce((sum, one) => sum + one, 0) ?? 0;
  const marked = mix && Uint8Array.from(accounts, (account) => mix.marked[account] ?? 0);
  const markedHere = marked?.reduce((sum, one) => sum + one, 0) ?? 0;
  return {
    problem: {
      accounts: accounts.length,
      territories: territories.length,
      accountLatitude: ofAccounts(problem.accountLatitude),
      accountLongitude: ofAccounts(problem.accountLongitude),
      baseLatitude: ofTerritories(problem.baseLatitude),
      baseLongitude: ofTerritories(problem.baseLongitude),
      measures: problem.measures.map((measure) =>
        restrictMeasure(measure, ofAccounts, ofTerritories)
      ),
      current,
      locked,
      family: Int32Array.from(accounts, (account) =>
        tied.has(account) ? -1 : (problem.family[account] ?? -1)
      ),
      moveCost: ofAccounts(problem.moveCost),
      costPerMile: ofAccounts(problem.costPerMile),
      ...present('skills', skills && restrictSkills(skills, accounts, territories)),
      ...present('limits', limits && restrictLimits(limits, territories)),
      ...present(
        'mix',
        mix && marked && markedHere > 0
          ? { marked, maxShare: (mix.maxShare * markedWhole) / markedHere }
          : undefined
      ),
      ...present('budget', restrictBudget(problem, accounts, ofAccounts)),
      ...present('required', problem.required && required),
      ...present(
        'forbidden',
        problem.forbidden && mappedPairs(problem.forbidden, accountAt, territoryAt)
      ),
      ...present('together', problem.together && mappedPairs(problem.together, loose, loose)),
      ...present('apart', problem.apart && mappedPairs(problem.apart, accountAt, accountAt))
    },
    accounts,
    territories,
    tied: [...tied].sort((a, b) => a - b)
  };
}

/** Writes a part's plan into a plan of the whole. */
export function placeBack(
  { accounts, territories }: Restriction,
  plan: Int32Array,
  whole: Int32Array
): void {
  accounts.forEach((account, at) => {
    whole[account] = territories[plan[at] ?? -1] ?? -1;
  });
}

function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

function restrictMeasure(
  measure: Measure,
  ofAccounts: (column: Float64Array) => Float64Array,
  ofTerritories: (column: Float64Array) => Float64Array
): Measure {
  const { name, tolerance, hard } = measure;
  return {
    name,
    tolerance,
    hard,
    weight: ofAccounts(measure.weight),
    share: ofTerritories(measure.share),
    ...present('perMile', measure.perMile && ofAccounts(measure.perMile)),
    ...present('penalty', measure.penalty)
  };
}

function restrictSkills(skills: Skills, accounts: Int32Array, territories: Int32Array): Skills {
  const { words, mismatchCost } = skills;
  const rows = (list: Int32Array, of: Int32Array): Int32Array =>
    Int32Array.from({ length: of.length * words }, (_, at) => {
      const row = of[Math.floor(at / words)] ?? 0;
      return list[row * words + (at % words)] ?? 0;
    });
  return {
    words,
    needed: rows(skills.needed, accounts),
    offered: rows(skills.offered, territories),
    ...present('preferred', skills.preferred && rows(skills.preferred, accounts)),
    ...present('mismatchCost', mismatchCost)
  };
}

function restrictLimits(limits: TerritoryLimits, territories: Int32Array): TerritoryLimits {
  const whole = (list: Int32Array): Int32Array => territories.map((k) => list[k] ?? 0);
  const real = (list: Float64Array): Float64Array =>
    Float64Array.from(territories, (k) => list[k] ?? NaN);
  return {
    ...present('minAccounts', limits.minAccounts && whole(limits.minAccounts)),
    ...present('maxAccounts', limits.maxAccounts && whole(limits.maxAccounts)),
    ...present('radiusMiles', limits.radiusMiles && real(limits.radiusMiles)),
    ...present(
      'maxLoad',
      limits.maxLoad && { measure: limits.maxLoad.measure, most: real(limits.maxLoad.most) }
    )
  };
}

function restrictBudget(
  { budget, accounts: all }: Problem,
  accounts: Int32Array,
  ofAccounts: (column: Float64Array) => Float64Array
): Problem['budget'] {
  if (budget === undefined) return undefined;
  const { revenue } = budget;
  const sum = (list: Float64Array): number => list.reduce((total, own) => total + own, 0);
  const amount = revenue && ofAccounts(revenue.amount);
  const whole = revenue ? sum(revenue.amount) : 0;
  return {
    ...present(
      'accounts',
      budget.accounts === undefined
        ? undefined
        : Math.floor((budget.accounts * accounts.length) / Math.max(1, all))
    ),
    ...present(
      'revenue',
      revenue && amount
        ? { amount, most: whole > 0 ? (revenue.most * sum(amount)) / whole : revenue.most }
        : undefined
    )
  };
}

function mappedPairs(
  list: Int32Array | undefined,
  first: Int32Array,
  second: Int32Array
): Int32Array {
  const kept: number[] = [];
  for (let at = 0; list !== undefined && at + 1 < list.length; at += 2) {
    const a = first[list[at] ?? -1] ?? -1;
    const b = second[list[at + 1] ?? -1] ?? -1;
    if (a >= 0 && b >= 0) kept.push(a, b);
  }
  return Int32Array.from(kept);
}

/** Accounts of the part whose block (family, together-pairs) has a member, or its required territory, outside. */
function tiedAccounts(
  problem: Problem,
  accountAt: Int32Array,
  territoryAt: Int32Array
): Set<number> {
  const blocks = contractBlocks(problem);
  const outside = new Uint8Array(blocks.count);
  blocks.of.forEach((block, account) => {
    if (accountAt[account] === -1) outside[block] = 1;
  });
  const required = problem.required ?? new Int32Array(0);
  for (let at = 0; at + 1 < required.length; at += 2)
    if (territoryAt[required[at + 1] ?? -1] === -1) outside[blocks.of[required[at] ?? 0] ?? 0] = 1;
  return new Set(
    [...blocks.of.keys()].filter(
      (account) => accountAt[account] !== -1 && outside[blocks.of[account] ?? 0] === 1
    )
  );
}
