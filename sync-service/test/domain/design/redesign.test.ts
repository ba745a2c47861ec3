import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Redesign } from '../../../src/domain/assignment/design/redesign.ts';
import {
  carveTerritory,
  dissolveTerritory,
  mergeTerritories,
  pilotRegion,
  splitTerritory
} from '../../../src/domain/assignment/design/redesign.ts';
import { UnsoundInputError } from '../../../src/domain/assignment/input/input-fault.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { solve } from '../../../src/domain/assignment/solve/solve.ts';
import { miles, smallProblem } from '../solve/small-problem.ts';

const runs = { numRuns: 60, seed: 20261126 };
const options = { seed: 1, nodeBudget: 2000 };
const bases = [
  { latitude: 40.2, longitude: -99.8 },
  { latitude: 40.8, longitude: -99.2, share: 0.7 }
];

/** Skills that only one territory offers may leave the others without a place; that is refused by name. */
function orRefused(change: () => Redesign): Redesign | null {
  try {
    return change();
  } catch (error) {
    expect(error).toBeInstanceOf(UnsoundInputError);
    expect((error as UnsoundInputError).faults[0]).toMatchObject({
      code: 'contradiction',
      field: 'skills',
      record: expect.stringMatching(/^Account \d$/)
    });
    return null;
  }
}

/** Loads, numbers and miles written from the definitions. */
function expectTotals(problem: Problem, held: Int32Array, change: Redesign): void {
  const judge = (of: Problem, territory: Int32Array, totals: Redesign['after']): void => {
    totals.forEach(({ accounts, loads, travel }, k) => {
      const mine = [...territory.keys()].filter((i) => territory[i] === k);
      expect(accounts).toBe(mine.length);
      of.measures.forEach((measure, m) => {
        const load = mine.reduce(
          (sum, i) =>
            sum + (measure.weight[i] ?? 0) + (measure.perMile?.[i] ?? 0) * miles(of, i, k),
          0
        );
        expect(loads[m]).toBeCloseTo(load, 6);
      });
      const way = mine.reduce((sum, i) => sum + (of.costPerMile[i] ?? 0) * miles(of, i, k), 0);
      expect(travel).toBeCloseTo(way, 6);
    });
  };
  judge(problem, held, change.before);
  judge(change.problem, change.territory, change.after);
  expect(change.moved).toEqual([...held.keys()].filter((i) => held[i] !== change.territory[i]));
}

/** What did not take part is as it was, and nobody is lost. */
function expectUntouched(held: Int32Array, change: Redesign): void {
  change.territory.forEach((k, account) => {
    const before = held[account] ?? -1;
    if (!change.touched.includes(before)) expect(k).toBe(before);
    else expect(change.touched).toContain(k);
  });
}

/** A plan of the problem to start from, and one of its territories. */
const start = fc
  .tuple(smallProblem, fc.nat(2))
  .filter(([problem]) => problem.territories > 1)
  .map(([problem, pick]) => ({
    problem,
    held: solve(problem, options).territory,
    k: pick % problem.territories
  }));

describe('a change to some territories', () => {
  it('splits one around chosen bases and leaves the rest', () => {
    fc.assert(
      fc.property(start, ({ problem, held, k }) => {
        const change = splitTerritory(problem, held, k, bases, options);
        expectUntouched(held, change);
        expectTotals(problem, held, change);
        expect(change.touched).toEqual([k, problem.territories]);
        const [whole] = problem.measures;
        const [parts] = change.problem.measures;
        const before = whole?.share[k] ?? 0;
        expect((parts?.share[k] ?? 0) / before).toBeCloseTo(1 / 1.7, 9);
        expect((parts?.share[problem.territories] ?? 0) / before).toBeCloseTo(0.7 / 1.7, 9);
      }),
      runs
    );
  });

  it('merges two into one that holds what both held', () => {
    fc.assert(
      fc.property(start, ({ problem, held, k }) => {
        const other = (k + 1) % problem.territories;
        const change = mergeTerritories(problem, held, k, other);
        expectUntouched(held, change);
        expectTotals(problem, held, change);
        held.forEach((own, i) => {
          if (own === other) expect(change.territory[i]).toBe(k);
        });
      }),
      runs
    );
  });

  it('carves one for a new hire out of the donors alone', () => {
    fc.assert(
      fc.property(start, ({ problem, held, k }) => {
        const change = orRefused(() =>
          carveTerritory(problem, held, { latitude: 40.5, longitude: -99.5 }, options, [k])
        );
        if (change === null) return;
        expectUntouched(held, change);
        expectTotals(problem, held, change);
        for (const account of change.moved) {
          expect(change.territory[account]).toBe(problem.territories);
          expect(problem.locked[account]).toBe(0);
        }
      }),
      runs
    );
  });

  it('dissolves a leaver’s: neighbours take all of it over and keep all of theirs', () => {
    fc.assert(
      fc.property(start, ({ problem, held, k }) => {
        const change = orRefused(() => dissolveTerritory(problem, held, k, options));
        if (change === null) return;
        expectUntouched(held, change);
        expectTotals(problem, held, change);
        change.territory.forEach((now, i) => {
          expect(now).not.toBe(k);
          if (held[i] !== k) expect(now).toBe(held[i]);
        });
      }),
      runs
    );
  });

  it('is tried inside one region', () => {
    fc.assert(
      fc.property(start, ({ problem, held, k }) => {
        const change = orRefused(() => pilotRegion(problem, held, [k], options));
        if (change === null) return;
        expectUntouched(held, change);
        expect(change.moved).toEqual([]);
        const all = Array.from({ length: problem.territories }, (_, at) => at);
        const whole = pilotRegion(problem, held, all, options);
        expectTotals(problem, held, whole);
        whole.territory.forEach((now, i) => {
          if (problem.locked[i] === 1 && problem.current[i] === held[i]) expect(now).toBe(held[i]);
        });
      }),
      runs
    );
  });
});

/** Accounts on a line of longitude, one unit of work each, territories by the columns of `held`. */
function line(held: readonly number[], territories: number): Problem {
  const accounts = held.length;
  const zeros = (): Float64Array => new Float64Array(accounts);
  return {
    accounts,
    territories,
    accountLatitude: zeros().fill(40),
    accountLongitude: Float64Array.from(held, (_, i) => -100 + i),
    baseLatitude: new Float64Array(territories).fill(40),
    baseLongitude: Float64Array.from({ length: territories }, (_, k) => {
      const mine = [...held.keys()].filter((i) => held[i] === k);
      return -100 + mine.reduce((sum, i) => sum + i, 0) / mine.length;
    }),
    measures: [
      {
        name: 'workload',
        weight: zeros().fill(1),
        share: new Float64Array(territories).fill(1),
        tolerance: 0.05,
        hard: true
      }
    ],
    current: Int32Array.from(held),
    locked: new Uint8Array(accounts),
    family: new Int32Array(accounts).fill(-1),
    moveCost: zeros(),
    costPerMile: zeros().fill(1)
  };
}

describe('what a person would do by hand', () => {
  const held = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2];

  it('a split gives each base the half it is in', () => {
    const change = splitTerritory(
      line(held, 3),
      Int32Array.from(held),
      1,
      [
        { latitude: 40, longitude: -95.5 },
        { latitude: 40, longitude: -93.5 }
      ],
      options
    );
    expect([...change.territory]).toEqual([0, 0, 0, 0, 1, 1, 3, 3, 2, 2, 2, 2]);
    expect(change.part?.violations).toEqual([]);
  });

  it('a leaver’s accounts go to the nearer neighbour, two each', () => {
    const change = dissolveTerritory(line(held, 3), Int32Array.from(held), 1, options);
    expect([...change.territory]).toEqual([0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2]);
    expect(change.violations).toEqual([]);
  });

  it('a hire between two takes from both what is nearest', () => {
    const change = carveTerritory(
      line(held, 3),
      Int32Array.from(held),
      { latitude: 40, longitude: -96.5 },
      options,
      [0, 1]
    );
    // 8 accounts for three: 2.67 each, which whole accounts miss by a third or two.
    expect(change.territory.slice(8)).toEqual(Int32Array.from([2, 2, 2, 2]));
    expect(change.after.map(({ accounts }) => accounts)).toEqual([3, 3, 4, 2]);
    expect(change.violations.map(({ kind }) => kind)).toContain('band');
  });

  it('a family that reaches outside stays, and is named', () => {
    const problem = {
      ...line(held, 3),
      family: Int32Array.from([-1, -1, -1, -1, 7, -1, -1, -1, 7, -1, -1, -1])
    };
    const change = splitTerritory(
      problem,
      Int32Array.from(held),
      1,
      [
        { latitude: 40, longitude: -93 },
        { latitude: 40, longitude: -96 }
      ],
      options
    );
    expect(change.tied).toEqual([4]);
    expect(change.territory[4]).toBe(1);
  });

  it('an account that only the leaver had the skill for is named by its own number', () => {
    const problem = {
      ...line(held, 3),
      skills: {
        words: 1,
        needed: Int32Array.from({ length: 12 }, (_, i) => (i === 5 ? 1 : 0)),
        offered: Int32Array.from([0, 1, 0])
      }
    };
    expect(() => dissolveTerritory(problem, Int32Array.from(held), 1, options)).toThrow(
      'Account 5: skills'
    );
  });
});

describe('requests that make no sense', () => {
  const held = Int32Array.from([0, 0, 1, 1]);
  const problem = line([...held], 2);
  const cases: [string, () => Redesign, { record: string; field: string }][] = [
    [
      'an unknown territory',
      () => splitTerritory(problem, held, 5, bases, options),
      { record: 'Territory 5', field: 'territories' }
    ],
    [
      'no base',
      () => splitTerritory(problem, held, 1, [], options),
      { record: '', field: 'bases' }
    ],
    [
      'a base beyond the pole',
      () => carveTerritory(problem, held, { latitude: 99, longitude: 0 }, options),
      { record: 'Base 0', field: 'latitude' }
    ],
    [
      'a share that is no number',
      () => carveTerritory(problem, held, { latitude: 40, longitude: 0, share: NaN }, options),
      { record: 'Base 0', field: 'share' }
    ],
    [
      'a territory merged with itself',
      () => mergeTerritories(problem, held, 1, 1),
      { record: 'Territory 1', field: 'territories' }
    ],
    [
      'an account that is nowhere',
      () => pilotRegion(problem, Int32Array.from([0, -1, 1, 1]), [0], options),
      { record: 'Account 1', field: 'held' }
    ],
    [
      'nobody to take over',
      () => dissolveTerritory(line([0, 0], 1), Int32Array.from([0, 0]), 0, options),
      { record: '', field: 'takers' }
    ]
  ];
  it.each(cases)('are refused with record and field: %s', (_, change, fault) => {
    let error: unknown;
    try {
      change();
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(UnsoundInputError);
    expect((error as UnsoundInputError).faults[0]).toMatchObject(fault);
  });
});
