import fc from 'fast-check';
import { areaTotals, gapsOf, overlapsOf } from '../areaTotals';
import { classOf, colourScale } from '../colourScale';
import type { MapPoints } from '../packedPoints';
import { proposalFor, territoryTotals } from '../territoryTotals';

type Row = {
  area: number;
  territory: number;
  potential: number;
  workload: number;
  isOverlap: number;
  isLocked: number;
};

const pointsOf = (rows: readonly Row[]): MapPoints => ({
  count: rows.length,
  ids: rows.map((_, index) => String(index)),
  longitude: new Float64Array(rows.length),
  latitude: new Float64Array(rows.length),
  potential: Float64Array.from(rows, (row) => row.potential),
  workload: Float64Array.from(rows, (row) => row.workload),
  postal: rows.map(() => ''),
  tier: new Uint8Array(rows.length),
  isOverlap: Uint8Array.from(rows, (row) => row.isOverlap),
  isLocked: Uint8Array.from(rows, (row) => row.isLocked),
  territory: Int32Array.from(rows, (row) => row.territory)
});
const areasOf = (rows: readonly Row[]): Int32Array => Int32Array.from(rows, (row) => row.area);
const row = (area: number, territory: number, potential: number, more: Partial<Row> = {}): Row => ({
  area,
  territory,
  potential,
  workload: 1,
  isOverlap: 0,
  isLocked: 0,
  ...more
});

describe('areaTotals', () => {
  // Area 0: two territories. Area 1: a gap worth 30 (one unknown). Area 2: all well.
  const rows = [
    row(0, 5, 10),
    row(0, 5, 20),
    row(0, 3, 40),
    row(1, -1, 30),
    row(1, -1, NaN),
    row(1, 5, 1),
    row(2, 3, 7)
  ];

  it('adds up what is known by area, as worked out by hand', () => {
    expect(areaTotals(pointsOf(rows), areasOf(rows))).toEqual([
      {
        area: 0,
        accounts: 3,
        potential: 70,
        workload: 3,
        withoutTerritory: 0,
        potentialWithoutTerritory: null,
        claimedTwice: 0,
        territories: [
          [5, 2],
          [3, 1]
        ]
      },
      {
        area: 1,
        accounts: 3,
        potential: 31,
        workload: 3,
        withoutTerritory: 2,
        potentialWithoutTerritory: 30,
        claimedTwice: 0,
        territories: [[5, 1]]
      },
      {
        area: 2,
        accounts: 1,
        potential: 7,
        workload: 1,
        withoutTerritory: 0,
        potentialWithoutTerritory: null,
        claimedTwice: 0,
        territories: [[3, 1]]
      }
    ]);
  });

  it('finds gaps and overlaps, the largest first', () => {
    const more = [...rows, row(4, -1, 500), row(6, 3, 1, { isOverlap: 1 })];
    const totals = areaTotals(pointsOf(more), areasOf(more));
    expect(gapsOf(totals).map(({ area }) => area)).toEqual([4, 1]);
    expect(overlapsOf(totals).map(({ area }) => area)).toEqual([0, 6]);
  });
});

describe('proposalFor', () => {
  it('moves what may move, and only on paper', () => {
    const points = pointsOf([
      row(0, 1, 10),
      row(0, 2, 20),
      row(0, -1, 30),
      row(0, 1, 40, { isLocked: 1 }),
      row(0, 1, 50)
    ]);
    const proposal = proposalFor(points, [0, 1, 2, 3], 2);
    expect(proposal.moves).toEqual([0, 2]);
    expect([proposal.locked, proposal.already]).toEqual([1, 1]);
    expect([...points.territory]).toEqual([1, 2, -1, 1, 1]);
    expect(
      territoryTotals(points, 3, proposal.territory).map(({ accounts, potential }) => [
        accounts,
        potential
      ])
    ).toEqual([
      [0, null],
      [2, 90],
      [3, 60]
    ]);
  });
});

describe('colourScale', () => {
  it('sorts values into classes of rising limits, and nothing known into none', () => {
    expect(colourScale([null, null])).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1 }), (values) => {
        const scale = colourScale(values);
        if (scale === null) throw new Error('There is no scale.');
        expect(scale.colours).toHaveLength(scale.limits.length + 1);
        expect([...scale.limits].sort((a, b) => a - b)).toEqual(scale.limits);
        const sorted = [...values].sort((a, b) => a - b);
        const classes = sorted.map((value) => classOf(scale, value));
        expect([...classes].sort((a, b) => a - b)).toEqual(classes);
        expect(new Set(classes).size).toBe(scale.colours.length);
      })
    );
  });

  it('makes five classes of as many areas each where values differ', () => {
    const scale = colourScale([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(scale?.limits).toEqual([3, 5, 7, 9]);
  });
});
