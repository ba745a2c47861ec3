/**
 * Capacitated p-median on the published instances: how far from the best known design, one JSON
 * line an instance, then a summary. OR-Library's distances are rounded down; the others are not.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CentresProblem } from '../src/domain/assignment/centres/centres-problem.ts';
import { planeDistances } from '../src/domain/assignment/centres/centres-problem.ts';
import { solveCentres } from '../src/domain/assignment/centres/solve-centres.ts';

interface Instance {
  readonly name: string;
  readonly type: 'OR-Library' | 'SJC' | 'P3038';
  readonly best: number;
  readonly problem: () => CentresProblem;
}

const trials = [1_000_000, 9_000_000] as const;
const mostNodes = 400_000_000;
/** Part of the time that is planned for, since a long search is not quite as fast as a short one. */
const planned = 0.9;

/** How many nodes this machine looks at in the time, beside what begins a search: one that is cut off has not cooled. */
function nodesWithin(problem: CentresProblem, seed: number, seconds: number): number {
  const [short, long] = trials.map((nodes) => {
    const before = process.cpuUsage();
    solveCentres(problem, { seed, nodes });
    return process.cpuUsage(before).user / 1e6;
  });
  const aNode = ((long ?? 0) - (short ?? 0)) / (trials[1] - trials[0]);
  const left = seconds - (short ?? 0);
  return Math.min(mostNodes, Math.max(trials[1], Math.round((planned * left) / aNode)));
}

/** Without `--nodes` as many as the seconds allow. Seconds are of the processor, which on a quiet machine are those of the clock. `--dir FOLDER --seed N --seconds N --nodes N --only SJC1,P3038`. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string' },
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '30' },
      nodes: { type: 'string' },
      only: { type: 'string', default: '' }
    }
  });
  if (values.dir === undefined) throw new Error('--dir FOLDER with the instances is needed');
  const wanted = values.only.split(',').filter((name) => name !== '');
  const instances = [...orLibrary(values.dir), ...clustered(values.dir)].filter(
    ({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start))
  );
  const gaps: { readonly type: string; readonly gap: number | null }[] = [];
  for (const { name, type, best, problem } of instances) {
    const seed = Number(values.seed);
    const nodes =
      values.nodes === undefined
        ? nodesWithin(problem(), seed, Number(values.seconds))
        : Number(values.nodes);
    const start = performance.now();
    const processor = process.cpuUsage();
    const most = Number(values.seconds) * 1e6 - 300_000;
    const result = solveCentres(problem(), {
      seed,
      nodes,
      stop: () => process.cpuUsage(processor).user > most
    });
    if (!result.ok) throw new Error(`${name}: ${result.message}`);
    const { design } = result;
    const gap = design.exceeded.length > 0 ? null : (100 * (design.cost - best)) / best;
    gaps.push({ type, gap });
    process.stdout.write(
      `${JSON.stringify({
        instance: name,
        cost: rounded(design.cost, 2),
        best,
        gap: rounded(gap),
        exceeded: design.exceeded.length,
        nodes: design.nodes,
        processorSeconds: rounded(process.cpuUsage(processor).user / 1e6, 2),
        seconds: rounded((performance.now() - start) / 1000, 2)
      })}\n`
    );
    await Promise.resolve();
  }
  const figures = (type: string | null): Record<string, unknown> => {
    const all = gaps.filter((one) => type === null || one.type === type);
    const finite = all.flatMap(({ gap }) => (gap === null ? [] : [gap]));
    return {
      instances: all.length,
      infeasible: all.length - finite.length,
      meanGap: rounded(finite.reduce((sum, gap) => sum + gap, 0) / finite.length),
      worstGap: rounded(Math.max(...finite))
    };
  };
  return {
    summary: true,
    seed: Number(values.seed),
    ...figures(null),
    byType: Object.fromEntries(
      [...new Set(gaps.map(({ type }) => type))].map((type) => [type, figures(type)])
    )
  };
}

/** OR-Library: number and optimum; points, bases, capacity; then number, x, y, demand. */
function orLibrary(dir: string): Instance[] {
  const folder = join(dir, 'pmedcap');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => {
      const numbers = numbersOf(join(folder, name));
      const [number = 0, best = NaN, points = 0, centres = 0, capacity = 0] = numbers;
      const column = (at: number): number[] =>
        Array.from({ length: points }, (_, point) => numbers[5 + point * 4 + at] ?? NaN);
      return {
        name: `pmedcap${String(number).padStart(2, '0')}`,
        type: 'OR-Library' as const,
        best,
        problem: () => ({
          points,
          centres,
          distance: planeDistances(column(1), column(2), Math.floor),
          demand: Float64Array.from(column(3)),
          capacity: new Float64Array(points).fill(capacity)
        })
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** SJC and P3038: points and bases; then x, y, capacity, demand. */
function clustered(dir: string): Instance[] {
  const folder = join(dir, 'cpmp');
  const [, ...lines] = readFileSync(join(folder, 'best_known.csv'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [name = '', best = ''] = line.split(',');
    return {
      name,
      type: name.startsWith('SJC') ? ('SJC' as const) : ('P3038' as const),
      best: Number(best),
      problem: () => {
        const numbers = numbersOf(join(folder, `${name}.dat`));
        const [points = 0, centres = 0] = numbers;
        const column = (at: number): number[] =>
          Array.from({ length: points }, (_, point) => numbers[2 + point * 4 + at] ?? NaN);
        return {
          points,
          centres,
          distance: planeDistances(column(0), column(1)),
          demand: Float64Array.from(column(3)),
          capacity: Float64Array.from(column(2))
        };
      }
    };
  });
}

function numbersOf(path: string): number[] {
  return readFileSync(path, 'utf8').trim().split(/\s+/).map(Number);
}

function rounded(value: number | null, places = 3): number | null {
  return value === null || Number.isNaN(value) ? null : Number(value.toFixed(places));
}
