import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DealTable } from '../../../src/domain/core/columns.ts';
import { dayNumber } from '../../../src/domain/core/days.ts';
import {
  fiscalPartsOf,
  partsOf,
  wonByMonth
} from '../../../src/domain/quota/setting/plan-parts.ts';
import { planYear } from '../../../src/domain/quota/setting/plan-year.ts';
import type { QuotaNode } from '../../../src/domain/quota/setting/quota-node.ts';
import { onParts, seasonOf } from '../../../src/domain/quota/setting/season.ts';

const year = { start: '2027-01-01', end: '2027-12-31' };
const node = (key: string, more: Partial<QuotaNode> = {}): QuotaNode => ({
  key,
  name: key,
  parent: key === 'world' ? -1 : 0,
  lastResult: null,
  potential: key === 'world' ? null : 100,
  pipeline: null,
  capacity: null,
  ramp: 1,
  vacant: false,
  floor: null,
  bottomUp: null,
  override: null,
  ...more
});
const rules = {
  weights: { lastResult: 0, potential: 1, pipeline: 0, capacity: 0 },
  mostRise: null,
  mostFall: null,
  overAssignment: 0,
  poolName: 'Pool'
};
const currency = { isoCode: 'USD', decimals: 2 };

describe('a year laid on its periods', () => {
  it('is cut into whole quarters or months, or not at all', () => {
    expect(partsOf(year, 'Quarters')).toEqual([
      { start: '2027-01-01', end: '2027-03-31' },
      { start: '2027-04-01', end: '2027-06-30' },
      { start: '2027-07-01', end: '2027-09-30' },
      { start: '2027-10-01', end: '2027-12-31' }
    ]);
    const months = partsOf({ start: '2027-11-01', end: '2028-02-29' }, 'Months') ?? [];
    expect(months.map(({ end }) => end)).toEqual([
      '2027-11-30',
      '2027-12-31',
      '2028-01-31',
      '2028-02-29'
    ]);
    for (const period of [
      { start: '2027-01-02', end: '2027-03-31' },
      { start: '2027-01-01', end: '2027-03-30' },
      { start: '2027-01-01', end: '2028-03-31' }
    ])
      expect(partsOf(period, 'Quarters')).toBeNull();
  });

  it('is cut into the org’s own fiscal periods, four weeks, four and five, where they make it up', () => {
    const quarter = { start: '2026-12-28', end: '2027-03-28' };
    const weeks = [
      { start: '2027-01-25', end: '2027-02-21' },
      { start: '2026-12-28', end: '2027-01-24' },
      { start: '2027-02-22', end: '2027-03-28' },
      { start: '2027-03-29', end: '2027-04-25' }
    ];
    const [second, first, third] = weeks;
    expect(fiscalPartsOf(quarter, weeks)).toEqual([first, second, third]);
    expect(fiscalPartsOf(quarter, [])).toBeNull();
    expect(fiscalPartsOf({ ...quarter, end: '2027-03-27' }, weeks)).toBeNull();
    expect(fiscalPartsOf(quarter, weeks.slice(1))).toBeNull();
    // Two years in one period are no year's plan.
    expect(
      fiscalPartsOf({ start: '2026-12-28', end: '2028-01-03' }, [
        { start: '2026-12-28', end: '2028-01-03' }
      ])
    ).toBeNull();
  });

  it('takes a part’s share of each calendar month by its days', () => {
    // December is half the year, January a quarter, February a quarter. 28 December to 24 January are 4 of
    // 31 days of December and 24 of January: 2/31 + 6/31 = 8/31; the next seven of January and 21 of
    // February's 28: 7/124 + 3/16 = 121/496; the last week of February: 1/16 = 31/496. In 496ths 128, 121, 31.
    const season = [0.5, 0.25, 0.25, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    expect(
      onParts(2_800, season, [
        { start: '2026-12-28', end: '2027-01-24' },
        { start: '2027-01-25', end: '2027-02-21' },
        { start: '2027-02-22', end: '2027-03-28' }
      ])
    ).toEqual([1_280, 1_210, 310]);
  });

  it('gives each territory its floor, laid on the periods by the season', () => {
    // A twelfth of potential would be 100 of 1,200; the floor is 240, 15/24 of it in the last quarter: 150.
    const december = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 500];
    const { whole } = planYear({
      parts: partsOf(year, 'Quarters') ?? [],
      nodesOf: () => [node('world'), node('a', { floor: 240_00 }), node('b', { potential: 1_100 })],
      target: 1_200_00,
      season: seasonOf([december]),
      rules,
      currency
    });
    expect(whole.rows.map(({ amount }) => amount)).toEqual([1_200, 240, 960]);
    expect(whole.rows[1]?.parts).toEqual([30, 30, 30, 150]);
  });

  it('knows the months of the years that were read whole, the plan’s first month first', () => {
    // Read from 26 November 2024 on: December 2024 to October 2026 are whole, one year of them complete.
    const deals: [string, number, number][] = [
      ['2026-10-31', 100, 2],
      ['2025-11-01', 30, 2],
      ['2025-10-31', 5000, 2],
      ['2026-11-20', 700, 2],
      ['2026-03-05', 40, 2],
      ['2026-03-06', 9000, 1]
    ];
    const table: DealTable = {
      count: deals.length,
      account: new Int32Array(deals.length),
      amount: Float64Array.from(deals, ([, amount]) => amount),
      created: new Int32Array(deals.length),
      closes: Int32Array.from(deals, ([day]) => dayNumber(day)),
      state: Uint8Array.from(deals, ([, , state]) => state),
      tier: new Uint8Array(deals.length),
      source: new Uint8Array(deals.length)
    };
    const known = wonByMonth(table, 'New', '2026-11-26', '2027-01-01', dayNumber('2024-11-26'));
    expect(known).toEqual([[0, 0, 40, 0, 0, 0, 0, 0, 0, 100, 30, 0]]);
  });

  it('follows the season by hand', () => {
    // All of a known year was won in December: (1 + 1/12) / 2 = 13/24 of the season, any other month 1/24.
    const december = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 500];
    const { whole, parts } = planYear({
      parts: partsOf(year, 'Quarters') ?? [],
      nodesOf: () => [node('world'), node('a'), node('b')],
      target: 24_00,
      season: seasonOf([december]),
      rules,
      currency
    });
    expect(whole.rows.map(({ parts: amounts }) => amounts)).toEqual([
      [3, 3, 3, 15],
      [1.5, 1.5, 1.5, 7.5],
      [1.5, 1.5, 1.5, 7.5]
    ]);
    expect(parts.map(({ answer }) => answer.rows[0]?.amount)).toEqual([3, 3, 3, 15]);
    expect(whole.rows[0]?.rationale).toContain('2027-10-01 to 2027-12-31 15.00 USD');
  });

  it('gives no month more by hand than it has, where remainders would', () => {
    const { whole } = planYear({
      parts: partsOf(year, 'Months') ?? [],
      nodesOf: () => [
        node('world'),
        node('a', { override: { amount: 9_843_742, reason: 'All but a cent' } }),
        node('b')
      ],
      target: 9_843_743,
      season: seasonOf([[495, 328, 629, 723, 931, 3, 379, 824, 7, 3, 961, 266]]),
      rules,
      currency
    });
    expect(whole.rows.map(({ amount }) => amount)).toEqual([98_437.43, 98_437.42, 0.01]);
  });

  it('adds up by period and by level to the unit, overrides included', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 12, maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (target, months, potentials, share) => {
          const override = { amount: Math.floor(target * share), reason: 'A plant' };
          const { whole } = planYear({
            parts: partsOf(year, 'Months') ?? [],
            nodesOf: () => [
              node('world'),
              ...potentials.map((potential, at) =>
                node(`t${String(at)}`, { potential, override: at === 0 ? override : null })
              )
            ],
            target,
            season: seasonOf([months]),
            rules,
            currency
          });
          const units = (amount: number): number => Math.round(amount * 100);
          const [world, first, ...others] = whole.rows;
          expect(units(world?.amount ?? NaN)).toBe(target);
          expect(units(first?.amount ?? NaN)).toBe(override.amount);
          for (let part = 0; part < 12; part += 1)
            expect(
              [first, ...others].reduce((sum, row) => sum + units(row?.parts?.[part] ?? NaN), 0)
            ).toBe(units(world?.parts?.[part] ?? NaN));
        }
      ),
      { numRuns: 50 }
    );
  });
});
