import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aggregating } from './aggregating.ts';
import { comparing } from './comparing.ts';
import { dates } from './dates.ts';
import { grouping } from './grouping.ts';
import { joining } from './joining.ts';
import type { Judged } from './judged.ts';
import { relating } from './relating.ts';
import { selecting } from './selecting.ts';
import type { World } from './world.ts';
import { openWorld, query } from './world.ts';

const judged: readonly (readonly [string, Judged])[] = Object.entries({
  comparing,
  dates,
  aggregating,
  grouping,
  relating,
  joining,
  selecting
}).flatMap(([topic, list]) =>
  list.map((each, index) => [`${topic} ${String(index)} ${each.from ?? 'ours'}`, each] as const)
);
let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 120_000);

afterAll(async () => {
  await world.stop();
});

/** A record without its attributes, sub-queries as lists, numbers to nine places. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  if ('asymmetricMatch' in value) return value;
  if ('records' in value) return plain(value.records);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'attributes')
      .map(([name, inner]) => [name, plain(inner)])
  );
}

const isOrdered = (soql: string): boolean =>
  /\bORDER BY\b/i.test(soql.replaceAll(/\((?:[^()]|\([^()]*\))*\)/g, ''));
const inAnyOrder = (list: readonly unknown[]): unknown[] =>
  list.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

describe('queries against plain array code', () => {
  it.each(judged)('%s', async (_name, { soql, expected, alias }) => {
    const written = typeof soql === 'string' ? soql : soql(world.rows);
    const { status, body } = await query(world, written, alias);
    expect([written, status, status === 200 ? '' : body]).toEqual([written, 200, '']);
    const answer = body as { totalSize: number; done: boolean; records: unknown[] };
    const wanted = expected(world.rows);
    if (typeof wanted === 'number') {
      expect([written, answer.totalSize, answer.records]).toEqual([written, wanted, []]);
      return;
    }
    expect([written, answer.totalSize]).toEqual([written, wanted.length]);
    const [got, want] = [plain(answer.records), plain(wanted)] as [unknown[], unknown[]];
    if (isOrdered(written)) expect(got).toEqual(want);
    else expect(inAnyOrder(got)).toEqual(inAnyOrder(want));
  });

  it('are as many as was asked for, half of them from the documentation', () => {
    const written = judged.map(([, each]) =>
      typeof each.soql === 'string' ? each.soql : each.soql(world.rows)
    );
    expect(new Set(written).size).toBe(judged.length);
    const fromDocs = judged.filter(([, each]) => each.from !== null).length;
    expect(judged.length).toBeGreaterThanOrEqual(300);
    expect(fromDocs).toBeGreaterThanOrEqual(150);
    const { length } = judged;
    expect(readFileSync('docs/local-org.md', 'utf8')).toContain(
      `${String(length)} queries are held against plain array code over the same rows, loaded by REST and Bulk API, ${String(fromDocs)} of them`
    );
    process.stdout.write(
      `counted: ${String(length)} queries, ${String(fromDocs)} from the documentation\n`
    );
  });

  it('mostly find some rows and leave some', () => {
    const emptyHanded = judged.filter(([, each]) => {
      const wanted = each.expected(world.rows);
      return wanted === 0 || (typeof wanted !== 'number' && wanted.length === 0);
    });
    expect(emptyHanded.length).toBeLessThan(judged.length / 10);
  });
});
