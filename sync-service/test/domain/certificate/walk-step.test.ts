import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planSet } from '../../../src/domain/assignment/certificate/plan-set.ts';
import { resetWalk, startWalk } from '../../../src/domain/assignment/certificate/plan-walk.ts';
import { stepWalk } from '../../../src/domain/assignment/certificate/walk-step.ts';
import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import { compileSound } from '../../../src/domain/assignment/solve/check-problem.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';
import { smallProblem } from '../solve/small-problem.ts';

describe('a walk among plans', () => {
  it('keeps by steps the totals that a plan has from scratch, whatever limits there are', () => {
    let accepted = 0;
    fc.assert(
      fc.property(smallProblem, fc.integer({ min: 1, max: 1e6 }), (problem, seed) => {
        const plan = solve(problem, { seed: 1 });
        const set = planSet(compileSound(problem), 1.1 * Math.abs(plan.objective));
        const walk = startWalk(set, plan.territory);
        const random = seededRandom(seed);
        // So soft that steps lead off the set and back, beyond every kind of limit.
        for (let step = 0; step < 300; step += 1)
          stepWalk(set, walk, { limits: 1, cost: 1 }, random);
        accepted += walk.accepted;
        const kept = {
          load: walk.load.slice(),
          moved: walk.moved.slice(),
          leaving: walk.leaving.slice(),
          cost: walk.cost,
          broken: walk.broken,
          dear: walk.dear
        };
        resetWalk(set, walk);
        const near = (a: number, b: number): void => {
          expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(b)));
        };
        kept.load.forEach((load, at) => {
          near(load, walk.load[at] ?? NaN);
        });
        kept.moved.forEach((moved, g) => {
          near(moved, walk.moved[g] ?? NaN);
        });
        kept.leaving.forEach((chance, at) => {
          near(chance, walk.leaving[at] ?? NaN);
        });
        near(kept.cost, walk.cost);
        near(kept.broken, walk.broken);
        near(kept.dear, walk.dear);
        const members = walk.members.flatMap((own, k) => own.map((block) => [block, k]));
        expect(members.sort(([a = 0], [b = 0]) => a - b)).toEqual(
          Array.from(set.free, (block) => [block, walk.at[block]])
        );
      }),
      { numRuns: 150 }
    );
    expect(accepted).toBeGreaterThan(1000);
  });
});
