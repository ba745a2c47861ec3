import { runCommand as sync } from './sync.ts';

/** A command of the terminal. @returns the exit code */
export interface Command {
  readonly summary: string;
  run(args: readonly string[]): Promise<number>;
}

/** Every command by its word. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['sync', { summary: 'read the org, recompute everything, write what differs', run: sync }]
]);
