/**
 * `counties`: the counties of the 48 states into territories of equal population, every one in one
 * piece. A line a seed, then mean and worst. Pieces are counted here, not by the engine.
 * `--dir DATA/geo --territories 50 --tolerance 0.05 --seeds 1,2,3,4,5 --nodes N --cut MILES`
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AreaPlan } from '../src/domain/assignment/areas/area-plan.ts';
import type { AreaProblem } from '../src/domain/assignment/areas/area-problem.ts';
import { solveAreas } from '../src/domain/assignment/areas/solve-areas.ts';

export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string', default: '../shared/data/geo' },
      territories: { type: 'string', default: '50' },
      tolerance: { type: 'string', default: '0.05' },
      seeds: { type: 'string', default: '1,2,3,4,5' },
      nodes: { type: 'string' },
      cut: { type: 'string' }
    }
  });
  const problem = readCounties(
    values.dir,
    Number(values.territories),
    Number(values.tolerance),
    values.cut === undefined ? undefined : Number(values.cut)
  );
  const lines: ReturnType<typeof lineOf>[] = [];
  for (const seed of values.seeds.split(',').map(Number)) {
    const started = performance.now();
    const processor = process.cpuUsage();
    const plan = solveAreas(problem, {
      seed,
      ...(values.nodes === undefined ? {} : { nodes: Number(values.nodes) })
    });
    const line = lineOf(problem, plan, seed, {
      seconds: rounded((performance.now() - started) / 1000, 2),
      processorSeconds: rounded(process.cpuUsage(processor).user / 1e6, 2)
    });
    lines.push(line);
    process.stdout.write(`${JSON.stringify(line)}\n`);
    await Promise.resolve();
  }
  const figure = (of: (line: (typeof lines)[number]) => number): Record<string, number> => ({
    mean: rounded(lines.reduce((sum, line) => sum + of(line), 0) / lines.length, 4),
    worst: Math.max(...lines.map(of))
  });
  return {
    summary: true,
    areas: problem.areas,
    territories: problem.territories,
    maxDeviation: figure((line) => line.maxDeviation),
    outOfBand: figure((line) => line.outOfBand),
    notInOnePiece: figure((line) => line.notInOnePiece),
    cutEdges: figure((line) => line.cutEdges),
    meanMiles: figure((line) => line.meanMiles),
    seconds: figure((line) => line.seconds)
  };
}

/** Default cost of a cut border: one mile for this many people. */
const usualCut = 400_000;

/** Counties with their population, centres and borders. */
export function readCounties(
  dir: string,
  territories: number,
  tolerance: number,
  cutCost: number = usualCut
): AreaProblem {
  const rows = readFileSync(join(dir, 'counties.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) =>
      /^(\d+),"?([^"]*?)"?,([A-Z]{2}),(\d+),([-\d.]+),([-\d.]+),.*,(\d)$/.exec(line.trim())
    )
    .filter((row) => row !== null && row[7] === '1')
    .map((row) => row ?? []);
  const index = new Map(rows.map((row, at) => [row[1] ?? '', at]));
  const borders = readFileSync(join(dir, 'county_adjacency_edges.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) =>
      line
        .trim()
        .split(',')
        .map((fips) => index.get(fips))
    )
    .flatMap(([a, b]) => (a === undefined || b === undefined ? [] : [a, b]));
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => Number(row[at]));
  return {
    areas: rows.length,
    territories,
    latitude: column(5),
    longitude: column(6),
    borders: Int32Array.from(borders),
    measures: [
      {
        name: 'population',
        weight: column(4),
        share: new Float64Array(territories).fill(1),
        tolerance
      }
    ],
    cutCost,
    areaNames: rows.map((row) => row[2] ?? '')
  };
}

function lineOf(
  problem: AreaProblem,
  plan: AreaPlan,
  seed: number,
  time: { readonly seconds: number; readonly processorSeconds: number }
) {
  return { seed, ...figuresOf(problem, plan), ...time, ...plan.counters };
}

/** Figures from the plan's territories alone. */
function figuresOf(problem: AreaProblem, plan: AreaPlan) {
  const { areas, territories, borders } = problem;
  const [measure] = problem.measures;
  const people = measure?.weight ?? new Float64Array(areas);
  const whole = people.reduce((sum, own) => sum + own, 0);
  const load = new Float64Array(territories);
  plan.territory.forEach((k, area) => {
    load[k] = (load[k] ?? 0) + (people[area] ?? 0);
  });
  const alone = new Set(plan.oversized.map(({ territory }) => territory));
  const left = whole - [...alone].reduce((sum, k) => sum + (load[k] ?? 0), 0);
  const fair = left / (territories - alone.size);
  const deviations = [...load].flatMap((own, k) =>
    alone.has(k) ? [] : [Math.abs(own / fair - 1)]
  );
  let cutEdges = 0;
  for (let at = 0; at < borders.length; at += 2)
    if (plan.territory[borders[at] ?? 0] !== plan.territory[borders[at + 1] ?? 0]) cutEdges += 1;
  return {
    maxDeviation: rounded(Math.max(...deviations), 4),
    outOfBand: deviations.filter((off) => off > (measure?.tolerance ?? 0) + 1e-9).length,
    notInOnePiece: territories - onePieceCount(problem, plan.territory),
    cutEdges,
    meanMiles: rounded(plan.travel / whole, 2),
    cost: Math.round(plan.cost),
    oversized: plan.oversized.map(({ area, weight }) => ({
      area: problem.areaNames?.[area],
      timesFair: rounded(weight / (whole / territories), 3)
    })),
    islands: plan.islands.map(({ areas: there }) => there.map((area) => problem.areaNames?.[area])),
    violations: plan.violations.map(({ message }) => message)
  };
}

/** Territories whose areas a breadth-first search over the borders reaches from any of them. */
function onePieceCount(
  { areas, territories, borders }: AreaProblem,
  territory: Int32Array
): number {
  const beside = Array.from({ length: areas }, () => [] as number[]);
  for (let at = 0; at < borders.length; at += 2) {
    beside[borders[at] ?? 0]?.push(borders[at + 1] ?? 0);
    beside[borders[at + 1] ?? 0]?.push(borders[at] ?? 0);
  }
  const seen = new Uint8Array(areas);
  const pieces = new Int32Array(territories);
  for (let first = 0; first < areas; first += 1) {
    if (seen[first] === 1) continue;
    const k = territory[first] ?? 0;
    pieces[k] = (pieces[k] ?? 0) + 1;
    const queue = [first];
    seen[first] = 1;
    for (const here of queue)
      for (const next of beside[here] ?? [])
        if (seen[next] === 0 && territory[next] === k) {
          seen[next] = 1;
          queue.push(next);
        }
  }
  return pieces.filter((count) => count === 1).length;
}

const rounded = (value: number, places: number): number => Number(value.toFixed(places));
