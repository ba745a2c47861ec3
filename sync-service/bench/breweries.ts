/**
 * `breweries`: 8,224 real businesses into 60 territories from a poor start, with a tier mix, a tenth
 * locked, and at most a tenth changing hands. A line a seed, then mean and worst. Locks, mix, budget
 * and bands are counted here, not by the engine.
 * `--dir DATA/breweries --territories 60 --tolerance 0.05 --seeds 1,2,3,4,5 --budget 0.1`
 */
import { parseArgs } from 'node:util';
import { placeBases } from '../src/domain/assignment/design/place-bases.ts';
import { seededRandom } from '../src/domain/assignment/dense/seeded-random.ts';
import type { Plan } from '../src/domain/assignment/solve/plan.ts';
import type { Problem } from '../src/domain/assignment/solve/problem.ts';
import { solve } from '../src/domain/assignment/solve/solve.ts';
import { startAssignment } from './assign-start.ts';
import type { Breweries } from './brewery-places.ts';
import { readBreweries } from './brewery-places.ts';

/** Hours a week of a customer by type: visits and service. Others: 0.8. */
const hoursOf: Readonly<Record<string, number>> = {
  large: 4,
  regional: 2.5,
  brewpub: 1.1,
  micro: 1,
  contract: 0.8,
  planning: 0.5,
  closed: 0.2
};
const tierA = ['large', 'regional'];
/** No territory may have more than this share of tier A; sixty equal shares would be 1.7 %. */
const mostOfTierA = 0.035;
/** As in `assign`: a round trip at 45 miles an hour, shared among three stops, once in two weeks. */
const hoursPerMile = 2 / 45 / 3 / 2;
const moveHours = 8 / 52;

export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string', default: '../shared/data/breweries' },
      territories: { type: 'string', default: '60' },
      tolerance: { type: 'string', default: '0.05' },
      seeds: { type: 'string', default: '1,2,3,4,5' },
      budget: { type: 'string', default: '0.1' }
    }
  });
  const breweries = readBreweries(values.dir);
  const lines: ReturnType<typeof lineOf>[] = [];
  for (const seed of values.seeds.split(',').map(Number)) {
    const problem = poorStart(breweries, {
      territories: Number(values.territories),
      tolerance: Number(values.tolerance),
      budget: Number(values.budget),
      seed
    });
    const started = performance.now();
    const processor = process.cpuUsage();
    const plan = solve(problem, { seed });
    const line = lineOf(problem, plan, seed, {
      seconds: rounded((performance.now() - started) / 1000, 2),
      processorSeconds: rounded(process.cpuUsage(processor).user / 1e6, 2)
    });
    lines.push(line);
    process.stdout.write(`${JSON.stringify(line)}\n`);
    await Promise.resolve();
  }
  const figure = (of: (line: (typeof lines)[number]) => number): Record<string, number> => ({
    mean: rounded(lines.reduce((sum, line) => sum + of(line), 0) / lines.length, 5),
    worst: Math.max(...lines.map(of))
  });
  return {
    summary: true,
    accounts: breweries.type.length,
    atZip: breweries.atZip,
    atState: breweries.atState,
    territories: Number(values.territories),
    outOfBandAtStart: figure(({ start }) => start.outOfBand),
    outOfBand: figure(({ outOfBand }) => outOfBand),
    maxDeviation: figure(({ maxDeviation }) => maxDeviation),
    overMix: figure(({ overMix }) => overMix),
    brokenLocks: figure(({ brokenLocks }) => brokenLocks),
    movedShare: figure(({ movedShare }) => movedShare),
    withGap: lines.filter(({ gap }) => gap !== null).length,
    gap: figure(({ gap }) => gap ?? Infinity),
    seconds: figure(({ seconds }) => seconds)
  };
}

interface Start {
  readonly territories: number;
  readonly tolerance: number;
  readonly budget: number;
  readonly seed: number;
}

/** Bases where breweries are, today's territories off by up to 40 % in six of ten, a tenth locked. */
function poorStart(breweries: Breweries, { territories, tolerance, budget, seed }: Start): Problem {
  const accounts = breweries.type.length;
  const random = seededRandom(seed);
  const weight = Float64Array.from(breweries.type, (type) => hoursOf[type] ?? 0.8);
  const bases = placeBases({
    latitude: breweries.latitude,
    longitude: breweries.longitude,
    load: weight,
    territories,
    tolerance: 0.1,
    seed
  });
  const share = new Float64Array(territories).fill(1);
  const draft = {
    accounts,
    territories,
    accountLatitude: breweries.latitude,
    accountLongitude: breweries.longitude,
    baseLatitude: bases.latitude,
    baseLongitude: bases.longitude,
    measures: [
      { name: 'workload', weight, share, tolerance, hard: true },
      { name: 'workload', weight, share, tolerance, hard: true }
    ],
    family: new Int32Array(accounts).fill(-1),
    moveCost: new Float64Array(accounts).fill(moveHours),
    costPerMile: weight.map((hours) => hours * hoursPerMile),
    skills: {
      words: 1,
      needed: new Int32Array(accounts),
      offered: new Int32Array(territories)
    }
  };
  const current = startAssignment(draft, random);
  const { skills: _, ...rest } = draft;
  return {
    ...rest,
    measures: draft.measures.slice(0, 1),
    current,
    locked: Uint8Array.from(current, () => (random() < 0.1 ? 1 : 0)),
    mix: {
      marked: Uint8Array.from(breweries.type, (type) => (tierA.includes(type) ? 1 : 0)),
      maxShare: mostOfTierA
    },
    budget: { accounts: Math.floor(budget * accounts) }
  };
}

function lineOf(
  problem: Problem,
  plan: Plan,
  seed: number,
  time: { readonly seconds: number; readonly processorSeconds: number }
) {
  const after = figuresOf(problem, plan.territory);
  return {
    seed,
    start: figuresOf(problem, problem.current),
    ...after,
    brokenLocks: [...problem.locked.keys()].filter(
      (i) => problem.locked[i] === 1 && plan.territory[i] !== problem.current[i]
    ).length,
    budget: problem.budget?.accounts,
    objective: rounded(plan.objective, 2),
    bound: rounded(plan.bound, 2),
    gap: plan.gap === null ? null : rounded(plan.gap, 5),
    violations: plan.violations.map(
      ({ kind, name, territory, actual, least, most }) =>
        `${kind} ${name} of ${String(territory)}: ${String(rounded(actual, 3))}, not ${String(rounded(least, 3))} to ${String(rounded(most, 3))}`
    ),
    ...time,
    ...plan.counters
  };
}

/** From the territories alone. */
function figuresOf(problem: Problem, territory: Int32Array) {
  const { territories, measures, mix, current } = problem;
  const [measure] = measures;
  const load = new Float64Array(territories);
  const marked = new Int32Array(territories);
  let whole = 0;
  let moved = 0;
  territory.forEach((k, i) => {
    const own = measure?.weight[i] ?? 0;
    whole += own;
    load[k] = (load[k] ?? 0) + own;
    marked[k] = (marked[k] ?? 0) + (mix?.marked[i] ?? 0);
    if (k !== current[i]) moved += 1;
  });
  const deviation = load.map((own) => Math.abs((own * territories) / whole - 1));
  const all = marked.reduce((sum, own) => sum + own, 0);
  return {
    outOfBand: deviation.filter((off) => off > (measure?.tolerance ?? 0) + 1e-9).length,
    maxDeviation: rounded(Math.max(...deviation), 4),
    overMix: marked.filter((own) => own > (mix?.maxShare ?? 1) * all + 1e-9).length,
    moved,
    movedShare: rounded(moved / territory.length, 4)
  };
}

const rounded = (value: number, places: number): number => Number(value.toFixed(places));
