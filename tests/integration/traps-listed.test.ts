import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** Which test stands guard over which trap; a trap is named by how its line begins. */
const listed = z
  .array(
    z.object({
      trap: z.string(),
      tests: z.array(z.object({ file: z.string(), name: z.string() })).min(1)
    })
  )
  .parse(JSON.parse(readFileSync('tests/integration/traps.json', 'utf8')));
const source = '../shared/traps.md';

describe('the list of traps', () => {
  it('names only tests that are there', () => {
    for (const { file, name } of listed.flatMap(({ tests }) => tests))
      expect([name, readFileSync(file, 'utf8').includes(name)]).toEqual([name, true]);
  });

  it('has a test for each line of the traps that were handed to us', () => {
    if (!existsSync(source)) {
      if (process.env['REQUIRE_DATA'] === '1') throw new Error(`${source} is not there`);
      process.stdout.write(`skipped: ${source} is not there\n`);
      return;
    }
    const lines = readFileSync(source, 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []));
    const without = lines.filter(
      (line) => listed.filter(({ trap }) => line.startsWith(trap)).length !== 1
    );
    expect(without).toEqual([]);
    expect(lines).toHaveLength(listed.length);
    process.stdout.write(
      `counted: ${String(lines.length)} traps, ${String(listed.flatMap(({ tests }) => tests).length)} tests\n`
    );
  });
});
