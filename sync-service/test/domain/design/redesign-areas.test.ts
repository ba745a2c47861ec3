import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { solveAreas } from '../../../src/domain/assignment/areas/solve-areas.ts';
import type { AreaRedesign } from '../../../src/domain/assignment/design/redesign-areas.ts';
import {
  carveAreas,
  dissolveAreas,
  mergeAreas,
  pilotAreas,
  splitAreas
} from '../../../src/domain/assignment/design/redesign-areas.ts';
import { piecesOf } from '../areas/list-area-plans.ts';
import { smallMap } from '../areas/small-map.ts';

const runs = { numRuns: 30, seed: 20261126 };
const options = { seed: 1, nodes: 2000 };
const base = { latitude: 41.1, longitude: -98.9 };

const start = fc
  .tuple(smallMap, fc.nat(2))
  .filter(([map]) => map.territories > 1)
  .map(([map, pick]) => {
    const problem = { ...map, locked: new Uint8Array(map.areas) };
    return { problem, held: solveAreas(problem, options).territory, k: pick % map.territories };
  });

function expectSound(held: Int32Array, change: AreaRedesign): void {
  change.territory.forEach((k, area) => {
    const before = held[area] ?? -1;
    if (!change.touched.includes(before)) expect(k).toBe(before);
    else expect(change.touched).toContain(k);
  });
  const open = new Set(change.territory);
  for (const k of open) {
    const named = change.after.violations.some(
      ({ kind, territory }) => kind === 'pieces' && territory === k
    );
    expect(piecesOf(change.problem, change.territory, k) > 1).toBe(named);
  }
  const load = change.problem.measures[0]?.weight ?? [];
  const sum = (territory: Int32Array, k: number): number =>
    [...territory.keys()].reduce((all, i) => all + (territory[i] === k ? (load[i] ?? 0) : 0), 0);
  const M = change.problem.measures.length;
  for (const k of open) {
    expect(change.after.load[k * M]).toBeCloseTo(sum(change.territory, k), 9);
    if (k < change.before.load.length / M)
      expect(change.before.load[k * M]).toBeCloseTo(sum(held, k), 9);
  }
}

describe('a change to territories of areas', () => {
  it('leaves areas of other territories, and names a territory that is not in one piece', () => {
    fc.assert(
      fc.property(start, ({ problem, held, k }) => {
        const count = [...held].filter((own) => own === k).length;
        if (count > 1) {
          const split = splitAreas(problem, held, k, [base, { ...base, longitude: -100 }], options);
          expectSound(held, split);
          expect(split.touched).toEqual([k, problem.territories]);
          expect(split.territory.includes(problem.territories)).toBe(true);
          const carved = carveAreas(problem, held, base, options, [k]);
          expectSound(held, carved);
          expect(carved.territory.includes(problem.territories)).toBe(true);
        }
        const other = (k + 1) % problem.territories;
        expectSound(held, mergeAreas(problem, held, k, other));
        expectSound(held, pilotAreas(problem, held, [k, other], options));
        const dissolved = dissolveAreas(problem, held, k, options);
        expectSound(held, dissolved);
        expect(dissolved.territory.includes(k)).toBe(false);
        held.forEach((own, area) => {
          if (own !== k) expect(dissolved.territory[area]).toBe(own);
        });
      }),
      runs
    );
  });

  it('lets neighbours take over what borders them', () => {
    // A row A B C D E F, two each: the middle one leaves, and its neighbours take one each.
    const problem = {
      areas: 6,
      territories: 3,
      latitude: new Float64Array(6).fill(40),
      longitude: Float64Array.from([-100, -99, -98, -97, -96, -95]),
      borders: Int32Array.from([0, 1, 1, 2, 2, 3, 3, 4, 4, 5]),
      measures: [
        {
          name: 'people',
          weight: new Float64Array(6).fill(10),
          share: new Float64Array(3).fill(1),
          tolerance: 0.05
        }
      ]
    };
    const held = Int32Array.from([0, 0, 1, 1, 2, 2]);
    const change = dissolveAreas(problem, held, 1, options);
    expect([...change.territory]).toEqual([0, 0, 0, 2, 2, 2]);
    expect(change.after.violations).toEqual([]);
    expect(() => splitAreas(problem, held, 9, [base], options)).toThrow(
      'Territory 9 is not known; there are 3.'
    );
  });
});
