import { describe, expect, it } from '@jest/globals';
import type { FairnessCertificate } from '../../../src/domain/assignment/certificate/certify-fairness.ts';
import { certifyFairness } from '../../../src/domain/assignment/certificate/certify-fairness.ts';
import {
  addSample,
  chainRecord,
  pooledMean,
  splitRHat
} from '../../../src/domain/assignment/certificate/chain-record.ts';
import { seededRandom } from '../../../src/domain/assignment/dense/seeded-random.ts';
import { planSet } from '../../../src/domain/assignment/certificate/plan-set.ts';
import {
  sweepChain,
  temperedChain
} from '../../../src/domain/assignment/certificate/tempered-chain.ts';
import { compileInstance } from '../../../src/domain/assignment/solve/instance.ts';
import { costOfPlan } from '../../../src/domain/assignment/solve/objective.ts';
import { planLoads } from '../../../src/domain/assignment/solve/violations.ts';
import type { Problem } from '../../../src/domain/assignment/solve/problem.ts';
import { miles } from '../solve/small-problem.ts';

const accounts = 12;
const territories = 3;

/** Twelve accounts about three bases that are near each other, so that many plans cost nearly the same. */
function twelve(seed: number): Problem {
  const random = seededRandom(seed);
  const column = (count: number, make: () => number): Float64Array =>
    Float64Array.from({ length: count }, make);
  const current = Int32Array.from({ length: accounts }, () => Math.floor(random() * territories));
  return {
    accounts,
    territories,
    accountLatitude: column(accounts, () => 40 + random()),
    accountLongitude: column(accounts, () => -100 + random()),
    baseLatitude: column(territories, () => 42 + 0.1 * random()),
    baseLongitude: column(territories, () => -99.5 + 0.1 * random()),
    measures: [
      {
        name: 'workload',
        weight: column(accounts, () => 1 + random()),
        share: new Float64Array(territories).fill(1),
        tolerance: 0.1,
        hard: true
      },
      {
        name: 'potential',
        weight: column(accounts, () => Math.exp(2 * random())),
        share: new Float64Array(territories).fill(1),
        tolerance: 0.5,
        hard: true
      }
    ],
    current,
    locked: Uint8Array.from(current, (_, i) => (i === 3 ? 1 : 0)),
    family: Int32Array.from(current, (_, i) => (i > 9 ? 0 : -1)),
    moveCost: column(accounts, () => 3 * random()),
    costPerMile: new Float64Array(accounts).fill(1),
    skills: {
      words: 1,
      needed: Int32Array.from(current, (_, i) => (i === 5 ? 1 : 0)),
      offered: Int32Array.from([1, 1, 0])
    },
    apart: Int32Array.from([0, 1])
  };
}

const giant = 6;
const within = 0.15;

/** The same with one account of as much potential as half of all others. */
function withGiant(seed: number): Problem {
  const problem = twelve(seed);
  const measures = problem.measures.map((measure) => {
    if (measure.name !== 'potential') return measure;
    const others = measure.weight.reduce((sum, own, i) => (i === giant ? sum : sum + own), 0);
    return { ...measure, weight: measure.weight.map((own, i) => (i === giant ? others / 2 : own)) };
  });
  return { ...problem, measures };
}

interface Listed {
  readonly best: Int32Array;
  readonly plans: number;
  /** Who holds account 6 in them. */
  readonly holders: ReadonlySet<number>;
  /** Share of the plans with more and with less of the measure than the best: [m][k]. */
  readonly more: number[][];
  readonly less: number[][];
}

/** Every plan within the limits and so much of the best, by trying all. */
function listPlans(problem: Problem, dearer = 0.02): Listed {
  const way = Array.from({ length: accounts }, (_, i) =>
    Array.from(
      { length: territories },
      (_, k) => miles(problem, i, k) + (problem.current[i] === k ? 0 : (problem.moveCost[i] ?? 0))
    )
  );
  const at = new Int32Array(accounts);
  const loads = problem.measures.map(() => [0, 0, 0]);
  const fair = problem.measures.map(
    ({ weight }) => weight.reduce((sum, own) => sum + own, 0) / territories
  );
  const feasible: { readonly cost: number; readonly at: Int32Array; readonly loads: number[][] }[] =
    [];
  const allowed = (i: number, k: number): boolean =>
    (i !== 3 || k === problem.current[3]) &&
    (i !== 11 || k === at[10]) &&
    (i !== 5 || k !== 2) &&
    (i !== 1 || k !== at[0]);
  const place = (i: number, cost: number): void => {
    if (i === accounts) {
      const inBand = problem.measures.every(({ tolerance }, m) =>
        loads[m]?.every((load) => Math.abs(load / (fair[m] ?? NaN) - 1) <= tolerance)
      );
      if (inBand) feasible.push({ cost, at: at.slice(), loads: loads.map((load) => [...load]) });
      return;
    }
    for (let k = 0; k < territories; k += 1) {
      if (!allowed(i, k)) continue;
      at[i] = k;
      const before = loads.map((load) => load[k] ?? 0);
      loads.forEach((load, m) => {
        load[k] = (before[m] ?? 0) + (problem.measures[m]?.weight[i] ?? 0);
      });
      place(i + 1, cost + (way[i]?.[k] ?? 0));
      loads.forEach((load, m) => {
        load[k] = before[m] ?? 0;
      });
    }
  };
  place(0, 0);
  const first = feasible.reduce((best, plan) => (plan.cost < best.cost ? plan : best));
  const counted = feasible.filter(({ cost }) => cost <= (1 + dearer) * first.cost);
  const share = (than: (load: number, own: number) => boolean): number[][] =>
    problem.measures.map((_, m) =>
      [0, 1, 2].map(
        (k) =>
          counted.filter(({ loads }) => than(loads[m]?.[k] ?? 0, first.loads[m]?.[k] ?? 0)).length /
          counted.length
      )
    );
  return {
    best: first.at,
    plans: counted.length,
    holders: new Set(counted.map(({ at: plan }) => plan[giant] ?? -1)),
    more: share((load, own) => load > own + 1e-9),
    less: share((load, own) => load < own - 1e-9)
  };
}

function expectShares(certificate: FairnessCertificate, listed: Listed): void {
  certificate.measures.forEach(({ reps }, m) => {
    reps.forEach(({ better, worse, same }, k) => {
      expect(Math.abs(better - (listed.more[m]?.[k] ?? NaN))).toBeLessThan(0.03);
      expect(Math.abs(worse - (listed.less[m]?.[k] ?? NaN))).toBeLessThan(0.03);
      expect(better + worse + same).toBeCloseTo(1, 9);
    });
  });
}

describe('a certificate of fairness', () => {
  it.each([1, 2, 3])('shows each rep the share that listing all plans shows (case %i)', (seed) => {
    const problem = twelve(seed);
    const listed = listPlans(problem);
    expect(listed.plans).toBeGreaterThan(50);
    const certificate = certifyFairness(problem, listed.best, { seed, samples: 4000 });
    expect(certificate).toMatchObject({ holds: true, reason: null });
    expect(certificate.rHat).toBeLessThan(1.05);
    expectShares(certificate, listed);
  });

  it('shows it where a block has more territories to go to than are near', () => {
    // Four accounts, fourteen bases in a row, at most two accounts in one: 38,416 plans to try.
    const K = 14;
    const unit = (i: number): number => 10 + i;
    const problem: Problem = {
      accounts: 4,
      territories: K,
      accountLatitude: new Float64Array(4).fill(40),
      accountLongitude: Float64Array.of(-101, -100.5, -97.5, -95),
      baseLatitude: new Float64Array(K).fill(46),
      baseLongitude: Float64Array.from({ length: K }, (_, k) => -101 + k / 2),
      measures: [
        {
          name: 'workload',
          weight: Float64Array.from({ length: 4 }, (_, i) => unit(i)),
          share: new Float64Array(K).fill(1),
          tolerance: 6.5,
          hard: true
        }
      ],
      current: new Int32Array(4).fill(-1),
      locked: new Uint8Array(4),
      family: new Int32Array(4).fill(-1),
      moveCost: new Float64Array(4),
      costPerMile: new Float64Array(4).fill(1)
    };
    const most = ((10 + 11 + 12 + 13) / K) * 7.5;
    const plans: { readonly cost: number; readonly load: Float64Array; readonly at: Int32Array }[] =
      [];
    for (let code = 0; code < K ** 4; code += 1) {
      const at = Int32Array.from({ length: 4 }, (_, i) => Math.floor(code / K ** i) % K);
      const load = new Float64Array(K);
      let cost = 0;
      at.forEach((k, i) => {
        load[k] = (load[k] ?? 0) + unit(i);
        cost += miles(problem, i, k);
      });
      if (load.every((own) => own <= most)) plans.push({ cost, load, at });
    }
    const first = plans.reduce((best, plan) => (plan.cost < best.cost ? plan : best));
    const counted = plans.filter(({ cost }) => cost <= 1.06 * first.cost);
    const certificate = certifyFairness(problem, first.at, {
      seed: 1,
      within: 0.06,
      samples: 20_000
    });
    expect(certificate.holds).toBe(true);
    certificate.measures[0]?.reps.forEach(({ better, worse }, k) => {
      const more = counted.filter(({ load }) => (load[k] ?? 0) > (first.load[k] ?? 0)).length;
      const less = counted.filter(({ load }) => (load[k] ?? 0) < (first.load[k] ?? 0)).length;
      expect(Math.abs(better - more / counted.length)).toBeLessThan(0.02);
      expect(Math.abs(worse - less / counted.length)).toBeLessThan(0.02);
    });
  });

  it('is uniform where walks of unlike softness change places', () => {
    const problem = twelve(1);
    const listed = listPlans(problem);
    const instance = compileInstance(problem);
    const mostCost = 1.02 * costOfPlan(instance, listed.best).total;
    const set = planSet(instance, mostCost);
    const own = planLoads(instance, listed.best);
    const ladder = [0.001, 0.004, 0.016, 0.06].map((size) => ({ limits: size, cost: size }));
    const chain = temperedChain(set, listed.best, ladder, seededRandom(5));
    const more = new Float64Array(own.length);
    let taken = 0;
    while (taken < 8_000) {
      sweepChain(set, chain);
      const [walk] = chain.walks;
      if (walk === undefined || walk.broken > 0 || walk.dear > 0) continue;
      taken += 1;
      walk.load.forEach((load, at) => {
        if (load > (own[at] ?? 0) + 1e-9) more[at] = (more[at] ?? 0) + 1;
      });
    }
    more.forEach((count, at) => {
      const share = listed.more[at % 2]?.[Math.floor(at / 2)] ?? NaN;
      expect(Math.abs(count / taken - share)).toBeLessThan(0.03);
    });
  });

  it('shows it where one account fills a territory, which no small step moves elsewhere', () => {
    // One account with half of what all others have: the fair share itself. Plans differ in who has it.
    const problem = withGiant(1);
    const listed = listPlans(problem, within);
    expect(listed.holders.size).toBeGreaterThan(1);
    for (const seed of [1, 2]) {
      const certificate = certifyFairness(problem, listed.best, { seed, within });
      expect(certificate).toMatchObject({ holds: true, reason: null });
      expectShares(certificate, listed);
    }
  });

  it('turns better and worse round where less is better, and is the same for the same seed', () => {
    const problem = twelve(1);
    const { best } = listPlans(problem);
    const options = { seed: 4, samples: 200 };
    const more = certifyFairness(problem, best, options);
    expect(more.holds).toBe(true);
    const less = certifyFairness(problem, best, { ...options, lessIsBetter: ['workload'] });
    expect(less.measures[0]?.reps.map(({ worse }) => worse)).toEqual(
      more.measures[0]?.reps.map(({ better }) => better)
    );
    expect(less.measures[1]).toEqual(more.measures[1]);
    expect(certifyFairness(problem, best, options)).toEqual(more);
  });

  it('is not given where the chains have not agreed, or the plan misses a limit', () => {
    const problem = twelve(2);
    const { best } = listPlans(problem);
    const cutShort = certifyFairness(problem, best, { seed: 1, mostSteps: 400_000, samples: 1e6 });
    expect(cutShort.holds).toBe(false);
    expect(cutShort.reason).toMatch(/of 1000000 samples of each.* so no share is given/);
    for (const { reps } of cutShort.measures) expect(reps).toStrictEqual([]);
    const all = new Int32Array(accounts).fill(problem.current[3] ?? 0);
    expect(certifyFairness(problem, all, { seed: 1 })).toMatchObject({
      holds: false,
      samples: 0,
      reason: 'The plan misses a hard limit (workload), so there is no set of plans like it.'
    });
  });

  it('refuses a request that makes no sense, by record and field', () => {
    const problem = twelve(1);
    const plan = problem.current.slice();
    expect(() => certifyFairness(problem, plan, { seed: 1, within: NaN })).toThrow(
      'Request: within is NaN, not a number.'
    );
    expect(() => certifyFairness(problem, plan.slice(1), { seed: 1 })).toThrow(
      'The plan has 11 accounts, not 12.'
    );
    plan[4] = 9;
    expect(() => certifyFairness(problem, plan, { seed: 1 })).toThrow(
      'Account 4: the plan names territory 9; there are 3.'
    );
    expect(() =>
      certifyFairness(problem, problem.current, { seed: 1, lessIsBetter: ['hours'] })
    ).toThrow('There is no measure hours.');
  });
});

describe('R-hat of two chains', () => {
  const origin = new Float64Array(1);
  const record = (values: readonly number[]) => {
    const chain = chainRecord(1, 2);
    for (const value of values) addSample(chain, Float64Array.of(value), origin);
    return chain;
  };

  it('is that of a case worked by hand', () => {
    // Halves 1 3 | 2 4 and 3 5 | 4 6: means 2 3 4 5, variances 2. W = 2, B = 2 × 5/3 = 10/3,
    // V = W/2 + B/2 = 8/3, R̂ = √(4/3).
    expect(splitRHat([record([1, 3, 2, 4]), record([3, 5, 4, 6])])).toBeCloseTo(
      Math.sqrt(4 / 3),
      12
    );
  });

  it('is 1 where nothing changes, and without end where chains stand apart', () => {
    expect(splitRHat([record([1, 1, 1, 1]), record([1, 1, 1, 1])])).toBe(1);
    expect(splitRHat([record([1, 1, 1, 1]), record([2, 2, 2, 2])])).toBe(Infinity);
  });
});

describe('the standard error of a mean over a chain', () => {
  it('is that of longer runs where what follows is alike (by hand)', () => {
    // Batches of two with means 0 0 1 1 0 0 1 1 0 0, mean 0.4. As they are: spread 6 × 0.16 + 4 × 0.36 = 2.4,
    // √(2.4 ÷ 9 ÷ 10) = 0.163. In twos, 0 1 0 1 0: spread 1.2, √(1.2 ÷ 4 ÷ 5) = 0.245.
    const chain = chainRecord(1, 2);
    for (const value of [0, 0, 1, 1, 0, 0, 1, 1, 0, 0])
      for (let turn = 0; turn < 2; turn += 1)
        addSample(chain, Float64Array.of(value), new Float64Array(1));
    const { mean, error } = pooledMean([chain], 0);
    expect(mean).toBeCloseTo(0.4, 12);
    expect(error).toBeCloseTo(Math.sqrt(0.06), 12);
  });
});
