import fc from 'fast-check';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';

/** Small problems of every kind of limit, few enough that every assignment can be listed. */
export const smallProblem: fc.Arbitrary<Problem> = fc
  .record({
    accounts: fc.integer({ min: 1, max: 7 }),
    territories: fc.integer({ min: 1, max: 3 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
    hard: fc.boolean(),
    tolerance: fc.constantFrom(0.1, 0.4, 0.8),
    travels: fc.boolean(),
    budgeted: fc.boolean(),
    apart: fc.boolean(),
    forbidden: fc.boolean()
  })
  .map(({ accounts, territories, seed, ...kind }) => {
    const chance = numbers(seed);
    const column = (count: number, make: () => number): Float64Array =>
      Float64Array.from({ length: count }, make);
    const whole = (below: number): number => Math.floor(chance() * below);
    const current = Int32Array.from({ length: accounts }, () => whole(territories + 1) - 1);
    const family = Int32Array.from({ length: accounts }, () => (chance() < 0.2 ? 0 : -1));
    return {
      accounts,
      territories,
      accountLatitude: column(accounts, () => (chance() < 0.1 ? NaN : 40 + chance())),
      accountLongitude: column(accounts, () => -100 + chance()),
      baseLatitude: column(territories, () => 40 + chance()),
      baseLongitude: column(territories, () => -100 + chance()),
      measures: [
        {
          name: 'workload',
          weight: column(accounts, () => 1 + chance()),
          ...(kind.travels ? { perMile: column(accounts, () => chance() / 50) } : {}),
          share: column(territories, () => 1),
          tolerance: kind.tolerance,
          hard: kind.hard,
          penalty: 20
        },
        {
          name: 'potential',
          weight: column(accounts, () => Math.exp(2 * chance())),
          share: column(territories, () => 1),
          tolerance: 0.6,
          hard: false,
          penalty: 3
        }
      ],
      current,
      locked: Uint8Array.from(current, (k, i) =>
        k >= 0 && (family[i] ?? -1) < 0 && chance() < 0.2 ? 1 : 0
      ),
      family,
      moveCost: column(accounts, () => 5 * chance()),
      costPerMile: column(accounts, () => chance()),
      skills: {
        words: 1,
        needed: Int32Array.from({ length: accounts }, () => (chance() < 0.3 ? 1 : 0)),
        preferred: Int32Array.from({ length: accounts }, () => whole(4)),
        mismatchCost: 2,
        offered: Int32Array.from({ length: territories }, (_, k) => (k === 0 ? 3 : whole(4)))
      },
      ...(kind.budgeted ? { budget: { accounts: Math.ceil(accounts / 2) } } : {}),
      ...(kind.apart && accounts > 2 && (family[0] ?? -1) < 0
        ? { apart: Int32Array.from([0, 1]) }
        : {}),
      ...(kind.forbidden && territories > 1 && current[0] !== territories - 1
        ? { forbidden: Int32Array.from([0, territories - 1]) }
        : {})
    };
  });

function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) / 0x7fffff;
  };
}

/** Great-circle miles by the law of cosines in its stable form (Vincenty for a sphere), not by the engine's chord. */
export function miles(problem: Problem, i: number, k: number): number {
  const rad = Math.PI / 180;
  const a = (problem.accountLatitude[i] ?? 0) * rad;
  const b = (problem.baseLatitude[k] ?? 0) * rad;
  const d = ((problem.baseLongitude[k] ?? 0) - (problem.accountLongitude[i] ?? 0)) * rad;
  if (Number.isNaN(a + b + d)) return 0;
  const y = Math.hypot(
    Math.cos(b) * Math.sin(d),
    Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(d)
  );
  const x = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(d);
  return 3958.7613 * Math.atan2(y, x);
}
