import { runCommand as approach } from './approach.ts';
import { runCommand as audit } from './audit.ts';
import { runCommand as doctor } from './doctor.ts';
import { runCommand as errors } from './errors.ts';
import { runCommand as importDesign } from './import.ts';
import { runCommand as rebalance } from './rebalance.ts';
import { runCommand as rules } from './rules.ts';
import { runCommand as runs } from './runs.ts';
import { runCommand as sync } from './sync.ts';

/** A command of the terminal. @returns the exit code */
export interface Command {
  readonly summary: string;
  run(args: readonly string[]): Promise<number>;
}

/** Every command by its word. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['sync', { summary: 'read the org, recompute everything, write what differs', run: sync }],
  [
    'import',
    {
      summary: 'build territories from account owners or a CSV file; dry unless --apply',
      run: importDesign
    }
  ],
  [
    'doctor',
    {
      summary: 'look at settings, sign-in, rights, limits and Redis, and say what to mend',
      run: doctor
    }
  ],
  [
    'audit',
    {
      summary: 'look at any org, installed or not, and make one page; writes nothing into it',
      run: audit
    }
  ],
  [
    'approach',
    {
      summary: 'which way to cut territories fits the org’s accounts and results; one page',
      run: approach
    }
  ],
  [
    'rules',
    {
      summary: 'rules as text: export, lint, test and diff; writes nothing into the org',
      run: rules
    }
  ],
  [
    'rebalance',
    {
      summary: 'scenarios: list, create, propose, approve, apply and roll back',
      run: rebalance
    }
  ],
  ['runs', { summary: 'runs of the last thirty days', run: runs }],
  ['errors', { summary: 'records that could not be read or written', run: errors }]
]);
