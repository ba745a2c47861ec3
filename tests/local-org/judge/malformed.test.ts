import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { malformed } from './malformed.ts';
import type { World } from './world.ts';
import { openWorld, query } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 120_000);

afterAll(async () => {
  await world.stop();
});

describe('malformed queries', () => {
  it.each(malformed.map((each) => [each.soql, each] as const))(
    '%s',
    async (soql, { code, at, says }) => {
      const { status, body } = await query(world, soql);
      const [error] = body as { errorCode: string; message: string; fields?: unknown }[];
      const placed = /^\n([^\n]*)\n( *)\^\nERROR at Row:(\d+):Column:(\d+)\n([\s\S]*)$/.exec(
        error?.message ?? ''
      );
      const place = placed === null ? null : [Number(placed[3]), Number(placed[4])];
      const text = placed === null ? (error?.message ?? '') : (placed[5] ?? '');
      expect([status, error?.errorCode, place, text.slice(0, says.length)]).toEqual([
        400,
        code,
        at,
        says
      ]);
      // The line that is shown is a piece of the query's row.
      if (at !== null) expect(soql.split('\n')[at[0] - 1]).toContain(placed?.[1]);
    }
  );

  it('an unknown place in the pages of an answer', async () => {
    expect(await world.get('/services/data/v66.0/query/01g000000000001AAA-2000')).toEqual({
      status: 400,
      body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }]
    });
  });

  it('more groups than one answer holds', async () => {
    world.local.org.load(
      'Account',
      Array.from({ length: 2001 }, (_, index) => ({ Name: `Crowd ${String(index)}` }))
    );
    expect(await query(world, 'SELECT Name, COUNT(Id) FROM Account GROUP BY Name')).toEqual({
      status: 400,
      body: [
        {
          errorCode: 'EXCEEDED_ID_LIMIT',
          message:
            'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch'
        }
      ]
    });
  });

  it('are as many as was asked for', () => {
    const seen = malformed.filter((each) => each.known === 'recorded').length;
    expect(new Set(malformed.map((each) => each.soql)).size).toBe(malformed.length);
    expect(malformed.length).toBeGreaterThanOrEqual(60);
    expect(readFileSync('docs/local-org.md', 'utf8')).toContain(
      `${String(malformed.length)} malformed ones give the code, the row and the column, ${String(seen)} of them in the words`
    );
    process.stdout.write(
      `counted: ${String(malformed.length)} malformed queries, ${String(seen)} in the words of a real org\n`
    );
  });
});
