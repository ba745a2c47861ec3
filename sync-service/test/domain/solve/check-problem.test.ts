import { describe, expect, it } from '@jest/globals';
import { checkProblem } from '../../../src/domain/assignment/solve/check-problem.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';

/** Four accounts around two bases, ten miles a side or so; each bad-input case changes one thing. */
function sound(change: Partial<Problem> = {}): Problem {
  return {
    accounts: 4,
    territories: 2,
    accountLatitude: Float64Array.of(40, 40, 41, 41),
    accountLongitude: Float64Array.of(-100, -100.1, -100, -100.1),
    baseLatitude: Float64Array.of(40, 41),
    baseLongitude: Float64Array.of(-100, -100),
    measures: [measure()],
    current: Int32Array.of(0, 0, 1, 1),
    locked: new Uint8Array(4),
    family: new Int32Array(4).fill(-1),
    moveCost: Float64Array.of(1, 1, 1, 1),
    costPerMile: Float64Array.of(1, 1, 1, 1),
    ...change
  };
}

const measure = (
  change: Partial<Problem['measures'][number]> = {}
): Problem['measures'][number] => ({
  name: 'workload',
  weight: Float64Array.of(1, 1, 1, 1),
  share: Float64Array.of(1, 1),
  tolerance: 0.05,
  hard: true,
  ...change
});

const skills = (needed: number[]): NonNullable<Problem['skills']> => ({
  words: 1,
  needed: Int32Array.from(needed),
  offered: Int32Array.of(1, 0)
});

describe('checkProblem', () => {
  it('finds nothing wrong with sound data', () => {
    expect(checkProblem(sound())).toStrictEqual([]);
  });

  it.each<[string, Partial<Problem>, string]>([
    ['no accounts', { accounts: 0 }, 'noAccounts'],
    ['no territories', { territories: 0 }, 'noTerritories'],
    ['a short column', { moveCost: new Float64Array(3) }, 'wrongLength'],
    ['a cost that is no number', { moveCost: Float64Array.of(1, NaN, 1, 1) }, 'notANumber'],
    [
      'an endless weight',
      { measures: [measure({ weight: Float64Array.of(1, Infinity, 1, 1) })] },
      'notANumber'
    ],
    [
      'a negative weight',
      { measures: [measure({ weight: Float64Array.of(1, -1, 1, 1) })] },
      'negative'
    ],
    ['no capacity anywhere', { measures: [measure({ share: new Float64Array(2) })] }, 'noCapacity'],
    ['a soft band without penalty', { measures: [measure({ hard: false })] }, 'notANumber'],
    [
      'a latitude beyond the pole',
      { accountLatitude: Float64Array.of(91, 40, 41, 41) },
      'outOfRange'
    ],
    ['an unknown territory', { current: Int32Array.of(0, 0, 1, 2) }, 'outOfRange'],
    [
      'a lock in no territory',
      { current: Int32Array.of(-1, 0, 1, 1), locked: Uint8Array.of(1, 0, 0, 0) },
      'contradictingLocks'
    ],
    [
      'a family locked in two places',
      { locked: Uint8Array.of(1, 0, 0, 1), family: Int32Array.of(5, -1, -1, 5) },
      'contradictingLocks'
    ],
    [
      'a pair required and forbidden',
      { required: Int32Array.of(0, 1), forbidden: Int32Array.of(0, 1) },
      'contradictingPairs'
    ],
    [
      'a pair together and apart',
      { together: Int32Array.of(0, 1), apart: Int32Array.of(1, 0) },
      'contradictingPairs'
    ],
    ['a budget that is no number', { budget: { accounts: NaN } }, 'notANumber'],
    ['a negative budget', { budget: { accounts: -1 } }, 'negative'],
    ['a skill that nobody offers', { skills: skills([2, 0, 0, 0]) }, 'nowhereAllowed'],
    ['an account forbidden everywhere', { forbidden: Int32Array.of(2, 0, 2, 1) }, 'nowhereAllowed']
  ])('names %s', (_, change, code) => {
    const problem = sound(change);
    expect(checkProblem(problem).map((fault) => fault.code)).toContain(code);
    expect(() => solve(problem, { seed: 1 })).toThrow();
  });
});

describe('solve on odd but sound data', () => {
  it('leaves a balanced start at its nearest bases alone', () => {
    const plan = solve(sound(), { seed: 1 });
    expect([...plan.territory]).toStrictEqual([0, 0, 1, 1]);
    expect(plan.violations).toStrictEqual([]);
  });

  it('names the band when there are more territories than accounts', () => {
    const plan = solve(
      sound({
        territories: 5,
        baseLatitude: Float64Array.of(40, 41, 42, 43, 44),
        baseLongitude: new Float64Array(5).fill(-100),
        measures: [measure({ share: new Float64Array(5).fill(1) })]
      }),
      { seed: 1 }
    );
    expect(plan.gap).toBeNull();
    expect(plan.violations.every(({ kind, name }) => kind === 'band' && name === 'workload')).toBe(
      true
    );
    expect(plan.violations.length).toBeGreaterThan(0);
  });

  it('gives nothing to a territory that has no capacity', () => {
    const measures = [measure({ share: Float64Array.of(1, 0) })];
    const plan = solve(sound({ measures }), { seed: 1 });
    expect([...plan.territory]).toStrictEqual([0, 0, 0, 0]);
    expect(plan.violations).toStrictEqual([]);
  });

  it('names the band that one account overfills', () => {
    const plan = solve(sound({ measures: [measure({ weight: Float64Array.of(100, 1, 1, 1) })] }), {
      seed: 1
    });
    expect(plan.gap).toBeNull();
    expect(plan.violations[0]?.actual).toBeGreaterThanOrEqual(100);
  });

  it('has a gap of 0 when all places are equal and nothing costs', () => {
    const plan = solve(
      sound({
        accountLatitude: new Float64Array(4).fill(40),
        accountLongitude: new Float64Array(4).fill(-100),
        baseLatitude: new Float64Array(2).fill(40),
        baseLongitude: new Float64Array(2).fill(-100)
      }),
      { seed: 1 }
    );
    expect(plan.objective).toBe(0);
    expect(plan.gap).toBe(0);
  });

  it('measures across the date line and at the poles', () => {
    const plan = solve(
      sound({
        accountLatitude: Float64Array.of(10, 10, 90, 89.9),
        accountLongitude: Float64Array.of(179.9, -179.9, 0, 180),
        baseLatitude: Float64Array.of(10, 90),
        baseLongitude: Float64Array.of(180, 77)
      }),
      { seed: 1 }
    );
    // 0.1° of longitude at 10° north is 69.0934 × 0.1 × cos 10° = 6.804 miles, twice; 0.1° of latitude 6.909.
    expect(plan.objective).toBeCloseTo(2 * 6.8044 + 6.9093, 2);
  });
});
