import { contractBlocks } from './blocks.ts';
import type { Instance } from './instance.ts';
import { compileInstance } from './instance.ts';
import { accountsWithoutPlace } from './permitted-places.ts';
import type { Measure, Problem } from './problem.ts';

/** What is wrong with a problem's data, in words, with the account and territory it is about (−1: none). */
export interface ProblemFault {
  readonly code:
    | 'noAccounts'
    | 'noTerritories'
    | 'tooManyTerritories'
    | 'wrongLength'
    | 'notANumber'
    | 'negative'
    | 'outOfRange'
    | 'noCapacity'
    | 'contradictingLocks'
    | 'contradictingPairs'
    | 'nowhereAllowed';
  readonly message: string;
  readonly account: number;
  readonly territory: number;
}

/** Data that no plan could fit; `faults` says why, the first few in the message. */
export class UnsoundProblemError extends Error {
  readonly faults: readonly ProblemFault[];
  constructor(faults: readonly ProblemFault[]) {
    super(
      faults
        .slice(0, 3)
        .map((fault) => fault.message)
        .join('; ')
    );
    this.faults = faults;
  }
}

/** Candidates hold territories in 16 bits. */
const mostTerritories = 65_535;
const mostFaults = 100;

/**
 * The problem made ready to solve.
 * @throws UnsoundProblemError for data that no plan could fit
 */
export function compileSound(problem: Problem): Instance {
  const faults = dataFaults(problem);
  if (faults.length > 0) throw new UnsoundProblemError(faults);
  const instance = compileInstance(problem);
  const lost = placeFaults(instance);
  if (lost.length > 0) throw new UnsoundProblemError(lost);
  return instance;
}

/** Every fault, up to a hundred; sound data may still have no feasible plan, which `solve` names. */
export function checkProblem(problem: Problem): ProblemFault[] {
  const faults = dataFaults(problem);
  return faults.length > 0 ? faults : placeFaults(compileInstance(problem));
}

function placeFaults(instance: Instance): ProblemFault[] {
  return accountsWithoutPlace(instance, mostFaults).map((account) => ({
    code: 'nowhereAllowed',
    message: `Skills, radius, family and forbidden pairs leave no territory to account ${account}`,
    account,
    territory: -1
  }));
}

function dataFaults(problem: Problem): ProblemFault[] {
  const faults: ProblemFault[] = [];
  const report: Report = (code, message, account = -1, territory = -1) => {
    if (faults.length < mostFaults) faults.push({ code, message, account, territory });
  };
  if (problem.accounts < 1) report('noAccounts', 'There are no accounts to assign');
  if (problem.territories < 1) report('noTerritories', 'There are no territories');
  if (problem.territories > mostTerritories)
    report('tooManyTerritories', `More than ${mostTerritories} territories`);
  if (faults.length > 0) return faults;
  checkColumns(problem, report);
  if (faults.length > 0) return faults;
  checkPlaces(problem, report);
  for (const measure of problem.measures) checkMeasure(measure, problem, report);
  checkTerritoryIndices(problem, report);
  if (faults.length > 0) return faults;
  checkLocks(problem, report);
  if (faults.length === 0) checkSkills(problem, report);
  return faults;
}

type Report = (
  code: ProblemFault['code'],
  message: string,
  account?: number,
  territory?: number
) => void;

function checkColumns(problem: Problem, report: Report): void {
  const { accounts, territories, skills, limits } = problem;
  const lengths: [string, { length: number } | undefined, number][] = [
    ['accountLatitude', problem.accountLatitude, accounts],
    ['accountLongitude', problem.accountLongitude, accounts],
    ['baseLatitude', problem.baseLatitude, territories],
    ['baseLongitude', problem.baseLongitude, territories],
    ['current', problem.current, accounts],
    ['locked', problem.locked, accounts],
    ['family', problem.family, accounts],
    ['moveCost', problem.moveCost, accounts],
    ['costPerMile', problem.costPerMile, accounts],
    ['skills.needed', skills?.needed, accounts * (skills?.words ?? 0)],
    ['skills.preferred', skills?.preferred, accounts * (skills?.words ?? 0)],
    ['skills.offered', skills?.offered, territories * (skills?.words ?? 0)],
    ['mix.marked', problem.mix?.marked, accounts],
    ['budget.revenue', problem.budget?.revenue?.amount, accounts],
    ['limits.minAccounts', limits?.minAccounts, territories],
    ['limits.maxAccounts', limits?.maxAccounts, territories],
    ['limits.radiusMiles', limits?.radiusMiles, territories],
    ['limits.maxLoad', limits?.maxLoad?.most, territories]
  ];
  for (const measure of problem.measures)
    lengths.push(
      [`${measure.name} weight`, measure.weight, accounts],
      [`${measure.name} perMile`, measure.perMile, accounts],
      [`${measure.name} share`, measure.share, territories]
    );
  for (const [name, column, length] of lengths)
    if (column !== undefined && column.length !== length)
      report('wrongLength', `${name} has ${column.length} values, not ${length}`);
  checkAmounts('moveCost', problem.moveCost, report);
  checkAmounts('costPerMile', problem.costPerMile, report);
  if (problem.budget?.revenue !== undefined)
    checkAmounts('budget revenue', problem.budget.revenue.amount, report);
  for (const [name, value] of [
    ['account budget', problem.budget?.accounts],
    ['revenue budget', problem.budget?.revenue?.most],
    ['mix share', problem.mix?.maxShare],
    ['mismatch cost', skills?.mismatchCost]
  ] as const)
    if (value !== undefined && !(value >= 0 && value < Infinity))
      report(value < 0 ? 'negative' : 'notANumber', `The ${name} is ${value}`);
}

function checkAmounts(name: string, column: Float64Array, report: Report): void {
  for (let account = 0; account < column.length; account += 1) {
    const value = column[account] ?? NaN;
    if (!Number.isFinite(value))
      report('notANumber', `${name} of account ${account} is ${value}`, account);
    else if (value < 0) report('negative', `${name} of account ${account} is ${value}`, account);
  }
}

function checkPlaces(problem: Problem, report: Report): void {
  const check = (what: string, latitude: Float64Array, longitude: Float64Array): void => {
    for (let index = 0; index < latitude.length; index += 1) {
      const north = latitude[index] ?? NaN;
      const east = longitude[index] ?? NaN;
      if (Math.abs(north) > 90 || Math.abs(east) === Infinity)
        report(
          'outOfRange',
          `The place of ${what} ${index} is ${north}, ${east}`,
          what === 'account' ? index : -1,
          what === 'account' ? -1 : index
        );
    }
  };
  check('account', problem.accountLatitude, problem.accountLongitude);
  check('territory', problem.baseLatitude, problem.baseLongitude);
}

function checkMeasure(measure: Measure, problem: Problem, report: Report): void {
  checkAmounts(measure.name, measure.weight, report);
  if (measure.perMile !== undefined)
    checkAmounts(`${measure.name} a mile`, measure.perMile, report);
  let whole = 0;
  for (let k = 0; k < problem.territories; k += 1) {
    const share = measure.share[k] ?? NaN;
    if (!(share >= 0 && share < Infinity))
      report('notANumber', `The share of ${measure.name} of territory ${k} is ${share}`, -1, k);
    whole += share;
  }
  if (whole === 0) report('noCapacity', `No territory has a share of ${measure.name}`);
  if (!(measure.tolerance >= 0 && measure.tolerance < Infinity))
    report('outOfRange', `The tolerance of ${measure.name} is ${measure.tolerance}`);
  if (!measure.hard && !((measure.penalty ?? NaN) >= 0 && (measure.penalty ?? 0) < Infinity))
    report('notANumber', `The soft band of ${measure.name} has no penalty`);
  if (measure.total !== undefined && !(measure.total >= 0 && measure.total < Infinity))
    report('notANumber', `The total of ${measure.name} is ${measure.total}`);
}

function checkTerritoryIndices(problem: Problem, report: Report): void {
  const { accounts, territories } = problem;
  problem.current.forEach((k, account) => {
    if (k < -1 || k >= territories)
      report('outOfRange', `Account ${account} is in unknown territory ${k}`, account, k);
    if (problem.locked[account] === 1 && k < 0)
      report('contradictingLocks', `Account ${account} is locked but in no territory`, account);
  });
  const pairs = (name: string, list: Int32Array | undefined, ends: readonly number[]): void => {
    list?.forEach((value, index) => {
      if (value < 0 || value >= (ends[index % 2] ?? 0))
        report('outOfRange', `A ${name} pair names unknown number ${value}`);
    });
  };
  pairs('required', problem.required, [accounts, territories]);
  pairs('forbidden', problem.forbidden, [accounts, territories]);
  pairs('together', problem.together, [accounts, accounts]);
  pairs('apart', problem.apart, [accounts, accounts]);
}

function checkLocks(problem: Problem, report: Report): void {
  const blocks = contractBlocks(problem);
  const held = new Int32Array(blocks.count).fill(-1);
  const holder = new Int32Array(blocks.count).fill(-1);
  const hold = (account: number, k: number): void => {
    const block = blocks.of[account] ?? 0;
    const before = held[block] ?? -1;
    if (before >= 0 && before !== k)
      report(
        'contradictingLocks',
        `Account ${account} must be in territory ${k}, but goes with account ${holder[block]}, which must be in ${before}`,
        account,
        k
      );
    held[block] = k;
    holder[block] = account;
  };
  for (let account = 0; account < problem.accounts; account += 1)
    if (problem.locked[account] === 1) hold(account, problem.current[account] ?? -1);
  const required = problem.required ?? new Int32Array(0);
  for (let pair = 0; pair + 1 < required.length; pair += 2)
    hold(required[pair] ?? 0, required[pair + 1] ?? 0);
  const forbidden = problem.forbidden ?? new Int32Array(0);
  for (let pair = 0; pair + 1 < forbidden.length; pair += 2) {
    const account = forbidden[pair] ?? 0;
    const k = forbidden[pair + 1] ?? 0;
    if (held[blocks.of[account] ?? 0] === k)
      report(
        'contradictingPairs',
        `Account ${account} is both required in and forbidden from territory ${k}`,
        account,
        k
      );
  }
  const apart = problem.apart ?? new Int32Array(0);
  for (let pair = 0; pair + 1 < apart.length; pair += 2)
    if (blocks.of[apart[pair] ?? 0] === blocks.of[apart[pair + 1] ?? 0])
      report(
        'contradictingPairs',
        `Accounts ${apart[pair]} and ${apart[pair + 1]} must be apart and together`,
        apart[pair]
      );
}

/** A skill that nobody offers. */
function checkSkills(problem: Problem, report: Report): void {
  const { skills } = problem;
  if (skills === undefined) return;
  for (let word = 0; word < skills.words; word += 1) {
    let offered = 0;
    for (let k = 0; k < problem.territories; k += 1)
      offered |= skills.offered[k * skills.words + word] ?? 0;
    for (let account = 0; account < problem.accounts; account += 1) {
      const missing = (skills.needed[account * skills.words + word] ?? 0) & ~offered;
      if (missing !== 0 && problem.locked[account] !== 1)
        report(
          'nowhereAllowed',
          `Account ${account} needs skill ${word * 32 + 31 - Math.clz32(missing)}, which no territory offers`,
          account
        );
    }
  }
}
