/**
 * `certificate`: whether a plan favours anybody, sampled twice with unlike seeds and held against
 * itself: shares that two runs do not agree on are not known.
 * `--accounts N --territories K --seed S --steps N --dir DATA/geo`
 */
import { parseArgs } from 'node:util';
import type { FairnessCertificate } from '../src/domain/assignment/certificate/certify-fairness.ts';
import { certifyFairness } from '../src/domain/assignment/certificate/certify-fairness.ts';
import { solve } from '../src/domain/assignment/solve/solve.ts';
import { generateInstance, instanceHash } from './assign-instance.ts';
import { readPlaces } from './assign-places.ts';

export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      accounts: { type: 'string', default: '300' },
      territories: { type: 'string', default: '6' },
      seed: { type: 'string', default: '1' },
      steps: { type: 'string' },
      dir: { type: 'string', default: '../shared/data/geo' }
    }
  });
  const seed = Number(values.seed);
  const problem = generateInstance(readPlaces(values.dir), {
    accounts: Number(values.accounts),
    territories: Number(values.territories),
    seed
  });
  const plan = solve(problem, { seed });
  const runs = [1, 2].map((chain) => {
    const processor = process.cpuUsage();
    const certificate = certifyFairness(problem, plan.territory, {
      seed: 2 * seed + chain,
      ...(values.steps === undefined ? {} : { mostSteps: Number(values.steps) })
    });
    return { certificate, cpuSeconds: process.cpuUsage(processor).user / 1e6 };
  });
  const [one, two] = runs.map(({ certificate }) => certificate);
  return {
    accounts: problem.accounts,
    territories: problem.territories,
    seed,
    gap: plan.gap,
    runs: runs.map(({ certificate, cpuSeconds }) => ({
      holds: certificate.holds,
      rHat: certificate.rHat,
      samples: certificate.samples,
      steps: certificate.steps,
      cpuSeconds
    })),
    ...(one === undefined || two === undefined ? {} : apart(one, two)),
    instanceHash: instanceHash(problem)
  };
}

/**
 * How far two certificates are apart at most, in shares and in standard errors of the difference;
 * null where either gives no shares.
 */
function apart(one: FairnessCertificate, two: FairnessCertificate): Record<string, number | null> {
  if (!one.holds || !two.holds) return { mostApart: null, mostApartInErrors: null };
  let share = 0;
  let errors = 0;
  one.measures.forEach(({ reps }, m) => {
    for (const [k, rep] of reps.entries()) {
      const other = two.measures[m]?.reps[k];
      if (other === undefined) continue;
      const between = Math.abs(rep.better - other.better);
      share = Math.max(share, between);
      if (between > 0) errors = Math.max(errors, between / Math.hypot(rep.error, other.error));
    }
  });
  return { mostApart: share, mostApartInErrors: errors };
}
