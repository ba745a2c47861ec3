import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileInstance } from '../../../src/domain/assignment/solve/instance.ts';
import { lowerBound } from '../../../src/domain/assignment/solve/lower-bound.ts';
import type { Plan } from '../../../src/domain/assignment/solve/plan.ts';
import { noPrices } from '../../../src/domain/assignment/solve/prices.ts';
import { resetTotals, shift } from '../../../src/domain/assignment/solve/search-state.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';
import { territoryTree } from '../../../src/domain/assignment/solve/territory-tree.ts';
import { bruteForce, judge } from './brute-force.ts';
import { searchStateOf } from './search-state-of.ts';
import { smallProblem } from './small-problem.ts';

const runs = { numRuns: 100, seed: 20261125 };

describe('solve', () => {
  it('gives every account one territory, and names whatever hard limit does not hold', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const plan = solve(problem, { seed: 1 });
        expect(plan.territory).toHaveLength(problem.accounts);
        for (const k of plan.territory) {
          expect(k).toBeGreaterThanOrEqual(0);
          expect(k).toBeLessThan(problem.territories);
        }
        const { feasible, cost } = judge(problem, plan.territory);
        expect(plan.violations.length === 0).toBe(feasible);
        expect(plan.gap === null).toBe(!feasible);
        expect(plan.objective).toBeCloseTo(cost, 6);
      }),
      runs
    );
  });

  it('finds the best of all assignments of a handful, and never bounds above it', () => {
    let proved = 0;
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const best = bruteForce(problem);
        const plan = solve(problem, { seed: 1 });
        if (best === null) return;
        proved += 1;
        expect(plan.bound).toBeLessThanOrEqual(best + 1e-9 * Math.max(1, best));
        expect(plan.violations).toStrictEqual([]);
        expect(plan.objective).toBeCloseTo(best, 6);
      }),
      runs
    );
    expect(proved).toBeGreaterThan(40);
  });

  it('bounds below the best at any prices at all', () => {
    fc.assert(
      fc.property(smallProblem, fc.integer({ min: 1, max: 1e6 }), (problem, salt) => {
        const best = bruteForce(problem);
        if (best === null) return;
        const instance = compileInstance(problem);
        const prices = noPrices(problem.territories, instance.bands.count, instance.budgets.length);
        prices.band.forEach((_, at) => {
          const any = Math.sin(salt * (at + 1)) * 10;
          const most = instance.bands.penalty[at % instance.bands.count] ?? 0;
          prices.band[at] = Math.max(-most, Math.min(most, any));
        });
        prices.budget.fill(Math.abs(Math.cos(salt)));
        const bound = lowerBound(instance, territoryTree(instance.baseAt), prices);
        expect(bound).toBeLessThanOrEqual(best + 1e-9 * Math.max(1, best));
      }),
      runs
    );
  });

  it('gives the same bytes for the same seed', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const one = solve(problem, { seed: 7 });
        const other = solve(problem, { seed: 7 });
        expect(other.territory).toStrictEqual(one.territory);
        expect(other.bound).toBe(one.bound);
        expect(other.prices).toStrictEqual(one.prices);
      }),
      { ...runs, numRuns: 30 }
    );
  });

  it('is never worse with a larger budget', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const little = solve(problem, { seed: 3, nodeBudget: 0 });
        const much = solve(problem, { seed: 3, nodeBudget: 50_000 });
        expect(much.violations.length).toBeLessThanOrEqual(little.violations.length);
        if (little.violations.length === 0)
          expect(much.objective).toBeLessThanOrEqual(little.objective);
      }),
      { ...runs, numRuns: 40 }
    );
  });

  it('keeps bound and best cost when territories are renumbered or the map is turned about the poles', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const { bound, objective, violations } = solve(problem, { seed: 5 });
        // So few accounts are solved exactly.
        const expectSame = (other: Plan): void => {
          const near = 1e-9 * Math.max(1, Math.abs(bound));
          expect(Math.abs(other.bound - bound)).toBeLessThanOrEqual(near);
          expect(other.violations).toHaveLength(violations.length);
          if (violations.length === 0) expect(other.objective).toBeCloseTo(objective, 8);
        };
        const turned = solve(
          {
            ...problem,
            accountLongitude: problem.accountLongitude.map((east) => east + 30),
            baseLongitude: problem.baseLongitude.map((east) => east + 30)
          },
          { seed: 5 }
        );
        expectSame(turned);
        const last = problem.territories - 1;
        const renumber = (k: number): number => (k < 0 ? k : last - k);
        const reversed = solve(
          {
            ...problem,
            baseLatitude: problem.baseLatitude.toReversed(),
            baseLongitude: problem.baseLongitude.toReversed(),
            current: problem.current.map(renumber),
            measures: problem.measures.map((measure) => ({
              ...measure,
              share: measure.share.toReversed()
            })),
            ...(problem.skills === undefined
              ? {}
              : { skills: { ...problem.skills, offered: problem.skills.offered.toReversed() } }),
            ...(problem.forbidden === undefined
              ? {}
              : {
                  forbidden: problem.forbidden.map((value, at) =>
                    at % 2 === 0 ? value : renumber(value)
                  )
                })
          },
          { seed: 5 }
        );
        expectSame(reversed);
      }),
      { ...runs, numRuns: 60 }
    );
  });

  it('is never worse with more that may change hands', () => {
    fc.assert(
      fc.property(smallProblem, fc.nat({ max: 3 }), (problem, accounts) => {
        const little = solve({ ...problem, budget: { accounts } }, { seed: 3 });
        const much = solve({ ...problem, budget: { accounts: accounts + 1 } }, { seed: 3 });
        if (little.violations.length > 0) return;
        expect(much.violations).toStrictEqual([]);
        expect(much.objective).toBeLessThanOrEqual(little.objective * (1 + 1e-9));
      }),
      { ...runs, numRuns: 40 }
    );
  });

  it('stops when asked and still gives a whole plan', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const plan = solve(problem, { seed: 1, cancelled: () => true });
        expect(plan.counters.rounds).toBe(0);
        expect(plan.territory.every((k) => k >= 0 && k < problem.territories)).toBe(true);
        expect(plan.violations.length === 0).toBe(judge(problem, plan.territory).feasible);
      }),
      { ...runs, numRuns: 30 }
    );
  });
});

describe('totals by increments', () => {
  it('equal totals from scratch after many shifts', () => {
    fc.assert(
      fc.property(smallProblem, fc.array(fc.nat(), { maxLength: 40 }), (problem, picks) => {
        const state = searchStateOf(problem);
        const { candidates } = state;
        for (const pick of picks) {
          if (candidates.rows === 0) break;
          const row = pick % candidates.rows;
          shift(state, row, row * candidates.stride + (pick % (candidates.used[row] ?? 1)));
        }
        const load = state.load.slice();
        const moved = state.moved.slice();
        resetTotals(state);
        load.forEach((x, at) => {
          expect(x).toBeCloseTo(state.load[at] ?? NaN, 9);
        });
        moved.forEach((x, g) => {
          expect(x).toBeCloseTo(state.moved[g] ?? NaN, 9);
        });
      }),
      runs
    );
  });
});
