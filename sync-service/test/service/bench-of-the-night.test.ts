import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const imported = (file: string): { from: string; names: string[] }[] =>
  [...readFileSync(file, 'utf8').matchAll(/import (type )?(?:\{([^}]*)\} )?(?:from )?'(\.[^']+)'/g)]
    .filter(([, isType]) => isType === undefined)
    .map(([, , names = '', path = '']) => ({
      from: join(dirname(file), path),
      names: names.split(',').map((name) => name.trim())
    }));

/** Every file that a file needs while it runs. */
function reachedFrom(start: string): Set<string> {
  const reached = new Set<string>();
  const waiting = [start];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...imported(file).map(({ from }) => from));
  }
  return reached;
}

const forecast = join('sync-service', 'src', 'domain', 'quota', 'forecast', 'forecast.ts');
const job = join('sync-service', 'src', 'jobs', 'history-worker.ts');
const caller = join('sync-service', 'src', 'domain', 'quota', 'quota-forecast.ts');

describe('the bench of the forecast', () => {
  it.each(['forecast-crm.ts', 'forecast-planted.ts', 'quota.ts'])(
    '%s calls the function that the night calls',
    (bench) => {
      const inBench = imported(join('sync-service', 'bench', bench));
      const inNight = imported(caller);
      const gives = (imports: typeof inBench, name: string): string | undefined =>
        imports.find(({ names }) => names.includes(name))?.from;
      const called = bench === 'quota.ts' ? 'quotaForecasts' : 'forecastPeriod';
      expect(gives(inBench, called)).toBe(bench === 'quota.ts' ? caller : forecast);
      expect(gives(inNight, 'forecastPeriod')).toBe(forecast);
      expect([...reachedFrom(job)]).toEqual(expect.arrayContaining([caller, forecast]));
    }
  );
});
