import type { InputFault } from '../input/input-fault.ts';
import { UnsoundInputError } from '../input/input-fault.ts';
import type { ProblemFault } from '../solve/check-problem.ts';
import { UnsoundProblemError } from '../solve/check-problem.ts';
import type { Plan, SolveOptions } from '../solve/plan.ts';
import { solve } from '../solve/solve.ts';
import type { Restriction } from './restrict-problem.ts';

/**
 * Solves a part.
 * @throws UnsoundInputError whose records are numbered as in the whole
 */
export function solvePart(restriction: Restriction, options: SolveOptions): Plan {
  try {
    return solve(restriction.problem, options);
  } catch (error) {
    if (!(error instanceof UnsoundProblemError)) throw error;
    throw new UnsoundInputError(faultsOfWhole(restriction, error.faults));
  }
}

/** Faults of a part speak of its own numbers; these are the same by the whole's. */
export function faultsOfWhole(
  { accounts, territories }: Restriction,
  faults: readonly ProblemFault[]
): InputFault[] {
  return faults.map(({ code, message, account, territory }) => {
    const whole = accounts[account];
    const k = territories[territory];
    const record =
      whole !== undefined
        ? `Account ${String(whole)}`
        : k !== undefined
          ? `Territory ${String(k)}`
          : '';
    return code === 'nowhereAllowed'
      ? {
          code: 'contradiction',
          record,
          field: 'skills',
          message: `${record}: skills, radius, family and forbidden pairs leave it none of the territories that take part.`
        }
      : {
          code: 'outOfRange',
          record,
          field: code,
          message: record === '' ? message : `${record}: ${message} (as numbered in its part)`
        };
  });
}
