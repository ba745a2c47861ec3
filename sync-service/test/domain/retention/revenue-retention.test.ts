import { describe, expect, it } from '@jest/globals';
import { parsePolicy } from '../../../src/domain/core/policy.ts';
import { riskBand } from '../../../src/domain/retention/account-health.ts';
import {
  addRetention,
  grossRetention,
  netRetention,
  recurringRevenue
} from '../../../src/domain/retention/revenue-retention.ts';

function retentionOf(rows: readonly (readonly [number, number])[]): [number | null, number | null] {
  const sums = { start: 0, kept: 0, now: 0 };
  for (const [start, now] of rows) addRetention(sums, start, now);
  return [grossRetention(sums), netRetention(sums)];
}

describe('gross and net retention', () => {
  it.each([
    // 100 → 100, 100 → 50, 100 → 150: kept 100 + 50 + 100 of 300; now 300 of 300.
    [
      [
        [100, 100],
        [100, 50],
        [100, 150]
      ],
      [250 / 300, 1]
    ],
    // Lost outright, and a credit counts as nothing.
    [
      [
        [100, 0],
        [100, -20]
      ],
      [0, 0]
    ],
    // A new customer counts in neither.
    [
      [
        [100, 100],
        [0, 900]
      ],
      [1, 1]
    ],
    [[[0, 900]], [null, null]],
    [[], [null, null]]
  ] as [[number, number][], [number | null, number | null]][])('%j', (rows, expected) => {
    expect(retentionOf(rows)).toEqual(expected);
  });
});

describe('recurring revenue of an account', () => {
  it('is what runs today; nothing known is not nothing, and what ended within a year is', () => {
    const figures = {
      recurringStart: Float64Array.of(100, 100, 0, 0),
      recurringNow: Float64Array.of(80, 0, 250, 0)
    };
    expect([...recurringRevenue(figures)]).toEqual([80, 0, 250, NaN]);
  });
});

describe('the risk band', () => {
  const { policy } = parsePolicy({ Risk_High_Below__c: 40, Risk_Medium_Below__c: 65 });

  it.each([
    [39.9, 'High'],
    [40, 'Medium'],
    [64.9, 'Medium'],
    [65, 'Low'],
    [null, 'Unknown']
  ])('at %d is %s', (score, band) => {
    expect(riskBand(score, policy)).toBe(band);
  });
});
