/**
 * `forecast`: the forecast held against what came. `crm` is the public pipeline, `planted` seeded data
 * whose truth is known. The functions are those that the nightly job calls.
 * `--dir DATA/crm --seed 1 --origins` (a line an origin first)
 */
import { parseArgs } from 'node:util';
import { readCrm } from './crm-pipeline.ts';
import { scoreCrm } from './forecast-crm.ts';
import { scorePlanted } from './forecast-planted.ts';

export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string', default: '../shared/data/crm' },
      seed: { type: 'string', default: '1' },
      origins: { type: 'boolean', default: false }
    }
  });
  const started = performance.now();
  const crm = scoreCrm(readCrm(values.dir));
  if (values.origins)
    for (const line of crm.byOrigin) process.stdout.write(`${JSON.stringify(line)}\n`);
  await Promise.resolve();
  return {
    seconds: Number(((performance.now() - started) / 1000).toFixed(2)),
    crm: crm.figures,
    planted: scorePlanted(Number(values.seed))
  };
}
