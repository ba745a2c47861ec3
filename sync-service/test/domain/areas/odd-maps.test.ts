import { describe, expect, it } from '@jest/globals';
import type { AreaProblem } from '../../../src/domain/assignment/areas/area-problem.ts';
import { solveAreas } from '../../../src/domain/assignment/areas/solve-areas.ts';
import { judgeAreas } from './list-area-plans.ts';

const options = { seed: 1, nodes: 6000 };

/** A ring of eight areas of the same weight. */
function ring(change: Partial<AreaProblem> = {}, territories = 2): AreaProblem {
  return {
    areas: 8,
    territories,
    latitude: Float64Array.from({ length: 8 }, (_, i) => 40 + Math.sin((i * Math.PI) / 4)),
    longitude: Float64Array.from({ length: 8 }, (_, i) => -100 + Math.cos((i * Math.PI) / 4)),
    borders: Int32Array.from({ length: 16 }, (_, at) => ((at + (at % 2)) >> 1) % 8),
    measures: [
      {
        name: 'people',
        weight: new Float64Array(8).fill(5),
        share: new Float64Array(territories).fill(1),
        tolerance: 0.05
      }
    ],
    ...change
  };
}

describe('odd maps', () => {
  const eight = (value: number): Float64Array => new Float64Array(8).fill(value);
  it.each<[string, AreaProblem]>([
    ['all areas at one place', ring({ latitude: eight(40), longitude: eight(-100) })],
    ['no area with a place', ring({ latitude: eight(NaN), longitude: eight(NaN) })],
    [
      'a map across the date line',
      ring({ longitude: Float64Array.from([179, 179.5, -179.5, -179, -179, -179.5, 179.5, 179]) })
    ],
    [
      'a map around a pole',
      ring({
        latitude: eight(89.9),
        longitude: Float64Array.from([0, 45, 90, 135, 180, -135, -90, -45])
      })
    ],
    ['as many territories as areas', ring({}, 8)],
    ['one territory', ring({}, 1)]
  ])('are divided evenly and in one piece: %s', (_, problem) => {
    const plan = solveAreas(problem, options);
    expect(plan.violations).toEqual([]);
    expect(Number.isFinite(plan.cost)).toBe(true);
    expect(judgeAreas(problem, plan.territory)).toMatchObject({ whole: true, violation: 0 });
  });

  it('leave a measure that nobody has out of account', () => {
    const [people] = ring().measures;
    const nothing = {
      name: 'sales',
      weight: eight(0),
      share: Float64Array.of(1, 1),
      tolerance: 0.05
    };
    const plan = solveAreas(ring({ measures: people ? [people, nothing] : [nothing] }), options);
    expect(plan.violations).toEqual([]);
  });

  it('keep areas where moving them costs more than staying', () => {
    const current = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1]);
    const stays = solveAreas(ring({ current, moveCost: eight(1e6) }), options);
    expect([...stays.territory]).toEqual([...current]);
  });
});
