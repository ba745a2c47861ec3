import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeRun } from '../../../src/domain/core/compute-run.ts';
import { packedPoint } from '../../../src/domain/territory/map-points.ts';
import { snapshotOf, owner, stateRule, territory } from '../org-builder.ts';

const point = {
  id: '0015e00000AbCdEAAV',
  latitude: 0,
  longitude: 0,
  potential: 65,
  workloadHours: 1.5,
  postalCode: '94105-1234',
  tier: 'B' as const,
  isOverlap: false,
  isLocked: true
};

describe('packedPoint', () => {
  it('writes an account as worked out by hand', () => {
    // The middle of 2^24 steps is 2^23 = 32 * 64^3: digit 32 is g. 65 = 1 * 64 + 1. 150 = 2 * 64 + 22.
    // Tier B with a lock is 1 + 8: digit 9 is J.
    expect(packedPoint(point)).toBe(
      ['0015e00000AbCdE', 'gAAA', 'gAAA', 'AAAABB', 'ACW', '941', 'J'].join('')
    );
  });

  it('writes full stops for what is not known', () => {
    const text = packedPoint({
      ...point,
      potential: NaN,
      workloadHours: NaN,
      postalCode: null,
      isOverlap: true
    });
    expect(text).toBe(['0015e00000AbCdE', 'gAAA', 'gAAA', '......', '...', '...', 'N'].join(''));
  });

  it('is 36 characters whatever the values, and has no blank', () => {
    fc.assert(
      fc.property(
        fc.record({
          id: fc.constant(point.id),
          latitude: fc.double({ min: -90, max: 90, noNaN: true }),
          longitude: fc.double({ min: -180, max: 180, noNaN: true }),
          potential: fc.double({ min: -1e12, max: 1e12 }),
          workloadHours: fc.double({ min: 0, max: 1e6 }),
          postalCode: fc.option(fc.string()),
          tier: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
          isOverlap: fc.boolean(),
          isLocked: fc.boolean()
        }),
        (any) => {
          expect(packedPoint(any)).toMatch(/^[-\w.]{36}$/);
        }
      )
    );
  });
});

describe('rows of the map', () => {
  const rows = (accounts: Parameters<typeof snapshotOf>[0]['accounts']) =>
    computeRun(
      snapshotOf({
        territories: [
          territory('root'),
          territory('east', { parentId: 'root', baseLatitude: 40, baseLongitude: -75 })
        ],
        members: [owner('east', 40)],
        rules: [stateRule('east', 'NY', 1)],
        accounts
      })
    ).mapPoints;

  it('holds each account with a place once: its territory’s row, or under the top where it has none', () => {
    const found = rows([
      { state: 'NY', latitude: 41, longitude: -74 },
      { state: 'NY' },
      { state: 'CA', latitude: 37, longitude: -122 }
    ]);
    expect(
      found.map(({ key, values }) => [key, values['Accounts__c'], values['Without_Place__c']])
    ).toEqual([
      ['east:Assigned:1', 1, 1],
      ['root:Unassigned:1', 1, 0]
    ]);
  });

  it('begins a new row after a thousand accounts', () => {
    const found = rows(
      Array.from({ length: 2_001 }, () => ({ state: 'NY', latitude: 41, longitude: -74 }))
    );
    expect(found.map(({ values }) => values['Accounts__c'])).toEqual([1_000, 1_000, 1]);
    expect(String(found[0]?.values['Points__c'])).toHaveLength(36_000);
  });
});
