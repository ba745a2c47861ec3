/**
 * Generalised assignment on the published instances of types C, D and E: how far from the best
 * known plan, one JSON line an instance, then a summary.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DenseProblem } from '../src/domain/assignment/dense/dense-problem.ts';
import { solveDense } from '../src/domain/assignment/dense/solve-dense.ts';

/** Seconds are of the processor, which on a quiet machine are those of the clock. `--dir FOLDER --seed N --seconds N --nodes N --only d20400,e`. */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string' },
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '10' },
      nodes: { type: 'string', default: '250000000' },
      only: { type: 'string', default: '' }
    }
  });
  if (values.dir === undefined) throw new Error('--dir FOLDER with the instances is needed');
  const dir = values.dir;
  const known = bestKnown(dir);
  const wanted = values.only.split(',').filter((name) => name !== '');
  const names = readdirSync(dir)
    .filter((name) => known.has(name))
    .filter((name) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)))
    .sort();
  const gaps: { readonly type: string; readonly gap: number | null; readonly ownGap: number }[] =
    [];
  for (const name of names) {
    const problem = readInstance(readFileSync(join(dir, name), 'utf8'));
    const start = performance.now();
    const processor = process.cpuUsage();
    const most = Number(values.seconds) * 1e6 - 150_000;
    const result = solveDense(problem, {
      seed: Number(values.seed),
      nodes: Number(values.nodes),
      stop: () => process.cpuUsage(processor).user > most
    });
    if (!result.ok) throw new Error(`${name}: ${result.fault.message}`);
    const { solution } = result;
    const best = known.get(name) ?? NaN;
    const feasible = solution.exceeded.length === 0;
    const gap = feasible ? (100 * (solution.cost - best)) / best : null;
    gaps.push({ type: name.slice(0, 1), gap, ownGap: 100 * (solution.gap ?? NaN) });
    print({
      instance: name,
      cost: solution.cost,
      best,
      gap: rounded(gap),
      bound: rounded(solution.bound, 2),
      provedGap: rounded(solution.gap === null ? null : 100 * solution.gap),
      exceeded: solution.exceeded.length,
      nodes: solution.nodes,
      processorSeconds: rounded(process.cpuUsage(processor).user / 1e6, 2),
      seconds: rounded((performance.now() - start) / 1000, 2)
    });
    await Promise.resolve();
  }
  const of = (type: string | null): (typeof gaps)[number][] =>
    gaps.filter((one) => type === null || one.type === type);
  const figures = (type: string | null): Record<string, unknown> => {
    const finite = of(type).flatMap(({ gap }) => (gap === null ? [] : [gap]));
    return {
      instances: of(type).length,
      infeasible: of(type).length - finite.length,
      meanGap: rounded(finite.reduce((sum, gap) => sum + gap, 0) / finite.length),
      worstGap: rounded(Math.max(...finite))
    };
  };
  const types = [...new Set(gaps.map((one) => one.type))].sort();
  return {
    summary: true,
    seed: Number(values.seed),
    ...figures(null),
    byType: Object.fromEntries(types.map((type) => [type.toUpperCase(), figures(type)]))
  };
}

/** OR-Library's format: territories, accounts; costs and weights by territory; capacities. */
export function readInstance(text: string): DenseProblem {
  const numbers = text.trim().split(/\s+/).map(Number);
  const [territories = 0, accounts = 0] = numbers;
  const pairs = accounts * territories;
  const turned = (start: number): Float64Array =>
    Float64Array.from({ length: pairs }, (_, at) => {
      const account = Math.floor(at / territories);
      return numbers[start + (at % territories) * accounts + account] ?? NaN;
    });
  return {
    accounts,
    territories,
    cost: turned(2),
    weight: turned(2 + pairs),
    capacity: Float64Array.from(numbers.slice(2 + 2 * pairs, 2 + 2 * pairs + territories))
  };
}

/** Best known value by the instance's name. */
function bestKnown(dir: string): ReadonlyMap<string, number> {
  const [, ...lines] = readFileSync(join(dir, 'best_known.csv'), 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const fields = line.split(',');
      return [(fields[0] ?? '').split('/').at(-1) ?? '', Number(fields.at(-1))];
    })
  );
}

function print(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function rounded(value: number | null, places = 3): number | null {
  return value === null || Number.isNaN(value) ? null : Number(value.toFixed(places));
}
