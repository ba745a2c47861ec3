import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileInstance } from '../../../src/domain/assignment/solve/instance.ts';
import {
  dearness,
  leastOfBudget,
  withDearMoves
} from '../../../src/domain/assignment/solve/over-budget.ts';
import { searchPrices } from '../../../src/domain/assignment/solve/price-search.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';
import { territoryTree } from '../../../src/domain/assignment/solve/territory-tree.ts';
import { judge, leastOutside } from './brute-force.ts';
import { smallProblem } from './small-problem.ts';

/** Small problems whose budgets are tight or cannot be met. */
const tightProblem: fc.Arbitrary<Problem> = fc
  .record({
    problem: smallProblem,
    accounts: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    revenue: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined })
  })
  .map(({ problem, accounts, revenue }) => ({
    ...problem,
    measures: problem.measures.map((measure, m) => ({ ...measure, hard: m === 0 })),
    budget: {
      ...(accounts === undefined ? {} : { accounts }),
      ...(revenue === undefined
        ? {}
        : {
            revenue: {
              amount: Float64Array.from({ length: problem.accounts }, (_, i) => 1 + (i % 3)),
              most: revenue
            }
          })
    }
  }));

describe('a budget that cannot be met', () => {
  it('is overstepped by the least that bands and pairs allow, of all assignments', () => {
    let over = 0;
    fc.assert(
      fc.property(tightProblem, (problem) => {
        const plan = solve(problem, { seed: 1 });
        const least = leastOutside(problem);
        // A lock against a skill is named, and no plan is without it.
        if (least.outside === Infinity) return;
        const judged = judge(problem, plan.territory);
        expect(judged.permitted).toBe(true);
        expect(judged.outside).toBeCloseTo(least.outside, 9);
        expect(judged.overBudget).toBeCloseTo(least.overBudget, 9);
        if (least.overBudget > 0) over += 1;
      }),
      { numRuns: 80, seed: 20261126 }
    );
    expect(over).toBeGreaterThan(15);
  });

  it('is proved by a bound that no assignment meeting the other limits moves less than', () => {
    let near = 0;
    fc.assert(
      fc.property(tightProblem, (tight) => {
        const problem = { ...tight, budget: { accounts: 0 } };
        const least = leastOutside(problem);
        if (least.outside > 0) return;
        const instance = compileInstance(problem);
        const tree = territoryTree(instance.baseAt);
        const unit = new Float64Array(instance.bands.count + 1).fill(1);
        const dear = withDearMoves(instance, [0], unit);
        const { prices } = searchPrices(dear, tree, 1, null, () => false);
        const proved = leastOfBudget(instance, tree, prices, 0, dearness(instance, [0], unit, 0));
        // At a budget of nothing the excess is all that moves.
        expect(proved).toBeLessThanOrEqual(least.overBudget + 1e-9);
        if (proved > 0 && proved > 0.5 * least.overBudget) near += 1;
      }),
      { numRuns: 80, seed: 20261127 }
    );
    expect(near).toBeGreaterThan(5);
  });

  it('says of 40 accounts how many must move at least, and moves no more', () => {
    // All 40 accounts, at one place, are in the first of two territories that may hold 22 each: 18 must move.
    const accounts = 40;
    const plan = solve(
      {
        accounts,
        territories: 2,
        accountLatitude: new Float64Array(accounts).fill(40),
        accountLongitude: Float64Array.from({ length: accounts }, (_, i) => -100 + i / 40),
        baseLatitude: Float64Array.of(40, 40),
        baseLongitude: Float64Array.of(-100, -99),
        measures: [
          {
            name: 'accounts held',
            weight: new Float64Array(accounts).fill(1),
            share: Float64Array.of(1, 1),
            tolerance: 0.1,
            hard: true
          }
        ],
        current: new Int32Array(accounts),
        locked: new Uint8Array(accounts),
        family: new Int32Array(accounts).fill(-1),
        moveCost: new Float64Array(accounts),
        costPerMile: new Float64Array(accounts).fill(1),
        budget: { accounts: 9 }
      },
      { seed: 1 }
    );
    expect(plan.violations).toHaveLength(1);
    expect(plan.violations[0]).toMatchObject({ kind: 'budget', actual: 18, most: 9 });
    expect(plan.violations[0]?.leastPossible).toBeGreaterThan(15);
    expect(plan.violations[0]?.leastPossible).toBeLessThanOrEqual(18 + 1e-9);
    expect(plan.gap).toBeNull();
  });
});
