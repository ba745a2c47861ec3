import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AreaProblem } from '../../../src/domain/assignment/areas/area-problem.ts';
import { solveAreas } from '../../../src/domain/assignment/areas/solve-areas.ts';
import { UnsoundInputError } from '../../../src/domain/assignment/input/input-fault.ts';
import { bestAreaPlan, judgeAreas, piecesOf } from './list-area-plans.ts';
import { smallMap } from './small-map.ts';

const runs = { numRuns: 60, seed: 20261126 };
const nodes = 10_000;

describe('territories of areas', () => {
  it('give each area one territory, each territory one piece, and name what is not met', () => {
    fc.assert(
      fc.property(smallMap, (problem) => {
        const plan = solveAreas(problem, { seed: 1, nodes });
        const judged = judgeAreas(problem, plan.territory);
        expect(plan.territory).toHaveLength(problem.areas);
        plan.territory.forEach((k, area) => {
          expect(k).toBeGreaterThanOrEqual(0);
          expect(k).toBeLessThan(problem.territories);
          if (problem.locked?.[area] === 1) expect(k).toBe(problem.current?.[area]);
        });
        for (const { kind, territory } of plan.violations)
          if (kind === 'pieces')
            expect(piecesOf(problem, plan.territory, territory)).toBeGreaterThan(1);
        const named = plan.violations.some(({ kind }) => kind !== 'band');
        expect(judged.whole).toBe(!named);
        if (plan.oversized.length === 0)
          expect(plan.violations.some(({ kind }) => kind === 'band')).toBe(judged.violation > 0);
        expect(plan.cost).toBeCloseTo(judged.cost, 6);
      }),
      runs
    );
  });

  it('are the best of all plans that can be listed', () => {
    let compared = 0;
    let asCheap = 0;
    fc.assert(
      fc.property(smallMap, (problem) => {
        const plan = solveAreas(problem, { seed: 1, nodes });
        const best = bestAreaPlan(problem);
        if (best === null || plan.oversized.length > 0) return;
        const judged = judgeAreas(problem, plan.territory);
        compared += 1;
        expect(judged.whole).toBe(true);
        expect(judged.violation).toBeCloseTo(best.violation, 9);
        expect(judged.cost).toBeGreaterThanOrEqual(best.cost - 1e-6);
        if (judged.cost <= best.cost * (1 + 1e-9)) asCheap += 1;
      }),
      runs
    );
    expect(compared).toBeGreaterThan(30);
    expect(asCheap / compared).toBeGreaterThan(0.95);
  });

  it('are the same for the same seed', () => {
    fc.assert(
      fc.property(smallMap, fc.nat(1000), (problem, seed) => {
        expect(solveAreas(problem, { seed, nodes })).toStrictEqual(
          solveAreas(problem, { seed, nodes })
        );
      }),
      { ...runs, numRuns: 15 }
    );
  });
});

/** A row of areas, each bordering the next. */
function row(weights: readonly number[], territories: number): AreaProblem {
  return {
    areas: weights.length,
    territories,
    latitude: new Float64Array(weights.length).fill(40),
    longitude: Float64Array.from(weights, (_, i) => -100 + i),
    borders: Int32Array.from(weights.slice(1).flatMap((_, i) => [i, i + 1])),
    measures: [
      {
        name: 'people',
        weight: Float64Array.from(weights),
        share: new Float64Array(territories).fill(1),
        tolerance: 0.05
      }
    ],
    areaNames: weights.map((_, i) => `County ${String.fromCharCode(65 + i)}`)
  };
}

describe('what no plan can meet', () => {
  it('is named: an area beyond every band fills a territory, and the rest is shared by the others', () => {
    // 100 of 160 is far above a third; 60 is left for two.
    const plan = solveAreas(row([20, 10, 100, 10, 20], 3), { seed: 1, nodes });
    expect(plan.oversized).toMatchObject([{ area: 2, measure: 'people', weight: 100 }]);
    expect([...plan.target].sort((a, b) => a - b)).toEqual([30, 30, 100]);
    expect(plan.territory[0]).toBe(plan.territory[1]);
    expect(plan.territory[3]).toBe(plan.territory[4]);
    expect(plan.violations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^County C alone has 100 of people, more than the 56/)
    ]);
  });

  it('is named: locked areas that others keep apart', () => {
    const problem = {
      ...row([10, 10, 10], 2),
      current: Int32Array.from([0, 1, 0]),
      locked: Uint8Array.from([1, 1, 1])
    };
    const { violations } = solveAreas(problem, { seed: 1, nodes });
    expect(violations.find(({ kind }) => kind === 'pieces')?.message).toBe(
      'Territory 0 is in 2 pieces: County C cannot be reached.'
    );
    expect(
      violations.find(({ territory, kind }) => kind === 'band' && territory === 0)
    ).toMatchObject({
      actual: 20,
      fixed: 20
    });
  });

  it('is named: islands, which count as next to the nearest area', () => {
    const problem = { ...row([10, 10, 10, 10], 2), borders: Int32Array.from([0, 1, 1, 2]) };
    const plan = solveAreas(problem, { seed: 1, nodes });
    expect(plan.islands).toMatchObject([{ areas: [3], from: 3, to: 2 }]);
    // One degree of longitude at 40° north: 69.17 miles × cos 40° = 52.9.
    expect(plan.islands[0]?.miles).toBeCloseTo(52.9, 1);
    expect(plan.territory[3]).toBe(plan.territory[2]);
    expect(plan.violations).toEqual([]);
  });
});

describe('data that no plan could be made of', () => {
  const cases: [string, Partial<AreaProblem>, { record: string; field: string }][] = [
    ['no areas', { areas: 0 }, { record: '', field: 'areas' }],
    ['no territories', { territories: 0 }, { record: '', field: 'territories' }],
    ['more territories than areas', { territories: 9 }, { record: '', field: 'territories' }],
    [
      'a place beyond the pole',
      { latitude: Float64Array.from([40, 91, 40]) },
      { record: 'County B', field: 'latitude' }
    ],
    [
      'a load that is no number',
      {
        measures: [
          {
            name: 'people',
            weight: Float64Array.from([1, NaN, 1]),
            share: Float64Array.from([1, 1]),
            tolerance: 0.1
          }
        ]
      },
      { record: 'County B', field: 'people' }
    ],
    [
      'a lock without a territory',
      { current: Int32Array.from([0, 1, -1]), locked: Uint8Array.from([0, 0, 1]) },
      { record: 'County C', field: 'locked' }
    ],
    [
      'a territory that is not there',
      { current: Int32Array.from([0, 2, 1]) },
      { record: 'County B', field: 'current' }
    ],
    [
      'a border of an unknown area',
      { borders: Int32Array.from([0, 1, 1, 7]) },
      { record: 'Border 1', field: 'borders' }
    ]
  ];
  it.each(cases)('is refused with record and field: %s', (_, change, fault) => {
    const problem = { ...row([1, 1, 1], 2), ...change };
    let error: unknown;
    try {
      solveAreas(problem, { seed: 1, nodes });
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(UnsoundInputError);
    expect((error as UnsoundInputError).faults[0]).toMatchObject(fault);
  });
});
