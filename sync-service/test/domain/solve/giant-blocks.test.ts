import { describe, expect, it } from '@jest/globals';
import { measureAll } from '../../../src/domain/assignment/solve/fairness.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';

const territories = 16;
const rich = 90;
const lean = 12;

/**
 * Sixteen bases in a row, each with 90 accounts of workload 1 and potential 1 and twelve of workload
 * 1 and potential 0.05; at the first also one account with 0.92 of a territory's potential. Both
 * measures are to hold within 5 %. By hand: the fair share of potential is
 * 16 × 90.6 ÷ (16 − 0.92) = 96.13, at most 100.93, so beside the giant (88.44) 12.49 are left; the
 * fair share of workload is 102.06, at least 96.96, so 95.96 must come to its territory:
 * x lean ones and y others with x + y ≥ 95.96 and 0.05 x + y ≤ 12.49, so at least 88 of the 192 lean
 * ones there are, of whom twelve are at the place. The other 15 can share the rest: 95.5 of
 * potential each.
 */
function withGiant(costOfLean = 0.01): Problem {
  const each = rich + lean;
  const accounts = territories * each + 1;
  const fair = (territories * (rich + 0.05 * lean)) / (territories - 0.92);
  const place = (i: number): number => Math.min(territories - 1, Math.floor(i / each));
  const isGiant = (i: number): boolean => i === accounts - 1;
  return {
    accounts,
    territories,
    accountLatitude: Float64Array.from({ length: accounts }, (_, i) => (i % 7) / 100),
    accountLongitude: Float64Array.from({ length: accounts }, (_, i) =>
      isGiant(i) ? 0 : place(i) * 2 + (i % 11) / 100
    ),
    baseLatitude: new Float64Array(territories),
    baseLongitude: Float64Array.from({ length: territories }, (_, k) => k * 2),
    measures: [
      {
        name: 'workload',
        weight: new Float64Array(accounts).fill(1),
        share: new Float64Array(territories).fill(1),
        tolerance: 0.05,
        hard: true
      },
      {
        name: 'potential',
        weight: Float64Array.from({ length: accounts }, (_, i) =>
          isGiant(i) ? 0.92 * fair : i % each < rich ? 1 : 0.05
        ),
        share: new Float64Array(territories).fill(1),
        tolerance: 0.05,
        hard: true
      }
    ],
    current: new Int32Array(accounts).fill(-1),
    locked: new Uint8Array(accounts),
    family: new Int32Array(accounts).fill(-1),
    moveCost: new Float64Array(accounts),
    costPerMile: Float64Array.from({ length: accounts }, (_, i) =>
      isGiant(i) || i % each < rich ? 0.01 : costOfLean
    )
  };
}

describe('an account that takes most of a territory', () => {
  it('goes where enough accounts with little of that measure can be brought together', () => {
    const problem = withGiant();
    const plan = solve(problem, { seed: 1 });
    expect(plan.violations).toStrictEqual([]);
    expect(measureAll(problem, plan.territory).map(({ outOfBand }) => outOfBand)).toEqual([0, 0]);
    const home = plan.territory[problem.accounts - 1];
    const leanThere = problem.measures[1]?.weight.filter(
      (potential, i) => potential === 0.05 && plan.territory[i] === home
    );
    expect(leanThere?.length).toBeGreaterThanOrEqual(88);
  });

  it('goes where those that it drives out have less far to go', () => {
    // Where lean ones travel free, the first territory is the cheapest for the giant and for all who
    // must come beside it. But 77 of the rich there must leave then, 12.49 at most stay; each other
    // territory has room for 10.93 of them beside its own 90, so seven are filled: at 138 miles and 1
    // cent a mile from one base to the next, 10.93 × (1 + 2 + … + 7) × 1.38 = 422 at least. From the
    // middle they leave to both sides: 2 × (10.93 × (1 + 2 + 3) + 5.9 × 4) × 1.38 = 246, and the giant
    // takes 11 for the way.
    const plan = solve(withGiant(0), { seed: 1 });
    expect(plan.violations).toStrictEqual([]);
    expect(plan.objective).toBeLessThan(400);
  });
});
