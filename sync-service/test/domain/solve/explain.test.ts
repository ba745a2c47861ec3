import { describe, expect, it } from '@jest/globals';
import { findConflicts } from '../../../src/domain/assignment/solve/conflicts.ts';
import { explainAccount } from '../../../src/domain/assignment/solve/explain.ts';
import { measureAll } from '../../../src/domain/assignment/solve/fairness.ts';
import { solveFrontier } from '../../../src/domain/assignment/solve/frontier.ts';
import { compileInstance } from '../../../src/domain/assignment/solve/instance.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';

/** Six accounts on a line of latitude; bases at −100 and −98. Four are nearer to base 0, which may hold three. */
function line(change: Partial<Problem> = {}): Problem {
  return {
    accounts: 6,
    territories: 2,
    accountLatitude: new Float64Array(6).fill(40),
    accountLongitude: Float64Array.of(-100, -99.9, -99.8, -99.1, -98.2, -98),
    baseLatitude: Float64Array.of(40, 40),
    baseLongitude: Float64Array.of(-100, -98),
    measures: [
      {
        name: 'accounts held',
        weight: new Float64Array(6).fill(1),
        share: Float64Array.of(1, 1),
        tolerance: 0.1,
        hard: true
      }
    ],
    current: new Int32Array(6).fill(-1),
    locked: new Uint8Array(6),
    family: new Int32Array(6).fill(-1),
    moveCost: new Float64Array(6).fill(1),
    costPerMile: new Float64Array(6).fill(1),
    ...change
  };
}

describe('explainAccount', () => {
  it('says that a full band sends the account in the middle to the further base', () => {
    const problem = line();
    const plan = solve(problem, { seed: 1 });
    expect([...plan.territory]).toStrictEqual([0, 0, 0, 1, 1, 1]);
    const middle = explainAccount(compileInstance(problem), plan, 3);
    expect(middle.territory).toBe(1);
    expect(middle.next).toBe(0);
    expect(middle.nextCost).toBeLessThan(middle.cost);
    expect(middle.reason.kind).toBe('band');
  });

  it('says that an account at its base is there because nothing is cheaper', () => {
    const problem = line();
    const first = explainAccount(compileInstance(problem), solve(problem, { seed: 1 }), 0);
    expect(first).toMatchObject({ territory: 0, cost: 0, reason: { kind: 'cheapest' }, next: 1 });
  });

  it('says that a locked account is locked', () => {
    const problem = line({
      current: Int32Array.of(1, -1, -1, -1, -1, -1),
      locked: Uint8Array.of(1, 0, 0, 0, 0, 0)
    });
    const plan = solve(problem, { seed: 1 });
    const first = explainAccount(compileInstance(problem), plan, 0);
    expect(first).toMatchObject({ territory: 1, reason: { kind: 'fixed' } });
  });
});

/**
 * Thirty accounts on a line of latitude, three bases by it, all accounts of one size; more than its
 * share is near the first base, so that bands decide.
 */
function row(change: Partial<Problem> = {}): Problem {
  const accounts = 30;
  return {
    ...line(),
    accounts,
    territories: 3,
    accountLatitude: new Float64Array(accounts).fill(40),
    accountLongitude: Float64Array.from({ length: accounts }, (_, i) => -100 + (i * i) / 420),
    baseLatitude: Float64Array.of(40, 40.6, 40.1),
    baseLongitude: Float64Array.of(-100, -99, -98),
    measures: [
      {
        name: 'accounts held',
        weight: new Float64Array(accounts).fill(1),
        share: Float64Array.of(1, 1, 1),
        tolerance: 0.05,
        hard: true
      }
    ],
    current: new Int32Array(accounts).fill(-1),
    locked: new Uint8Array(accounts),
    family: new Int32Array(accounts).fill(-1),
    moveCost: new Float64Array(accounts),
    costPerMile: new Float64Array(accounts).fill(1),
    ...change
  };
}

describe('an explanation, held against solving again', () => {
  const problem = row();
  const plan = solve(problem, { seed: 1 });
  const explained = [0, 5, 9, 12, 16, 19, 24, 29].map((account) => ({
    account,
    ...explainAccount(compileInstance(problem), plan, account)
  }));

  it('names as next best where the whole costs least with the account there', () => {
    for (const { account, territory, next } of explained) {
      const wholes = [0, 1, 2].map((k) => {
        const there = solve(row({ required: Int32Array.of(account, k) }), { seed: 1 });
        expect(there.violations).toStrictEqual([]);
        return there.objective;
      });
      expect(wholes[territory]).toBeCloseTo(plan.objective, 6);
      const others = wholes.filter((_, k) => k !== territory);
      expect(wholes[next]).toBe(Math.min(...others));
    }
  });

  it('says by how much the next must be cheaper: a little less keeps the account, a little more takes it', () => {
    // What the whole loses without the account being here is only known to what its neighbours differ by.
    const step = 14;
    for (const { account, territory, changesAt } of explained) {
      const solvedAt = (dearerHere: number): number | undefined => {
        const skills = {
          words: 1,
          needed: new Int32Array(30),
          preferred: Int32Array.from({ length: 30 }, (_, i) => (i === account ? 1 : 0)),
          mismatchCost: dearerHere,
          offered: Int32Array.from({ length: 3 }, (_, k) => (k === territory ? 0 : 1))
        };
        return solve(row({ skills }), { seed: 1 }).territory[account];
      };
      if (changesAt > step) expect(solvedAt(changesAt - step)).toBe(territory);
      expect(solvedAt(changesAt + step)).not.toBe(territory);
    }
  });
});

describe('findConflicts', () => {
  it('says when locks alone overfill a territory, and at which tolerance all would fit', () => {
    const problem = line({
      current: Int32Array.of(0, 0, 0, 0, 0, -1),
      locked: Uint8Array.of(1, 1, 1, 1, 1, 0)
    });
    const plan = solve(problem, { seed: 1 });
    const conflicts = findConflicts(compileInstance(problem), plan);
    const over = conflicts.find(({ violation }) => violation.territory === 0);
    expect(over).toMatchObject({ fixed: 5, impossible: true });
    expect(over?.beyond).toBeCloseTo(5 - 3.3, 9);
    expect(over?.tolerance).toBeCloseTo(5 / 3 - 1, 9);
  });

  it('names the account that is larger than the band of any territory', () => {
    const problem = line();
    const measures = problem.measures.map((measure) => ({
      ...measure,
      weight: Float64Array.of(1, 1, 1, 1, 9, 1)
    }));
    const heavy = { ...problem, measures };
    const conflicts = findConflicts(compileInstance(heavy), solve(heavy, { seed: 1 }));
    // Fair share 7, at most 7.7: whoever holds account 4 is over.
    const over = conflicts.find(({ violation }) => violation.actual > violation.most);
    expect(over?.largest).toStrictEqual({ accounts: [4], load: 9 });
  });
});

describe('measureAll', () => {
  it('gives the figures worked by hand for loads of 1 and 3', () => {
    const problem = line();
    const measures = problem.measures.map((measure) => ({
      ...measure,
      weight: new Float64Array(4).fill(1)
    }));
    const [figures] = measureAll({ ...problem, accounts: 4, measures }, Int32Array.of(0, 1, 1, 1));
    // Fair share 2; Gini of (0.5, 1.5) = 0.25; standard deviation 0.5 of mean 1; half the distance 1 of 4.
    expect(figures).toMatchObject({ maxDeviation: 0.5, outOfBand: 2, balanceIndex: 0.75 });
    expect(figures?.gini).toBeCloseTo(0.25, 12);
    expect(figures?.variation).toBeCloseTo(0.5, 12);
  });
});

describe('solveFrontier', () => {
  it('moves no more accounts as moving gets dearer, each plan with its gap', () => {
    const problem = line({ current: Int32Array.of(1, 0, 1, 0, 1, 0) });
    const plans = solveFrontier(problem, { seed: 1 }, [0, 1, 1000]);
    expect(plans.map(({ factor }) => factor)).toStrictEqual([0, 1, 1000]);
    // Free moves: all at the nearer base but the middle one. Dear moves: today's plan is in band already.
    expect(plans[0]?.movedAccounts).toBe(4);
    expect(plans[2]?.movedAccounts).toBe(0);
    for (const { plan } of plans) expect(plan.gap).not.toBeNull();
  });
});
