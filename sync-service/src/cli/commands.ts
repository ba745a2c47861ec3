/** A command of the terminal. */
export interface Command {
  readonly summary: string;
  /** @returns the exit code */
  run(args: readonly string[]): Promise<number>;
}

interface CommandModule {
  readonly runCommand: Command['run'];
}

/** A command whose module is read when it is run: a sync need not wait for the audit's page. */
function command(summary: string, load: () => Promise<CommandModule>): Command {
  return { summary, run: async (args) => (await load()).runCommand(args) };
}

/** Every command by its word. */
export const commands: ReadonlyMap<string, Command> = new Map([
  [
    'sync',
    command('read the org, recompute everything, write what differs', () => import('./sync.ts'))
  ],
  [
    'import',
    command(
      'build territories from account owners or a CSV file; dry unless --apply',
      () => import('./import.ts')
    )
  ],
  [
    'doctor',
    command(
      'look at settings, sign-in, rights, limits and Redis, and say what to mend',
      () => import('./doctor.ts')
    )
  ],
  [
    'audit',
    command(
      'look at any org, installed or not, and make one page; writes nothing into it',
      () => import('./audit.ts')
    )
  ],
  [
    'approach',
    command(
      'which way to cut territories fits the org’s accounts and results; one page',
      () => import('./approach.ts')
    )
  ],
  [
    'rules',
    command(
      'rules as text: export, lint, test and diff; writes nothing into the org',
      () => import('./rules.ts')
    )
  ],
  [
    'rebalance',
    command(
      'scenarios: list, create, propose, approve, apply and roll back',
      () => import('./rebalance.ts')
    )
  ],
  [
    'quota',
    command(
      'a draft of quotas with the reasons of each row; dry unless --publish',
      () => import('./quota.ts')
    )
  ],
  ['runs', command('runs of the last thirty days', () => import('./runs.ts'))],
  ['errors', command('records that could not be read or written', () => import('./errors.ts'))]
]);
