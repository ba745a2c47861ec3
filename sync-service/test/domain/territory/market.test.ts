import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MarketLine } from '../../../src/domain/territory/market/market-lines.ts';
import { planMarketRows } from '../../../src/domain/territory/market/market-lines.ts';
import { withMarketData } from '../../../src/domain/territory/market/market-potential.ts';
import type { MarketLevel, MarketRow } from '../../../src/domain/territory/market/market-row.ts';
import type { Potential } from '../../../src/domain/territory/potential.ts';
import { accountId, snapshotOf } from '../org-builder.ts';

const known = new Map([[accountId(0).slice(0, 15), accountId(0)]]);

const line = (number: number, cells: Partial<MarketLine['cells']>): MarketLine => ({
  line: number,
  cells: {
    level: 'ZIP',
    place: '75001',
    potential: '1000',
    population: null,
    competitors: null,
    source: 'Survey',
    date: '2026-03-01',
    ...cells
  }
});

const row = (
  level: MarketLevel,
  place: string,
  potential: number,
  date = '2026-03-01'
): MarketRow => ({
  key: `${level}:${place}:${date}`,
  level,
  place,
  potential,
  population: null,
  competitors: null,
  source: 'Survey',
  date
});

describe('lines of market data', () => {
  it('become rows: zeros that a spreadsheet dropped come back, numbers with commas are read, ids are whole', () => {
    const { rows, faults } = planMarketRows(
      [
        line(2, { place: '2139', potential: '1,250,000.50' }),
        line(3, { place: '75001-1234' }),
        line(4, { level: 'account', place: accountId(0).slice(0, 15), potential: '7' }),
        line(5, { level: 'County', place: '48113', potential: null, population: '2600000' })
      ],
      known
    );
    expect(faults).toEqual([]);
    expect(
      rows.map(({ level, place, potential, population }) => [level, place, potential, population])
    ).toEqual([
      ['ZIP', '02139', 1_250_000.5, null],
      ['ZIP', '75001', 1000, null],
      ['Account', accountId(0), 7, null],
      ['County', '48113', null, 2_600_000]
    ]);
  });

  it('with faults are left out, every fault named by line and column, and the rest goes on', () => {
    const { rows, faults } = planMarketRows(
      [
        line(2, { level: 'Town' }),
        line(3, { place: 'Dallas', potential: '-5', date: '3/1/2026' }),
        line(4, {}),
        line(5, { level: 'Account', place: accountId(9) }),
        line(6, { source: null, date: '2026-02-30' }),
        line(7, { potential: null }),
        line(8, {})
      ],
      known
    );
    expect(rows.map(({ place }) => place)).toEqual(['75001']);
    expect(faults.map((fault) => `${String(fault.line)} ${fault.column}`)).toEqual([
      '2 level',
      '3 place',
      '3 potential',
      '3 date',
      '5 place',
      '6 source',
      '6 date',
      '7 potential',
      '8 place'
    ]);
  });

  it('of one source and place give the newest, in whatever order they come', () => {
    const days = ['2026-01-01', '2026-02-01', '2026-03-01'];
    fc.assert(
      fc.property(fc.shuffledSubarray(days, { minLength: 3 }), (order) => {
        const { rows } = planMarketRows(
          order.map((date, index) => line(index + 2, { date })),
          known
        );
        expect(rows.map(({ date }) => date)).toEqual(['2026-03-01']);
      })
    );
  });
});

describe('potential with market data', () => {
  const { accounts } = snapshotOf({
    accounts: [{ industry: 'Energy' }, { industry: 'Energy' }, { industry: 'Retail' }, {}]
  });
  const lookAlikes: Potential = {
    amount: Float64Array.from([100, 300, 50, NaN]),
    source: ['Look-alikes: Energy', 'Look-alikes: Energy', 'Look-alikes: Retail', null]
  };
  const amounts = (market: readonly MarketRow[], weight: number): number[] => [
    ...withMarketData(lookAlikes, accounts, market, weight).amount
  ];

  it('is as it was where the policy does not trust it', () => {
    expect(withMarketData(lookAlikes, accounts, [row('Account', accountId(0), 9)], 0)).toBe(
      lookAlikes
    );
  });

  it('shares an industry’s out as look-alikes do, and prefers what is told of the account itself', () => {
    // 800 × 100/400 = 200 and 800 × 300/400 = 600.
    expect(amounts([row('Industry', 'energy', 800)], 1)).toEqual([200, 600, 50, NaN]);
    expect(amounts([row('Industry', 'energy', 800)], 0.25)).toEqual([125, 375, 50, NaN]);
    expect(
      amounts([row('Industry', 'energy', 800), row('Account', accountId(0), 1000)], 0.5)
    ).toEqual([550, 450, 50, NaN]);
  });

  it('takes the newest word, and the market’s alone where no look-alike tells anything', () => {
    const market = [
      row('Account', accountId(3), 70, '2026-01-01'),
      row('Account', accountId(3), 80, '2026-02-01')
    ];
    const told = withMarketData(lookAlikes, accounts, market, 0.5);
    expect([...told.amount]).toEqual([100, 300, 50, 80]);
    expect(told.source[3]).toBe('Survey, 2026-02-01, for the Account');
    expect(told.source[0]).toBe(lookAlikes.source[0]);
  });

  it('leaves counties out, which say nothing of an account', () => {
    expect(amounts([row('County', '48113', 800)], 1)).toEqual([100, 300, 50, NaN]);
  });
});
