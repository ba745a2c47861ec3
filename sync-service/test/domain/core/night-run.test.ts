import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import type { RunResult } from '../../../src/domain/core/result.ts';
import type { OrgSnapshot, ResultColumn } from '../../../src/domain/core/snapshot.ts';
import type { TestAccount } from '../org-builder.ts';
import { owner, snapshotOf, stateRule, territory } from '../org-builder.ts';

const today = dayNumber('2026-05-16');
const keys = ['a', 'b', 'c'];
const states = ['a', 'b', 'c', 'other'];

const account: fc.Arbitrary<TestAccount> = fc
  .record({
    state: fc.constantFrom(...states),
    tier: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
    touched: fc.integer({ min: today - 300, max: today }),
    won12: fc.integer({ min: 0, max: 1000 }),
    latitude: fc.integer({ min: 30, max: 45 }),
    longitude: fc.integer({ min: -110, max: -80 }),
    parent: fc.integer({ min: -1, max: 5 }),
    held: fc.constantFrom(undefined, ...keys),
    override: fc.constantFrom(undefined, undefined, undefined, ...keys),
    locked: fc.boolean()
  })
  .map(({ held, override, ...rest }) => ({
    ...rest,
    ...(held === undefined ? {} : { held }),
    ...(override === undefined ? {} : { override })
  }));

const orgs = fc.array(account, { minLength: 6, maxLength: 30 }).map((accounts) =>
  snapshotOf({
    accounts,
    territories: keys.map((key) => territory(key, { baseLatitude: 40, baseLongitude: -95 })),
    members: keys.map((key) => owner(key, 40)),
    rules: keys.map((key, index) => stateRule(key, key, index))
  })
);

const texts = (columns: ReadonlyMap<string, ResultColumn>, name: string): (string | null)[] => {
  const column = columns.get(name);
  if (column?.kind !== 'text') throw new Error(`no text column ${name}`);
  return column.values;
};

/** The org after the run: what was wanted is held. */
function afterwards(snapshot: OrgSnapshot, result: RunResult): OrgSnapshot {
  return {
    ...snapshot,
    coverage: {
      present: new Uint8Array(snapshot.accounts.count).fill(1),
      columns: new Map([...snapshot.coverage.columns, ...result.coverage])
    }
  };
}

describe('a run', () => {
  it('puts every account into one territory that is there, or none', () => {
    fc.assert(
      fc.property(orgs, (snapshot) => {
        for (const place of texts(computeRun(snapshot).coverage, 'Territory__c'))
          expect([...keys, null]).toContain(place);
      })
    );
  });

  it('keeps totals: accounts and workload of territories are those of the accounts in them', () => {
    fc.assert(
      fc.property(orgs, (snapshot) => {
        const result = computeRun(snapshot);
        const placed = texts(result.coverage, 'Territory__c');
        const hours = result.coverage.get('Workload_Hours__c');
        if (hours?.kind !== 'number') throw new Error('no workload');
        const sum = (name: string): number =>
          result.territories.reduce((total, row) => total + Number(row.values[name]), 0);
        expect(sum('Accounts__c')).toBe(placed.filter((place) => place !== null).length);
        const work = [...hours.values].reduce(
          (total, value, index) => total + (placed[index] === null ? 0 : value),
          0
        );
        expect(Math.abs(sum('Workload_Hours__c') - work)).toBeLessThan(0.05);
      })
    );
  });

  it('takes no account away: who had a territory keeps it unless a person chose another, and locked ones always', () => {
    fc.assert(
      fc.property(orgs, (snapshot) => {
        const held = texts(snapshot.coverage.columns, 'Territory__c');
        const chosen = texts(snapshot.coverage.columns, 'Override_Territory__c');
        const locks = snapshot.coverage.columns.get('Locked__c');
        const placed = texts(computeRun(snapshot).coverage, 'Territory__c');
        held.forEach((before, index) => {
          if (before === null) return;
          const isLocked = locks?.kind === 'flag' && locks.values[index] === 1;
          expect(placed[index]).toBe(isLocked ? before : (chosen[index] ?? before));
        });
      })
    );
  });

  it('run again over its own result changes nothing and moves nobody', () => {
    fc.assert(
      fc.property(orgs, (snapshot) => {
        const first = computeRun(snapshot);
        const second = computeRun(afterwards(snapshot, first));
        expect(second.changes).toEqual([]);
        for (const [name, column] of first.coverage)
          expect([name, second.coverage.get(name)]).toEqual([name, column]);
        expect(second.territories).toEqual(first.territories);
      })
    );
  });

  it('tells of every account that a person moved, and of no other', () => {
    fc.assert(
      fc.property(orgs, (snapshot) => {
        const held = texts(snapshot.coverage.columns, 'Territory__c');
        const result = computeRun(snapshot);
        const placed = texts(result.coverage, 'Territory__c');
        const moved = held.flatMap((before, index) =>
          before !== null && placed[index] !== before ? [snapshot.accounts.ids[index]] : []
        );
        expect(result.changes.map((row) => row.values['Account__c'])).toEqual(moved);
      })
    );
  });
});
