/**
 * One scenario of many moves applied in the mode `Owner` to a local org in the same process, with
 * locks, skewed parents, lost answers and people who edit meanwhile. Calls are held against the
 * least number of calls of 200 rows that all that must be written fits into.
 */
import { parseArgs } from 'node:util';
import { applyManyMoves } from '../../tests/undo/many-moves.ts';

/** `--moves N --seed N`. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: { moves: { type: 'string', default: '50000' }, seed: { type: 'string', default: '1' } }
  });
  return { ...(await applyManyMoves(Number(values.moves), Number(values.seed))) };
}
