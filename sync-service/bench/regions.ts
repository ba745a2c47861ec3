/**
 * `regions`: independent regions solved one after another and in threads. The plans must be the
 * same to the byte.
 * `--accounts N --territories K --regions R --threads T --seed S --dir DATA/geo`
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { RegionPlan } from '../src/domain/assignment/design/solve-regions.ts';
import { cutIntoRegions, solveRegions } from '../src/domain/assignment/design/solve-regions.ts';
import { solveRegionsApart } from '../src/jobs/solve-regions-apart.ts';
import { generateInstance, instanceHash } from './assign-instance.ts';
import { readPlaces } from './assign-places.ts';

export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      accounts: { type: 'string', default: '40000' },
      territories: { type: 'string', default: '120' },
      regions: { type: 'string', default: '6' },
      threads: { type: 'string', default: '2' },
      seed: { type: 'string', default: '1' },
      dir: { type: 'string', default: '../shared/data/geo' }
    }
  });
  const seed = Number(values.seed);
  const problem = generateInstance(readPlaces(values.dir), {
    accounts: Number(values.accounts),
    territories: Number(values.territories),
    seed
  });
  const regions = cutIntoRegions(
    problem,
    byLongitude(problem.baseLongitude, Number(values.regions))
  );
  const began = performance.now();
  const inTurn = solveRegions(regions, { seed });
  const between = performance.now();
  const apart = await solveRegionsApart(regions, { seed, threads: Number(values.threads) });
  const ended = performance.now();
  return {
    accounts: problem.accounts,
    territories: problem.territories,
    regions: regions.parts.length,
    threads: Number(values.threads),
    seed,
    identical: digest(inTurn) === digest(apart),
    secondsInTurn: (between - began) / 1000,
    secondsApart: (ended - between) / 1000,
    timesFaster: (between - began) / (ended - between),
    objective: inTurn.objective,
    bound: inTurn.bound,
    gap: inTurn.gap,
    violations: inTurn.violations.length,
    tied: inTurn.tied.length,
    plan: digest(inTurn),
    instanceHash: instanceHash(problem)
  };
}

/** Bases from west to east in regions of equal number. */
function byLongitude(longitude: Float64Array, regions: number): Int32Array {
  const order = [...longitude.keys()].sort((a, b) => (longitude[a] ?? 0) - (longitude[b] ?? 0));
  const region = new Int32Array(longitude.length);
  order.forEach((k, rank) => {
    region[k] = Math.floor((rank * regions) / longitude.length);
  });
  return region;
}

/** Of all that the plan says. */
function digest({ territory, ...rest }: RegionPlan): string {
  return createHash('sha256')
    .update(territory)
    .update(JSON.stringify(rest))
    .digest('hex')
    .slice(0, 16);
}
