/**
 * `assign`: a plan for a generated instance with its bound, on one thread.
 * `--accounts N --territories K --seed S --dir DIR --dump FILE --nodes N --seconds S --peer highs`
 */
import { parseArgs } from 'node:util';
import { measureAll } from '../src/domain/assignment/solve/fairness.ts';
import type { Plan } from '../src/domain/assignment/solve/plan.ts';
import type { Problem } from '../src/domain/assignment/solve/problem.ts';
import { solve } from '../src/domain/assignment/solve/solve.ts';
import { dumpPlan } from './assign-dump.ts';
import { generateInstance, instanceHash } from './assign-instance.ts';
import { leastMoved } from './assign-least-moved.ts';
import { solveByHighs } from './assign-peer.ts';
import { readPlaces } from './assign-places.ts';

/** Where miles cost next to nothing each account looks at every territory; beyond so many looks it takes long. */
const mostForLeast = 1.5e8;

export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      accounts: { type: 'string', default: '100000' },
      territories: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      dir: { type: 'string', default: '../shared/data/geo' },
      dump: { type: 'string' },
      nodes: { type: 'string' },
      seconds: { type: 'string' },
      peer: { type: 'string' },
      'move-factor': { type: 'string', default: '1' }
    }
  });
  const places = readPlaces(values.dir);
  const accounts = Number(values.accounts);
  const territories = Number(values.territories);
  const seed = Number(values.seed);
  const problem = generateInstance(places, {
    accounts,
    territories,
    seed,
    moveFactor: Number(values['move-factor'])
  });
  const started = performance.now();
  const processor = process.cpuUsage();
  const plan = solve(problem, {
    seed,
    ...(values.nodes === undefined ? {} : { nodeBudget: Number(values.nodes) }),
    ...(values.seconds === undefined ? {} : { cancelled: timeIsUp(Number(values.seconds)) })
  });
  const seconds = (performance.now() - started) / 1000;
  const cpuSeconds = process.cpuUsage(processor).user / 1e6;
  const peakMB = Math.round(process.resourceUsage().maxRSS / 1024);
  if (values.dump !== undefined) dumpPlan(values.dump, problem, plan);
  const moved = movedOf(problem, plan);
  const line = {
    accounts,
    territories,
    seed,
    places: places.source,
    seconds,
    cpuSeconds,
    peakMB,
    objective: plan.objective,
    bound: plan.bound,
    gap: plan.gap,
    ...bandFigures(problem, plan.territory),
    startOutOfBand: bandFigures(problem, problem.current).outOfBand,
    movedAccounts: moved.accounts,
    movedWorkload: moved.workload,
    movedWorkloadBound: accounts * territories > mostForLeast ? null : leastMoved(problem, seed),
    violations: plan.violations.length,
    ...plan.counters,
    instanceHash: instanceHash(problem)
  };
  if (values.peer === undefined) return line;
  if (values.peer !== 'highs') throw new Error(`--peer knows highs, not ${values.peer}`);
  const peer = await solveByHighs(problem);
  return { ...line, peer, ...comparedWith(peer, line) };
}

/** A time budget: the solver asks no clock itself, or plans would differ from machine to machine. */
function timeIsUp(seconds: number): () => boolean {
  const until = performance.now() + 1000 * seconds;
  return () => performance.now() > until;
}

function comparedWith(
  peer: { seconds: number; objective: number },
  own: { seconds: number; objective: number }
): Record<string, number> {
  return {
    aboveLP: (own.objective - peer.objective) / peer.objective,
    timesFaster: peer.seconds / own.seconds
  };
}

function bandFigures(
  problem: Problem,
  territory: Int32Array
): { maxDeviation: number; outOfBand: number } {
  const figures = measureAll(problem, territory);
  return {
    maxDeviation: Math.max(...figures.map((measure) => measure.maxDeviation)),
    outOfBand: figures.reduce((sum, measure) => sum + measure.outOfBand, 0)
  };
}

export function movedOf(problem: Problem, plan: Plan): { accounts: number; workload: number } {
  let accounts = 0;
  let workload = 0;
  for (let i = 0; i < problem.accounts; i += 1) {
    const from = problem.current[i] ?? -1;
    if (from < 0 || from === plan.territory[i]) continue;
    accounts += 1;
    workload += problem.measures[0]?.weight[i] ?? 0;
  }
  return { accounts, workload };
}
