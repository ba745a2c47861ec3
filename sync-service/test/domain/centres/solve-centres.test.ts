import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CentresProblem } from '../../../src/domain/assignment/centres/centres-problem.ts';
import {
  centresFault,
  planeDistances
} from '../../../src/domain/assignment/centres/centres-problem.ts';
import {
  centresState,
  moveBase,
  movePoint,
  overload
} from '../../../src/domain/assignment/centres/centres-state.ts';
import { solveCentres } from '../../../src/domain/assignment/centres/solve-centres.ts';

const runs = { numRuns: 60, seed: 20261126 };
const options = { seed: 1, nodes: 12_000 };

const small: fc.Arbitrary<CentresProblem> = fc
  .record({
    points: fc.integer({ min: 1, max: 7 }),
    wanted: fc.integer({ min: 1, max: 3 }),
    x: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 7, maxLength: 7 }),
    y: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 7, maxLength: 7 }),
    demand: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 }),
    room: fc.array(fc.integer({ min: 8, max: 40 }), { minLength: 7, maxLength: 7 })
  })
  .map(({ points, wanted, x, y, demand, room }) => ({
    points,
    centres: Math.min(points, wanted),
    distance: planeDistances(x.slice(0, points), y.slice(0, points)),
    demand: Float64Array.from(demand.slice(0, points)),
    capacity: Float64Array.from(room.slice(0, points))
  }));

/** Least cost over every choice of bases and every way to give points to them; null where none fits. */
function leastCost({ points, centres, distance, demand, capacity }: CentresProblem): number | null {
  let best: number | null = null;
  const choose = (bases: readonly number[], from: number): void => {
    if (bases.length === centres) {
      const load = bases.map(() => 0);
      const place = (point: number, cost: number): void => {
        if (point === points) {
          if (best === null || cost < best) best = cost;
          return;
        }
        bases.forEach((base, at) => {
          // A base serves itself, as in the published instances.
          if (bases.includes(point) && base !== point) return;
          const after = (load[at] ?? 0) + (demand[point] ?? 0);
          if (after > (capacity[base] ?? 0)) return;
          load[at] = after;
          place(point + 1, cost + (distance[point * points + base] ?? 0));
          load[at] = after - (demand[point] ?? 0);
        });
      };
      place(0, 0);
      return;
    }
    for (let base = from; base < points; base += 1) choose([...bases, base], base + 1);
  };
  choose([], 0);
  return best;
}

describe('bases within capacity', () => {
  it('give every point one group, with cost, capacity and bases as they say', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const result = solveCentres(problem, options);
        if (!result.ok) {
          expect(result.message).toBe(centresFault(problem));
          return;
        }
        const { base, group, cost, exceeded } = result.design;
        expect(base).toHaveLength(problem.centres);
        expect(new Set(base).size).toBe(problem.centres);
        base.forEach((point, at) => {
          expect(group[point]).toBe(at);
        });
        let sum = 0;
        const load = new Float64Array(problem.centres);
        group.forEach((at, point) => {
          sum += problem.distance[point * problem.points + (base[at] ?? -1)] ?? NaN;
          load[at] = (load[at] ?? 0) + (problem.demand[point] ?? 0);
        });
        expect(cost).toBeCloseTo(sum, 6);
        const over = [...load].flatMap((own, at) => {
          const by = own - (problem.capacity[base[at] ?? -1] ?? NaN);
          return by > 1e-9 ? [{ group: at, by }] : [];
        });
        expect(exceeded).toEqual(over);
      }),
      runs
    );
  });

  it('cost the least of all designs that can be listed', () => {
    let compared = 0;
    fc.assert(
      fc.property(small, (problem) => {
        const result = solveCentres(problem, options);
        const least = leastCost(problem);
        if (!result.ok) {
          expect(least).toBeNull();
          return;
        }
        const { cost, exceeded } = result.design;
        expect(exceeded.length > 0).toBe(least === null);
        if (least === null) return;
        compared += 1;
        expect(cost).toBeCloseTo(least, 6);
      }),
      runs
    );
    expect(compared).toBeGreaterThan(30);
  });

  it('are the same for the same seed and nodes', () => {
    fc.assert(
      fc.property(small, fc.nat(1000), (problem, seed) => {
        expect(solveCentres(problem, { seed, nodes: 5000 })).toStrictEqual(
          solveCentres(problem, { seed, nodes: 5000 })
        );
      }),
      { ...runs, numRuns: 30 }
    );
  });

  it('end with a whole design when told to stop at once', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const result = solveCentres(problem, { ...options, stop: () => true });
        if (!result.ok) return;
        const groups = new Set(result.design.group);
        expect(groups.size).toBe(problem.centres);
      }),
      { ...runs, numRuns: 30 }
    );
  });
});

describe('totals by increments', () => {
  it('equal totals from scratch after any moves', () => {
    const step = fc.record({ point: fc.nat(), to: fc.nat(), base: fc.boolean() });
    fc.assert(
      fc.property(small, fc.array(step, { maxLength: 40 }), (problem, steps) => {
        const { points, centres } = problem;
        const base = Int32Array.from({ length: centres }, (_, at) => at);
        const group = Int32Array.from({ length: points }, (_, point) => point % centres);
        const state = centresState(problem, base, group);
        for (const { point: drawn, to: aim, base: basing } of steps) {
          const point = drawn % points;
          const from = state.group[point] ?? 0;
          if (basing) moveBase(problem, state, from, point);
          else if (state.base[from] !== point) movePoint(problem, state, point, aim % centres);
        }
        const scratch = centresState(problem, state.base, state.group);
        expect(state.cost).toBeCloseTo(scratch.cost, 6);
        expect(state.overloaded).toBe(scratch.overloaded);
        state.load.forEach((load, at) => {
          expect(load).toBeCloseTo(scratch.load[at] ?? NaN, 9);
          expect(overload(problem, state, at)).toBeCloseTo(overload(problem, scratch, at), 9);
          expect([...(state.members[at] ?? [])].sort()).toEqual(
            [...(scratch.members[at] ?? [])].sort()
          );
        });
      }),
      { ...runs, numRuns: 200 }
    );
  });
});

describe('points and bases that make no sense', () => {
  const good: CentresProblem = {
    points: 3,
    centres: 2,
    distance: planeDistances([0, 3, 0], [0, 0, 4]),
    demand: Float64Array.of(2, 3, 4),
    capacity: Float64Array.of(9, 9, 9)
  };
  it.each<[string, Partial<CentresProblem>, string]>([
    [
      'no points',
      {
        points: 0,
        distance: new Float64Array(0),
        demand: new Float64Array(0),
        capacity: new Float64Array(0)
      },
      'There are no points'
    ],
    ['more bases than points', { centres: 4 }, '4 bases need as many points; there are 3'],
    ['no bases', { centres: 0 }, '0 bases cannot be placed'],
    [
      'a demand that is no number',
      { demand: Float64Array.of(2, NaN, 4) },
      'A demand is not a number of at least 0'
    ],
    [
      'a distance below 0',
      { distance: new Float64Array(9).fill(-1) },
      'A distance is not a number of at least 0'
    ],
    [
      'a capacity that is no number',
      { capacity: Float64Array.of(9, NaN, 9) },
      'A capacity is not a number'
    ],
    [
      'too little room',
      { capacity: Float64Array.of(4, 4, 4) },
      'The points need 9; 2 bases hold at most 8'
    ],
    [
      'a point bigger than any base',
      { demand: Float64Array.of(0, 0, 10) },
      'A point needs 10; no base holds more than 9'
    ]
  ])('are refused in words: %s', (_, change, message) => {
    expect(solveCentres({ ...good, ...change }, options)).toEqual({ ok: false, message });
  });

  it('measure the plane as Pythagoras did', () => {
    expect([...planeDistances([0, 3, 0], [0, 0, 4])]).toEqual([0, 3, 4, 3, 0, 5, 4, 5, 0]);
  });
});
