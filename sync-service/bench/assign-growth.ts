/**
 * `assign-growth`: how time, memory and gap grow with accounts and territories, one JSON line for
 * each size with mean and worst over the seeds. Memory is the process's peak so far, so sizes rise.
 * `--sizes 1000x10,10000x50 --seeds 5 --dir DIR`
 */
import { parseArgs } from 'node:util';
import { solve } from '../src/domain/assignment/solve/solve.ts';
import { generateInstance } from './assign-instance.ts';
import { readPlaces } from './assign-places.ts';

const usualSizes =
  '1000x10,5000x50,10000x50,10000x200,100000x200,100000x1000,1000000x200,1000000x2000';

interface Run {
  readonly cpuSeconds: number;
  readonly gap: number | null;
  readonly missed: number;
}

export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: usualSizes },
      seeds: { type: 'string', default: '5' },
      dir: { type: 'string', default: '../shared/data/geo' }
    }
  });
  const places = readPlaces(values.dir);
  const lines = values.sizes.split(',').map((size) => {
    const [accounts = 0, territories = 0] = size.split('x').map(Number);
    const runs: Run[] = [];
    for (let seed = 1; seed <= Number(values.seeds); seed += 1) {
      const problem = generateInstance(places, { accounts, territories, seed });
      const before = process.cpuUsage();
      const plan = solve(problem, { seed });
      runs.push({
        cpuSeconds: process.cpuUsage(before).user / 1e6,
        gap: plan.gap,
        missed: plan.violations.length
      });
    }
    const line = {
      accounts,
      territories,
      seeds: runs.length,
      cpuSeconds: meanAndWorst(runs.map(({ cpuSeconds }) => cpuSeconds)),
      gap: meanAndWorst(runs.flatMap(({ gap }) => (gap === null ? [] : [gap]))),
      limitsMissed: runs.map(({ missed }) => missed),
      peakMB: Math.round(process.resourceUsage().maxRSS / 1024)
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return line;
  });
  return { places: places.source, sizes: lines.length, powerOfAccounts: powersOfAccounts(lines) };
}

/**
 * By number of territories: the power of the accounts by which processor seconds grow from its
 * smallest to its largest size. Each account has twelve candidates, so 1 is linear in both.
 */
function powersOfAccounts(
  lines: readonly { accounts: number; territories: number; cpuSeconds: { mean: number } }[]
): Record<string, number> {
  const sizes = Map.groupBy(lines, ({ territories }) => territories);
  return Object.fromEntries(
    [...sizes].flatMap(([territories, group]) => {
      const [least, most] = [group[0], group.at(-1)];
      if (least === undefined || most === undefined || least === most) return [];
      const seconds = Math.log(most.cpuSeconds.mean / least.cpuSeconds.mean);
      return [[String(territories), seconds / Math.log(most.accounts / least.accounts)]];
    })
  );
}

function meanAndWorst(values: readonly number[]): { mean: number; worst: number } {
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    worst: Math.max(...values)
  };
}
