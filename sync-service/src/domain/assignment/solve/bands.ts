import { milesApart } from './great-circle.ts';
import type { SpherePoints } from './great-circle.ts';
import type { Measure, Problem } from './problem.ts';
import type { ViolationKind } from './plan.ts';

/**
 * Every limit on what a territory holds, as a lower and an upper band on a load: the measures,
 * the number of accounts, the mix. Territory-major: [k × count + m].
 */
export interface BandSet {
  readonly count: number;
  readonly names: readonly string[];
  readonly kinds: readonly ViolationKind[];
  /** N for each band: load of an account wherever it is held. */
  readonly weight: readonly Float64Array[];
  readonly perMile: readonly (Float64Array | null)[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Fair share; NaN where there is none (the mix). */
  readonly target: Float64Array;
  /** Cost of a unit beyond the band; Infinity for a hard one. */
  readonly penalty: Float64Array;
}

/** What the shares of a measure divide. */
export function measureTotal(
  measure: Measure,
  accounts: SpherePoints,
  bases: SpherePoints
): number {
  if (measure.total !== undefined) return measure.total;
  let total = 0;
  for (let i = 0; i < measure.weight.length; i += 1) {
    total += measure.weight[i] ?? 0;
    const perMile = measure.perMile?.[i] ?? 0;
    if (perMile > 0) total += perMile * nearestMiles(accounts, i, bases);
  }
  return total;
}

function nearestMiles(accounts: SpherePoints, i: number, bases: SpherePoints): number {
  let nearest = Infinity;
  for (let k = 0; k < bases.x.length; k += 1)
    nearest = Math.min(nearest, milesApart(accounts, i, bases, k));
  return nearest;
}

interface Band {
  readonly name: string;
  readonly kind: ViolationKind;
  readonly weight: Float64Array;
  readonly perMile: Float64Array | null;
  readonly lower: (k: number) => number;
  readonly upper: (k: number) => number;
  readonly target: (k: number) => number;
  readonly penalty: number;
}

/** Bands of the problem in a fixed order: its measures first. */
export function bandSet(problem: Problem, accounts: SpherePoints, bases: SpherePoints): BandSet {
  const bands: Band[] = problem.measures.map((measure) => {
    const total = measureTotal(measure, accounts, bases);
    const whole = measure.share.reduce((sum, share) => sum + share, 0);
    const target = (k: number): number =>
      whole > 0 ? ((measure.share[k] ?? 0) / whole) * total : total / problem.territories;
    return {
      name: measure.name,
      kind: 'band',
      weight: measure.weight,
      perMile: measure.perMile ?? null,
      lower: (k) => target(k) * Math.max(0, 1 - measure.tolerance),
      upper: (k) => target(k) * (1 + measure.tolerance),
      target,
      penalty: measure.hard ? Infinity : (measure.penalty ?? 0)
    };
  });
  bands.push(...limitBands(problem));
  return tableOf(bands, problem.territories);
}

function limitBands(problem: Problem): Band[] {
  const { limits, mix } = problem;
  const bands: Band[] = [];
  const hard = { perMile: null, target: () => NaN, penalty: Infinity };
  if (limits?.minAccounts !== undefined || limits?.maxAccounts !== undefined)
    bands.push({
      ...hard,
      name: 'accounts',
      kind: 'accounts',
      weight: new Float64Array(problem.accounts).fill(1),
      lower: (k) => limits.minAccounts?.[k] ?? 0,
      upper: (k) => limits.maxAccounts?.[k] ?? Infinity
    });
  const limited = limits?.maxLoad && problem.measures[limits.maxLoad.measure];
  if (limits?.maxLoad !== undefined && limited !== undefined) {
    const { most } = limits.maxLoad;
    bands.push({
      ...hard,
      name: limited.name,
      kind: 'load',
      weight: limited.weight,
      perMile: limited.perMile ?? null,
      lower: () => 0,
      upper: (k) => most[k] ?? Infinity
    });
  }
  if (mix !== undefined) {
    const weight = Float64Array.from(mix.marked, (marked) => (marked === 0 ? 0 : 1));
    const most = mix.maxShare * weight.reduce((sum, value) => sum + value, 0);
    bands.push({ ...hard, name: 'mix', kind: 'mix', weight, lower: () => 0, upper: () => most });
  }
  return bands;
}

function tableOf(bands: readonly Band[], territories: number): BandSet {
  const count = bands.length;
  const fill = (value: (band: Band, k: number) => number): Float64Array => {
    const table = new Float64Array(territories * count);
    for (let k = 0; k < territories; k += 1)
      bands.forEach((band, m) => {
        table[k * count + m] = value(band, k);
      });
    return table;
  };
  return {
    count,
    names: bands.map((band) => band.name),
    kinds: bands.map((band) => band.kind),
    weight: bands.map((band) => band.weight),
    perMile: bands.map((band) => band.perMile),
    lower: fill((band, k) => band.lower(k)),
    upper: fill((band, k) => band.upper(k)),
    target: fill((band, k) => band.target(k)),
    penalty: Float64Array.from(bands, (band) => band.penalty)
  };
}
