import { bandSet } from './bands.ts';
import { spherePoints, milesApart } from './great-circle.ts';
import type { Problem } from './problem.ts';

/** How evenly a plan shares one measure. */
export interface MeasureFairness {
  readonly name: string;
  /** K: load ÷ fair share − 1; null where the fair share is 0. */
  readonly deviation: readonly (number | null)[];
  readonly maxDeviation: number;
  /** Territories whose load is outside share × total × (1 ± tolerance), beyond rounding. */
  readonly outOfBand: number;
  /** 1 − ½ Σ|load − fair share| ÷ Σ load; 1 where there is nothing. */
  readonly balanceIndex: number;
  /** Gini coefficient of load ÷ share over territories with a share: 0 is equal. */
  readonly gini: number;
  /** Standard deviation ÷ mean of load ÷ share, over the same territories. */
  readonly variation: number;
}

/** Fairness of a plan (territory of each account, −1 for none) on each of the problem's measures. */
export function measureAll(problem: Problem, territory: Int32Array): MeasureFairness[] {
  const accountAt = spherePoints(problem.accountLatitude, problem.accountLongitude);
  const baseAt = spherePoints(problem.baseLatitude, problem.baseLongitude);
  const bands = bandSet(problem, accountAt, baseAt);
  return problem.measures.map((measure, m) => {
    const load = new Float64Array(problem.territories);
    for (let account = 0; account < territory.length; account += 1) {
      const k = territory[account] ?? -1;
      if (k < 0) continue;
      const perMile = measure.perMile?.[account] ?? 0;
      const miles = perMile > 0 ? milesApart(accountAt, account, baseAt, k) : 0;
      load[k] = (load[k] ?? 0) + (measure.weight[account] ?? 0) + perMile * miles;
    }
    const column = (table: Float64Array): Float64Array =>
      Float64Array.from(load, (_, k) => table[k * bands.count + m] ?? 0);
    return fairnessOf(measure.name, load, column(bands.target), {
      lower: column(bands.lower),
      upper: column(bands.upper)
    });
  });
}

function fairnessOf(
  name: string,
  load: Float64Array,
  target: Float64Array,
  band: { lower: Float64Array; upper: Float64Array }
): MeasureFairness {
  const deviation = Array.from(load, (x, k) =>
    (target[k] ?? 0) > 0 ? x / (target[k] ?? 1) - 1 : null
  );
  let outOfBand = 0;
  let off = 0;
  let whole = 0;
  load.forEach((x, k) => {
    const slack = 1e-9 * (target[k] ?? 0);
    if (x > (band.upper[k] ?? 0) + slack || x < (band.lower[k] ?? 0) - slack) outOfBand += 1;
    off += Math.abs(x - (target[k] ?? 0));
    whole += x;
  });
  const relative = deviation.filter((d) => d !== null).map((d) => d + 1);
  return {
    name,
    deviation,
    maxDeviation: relative.reduce((most, x) => Math.max(most, Math.abs(x - 1)), 0),
    outOfBand,
    balanceIndex: whole === 0 || load.length < 2 ? 1 : 1 - off / (2 * whole),
    gini: giniOf(relative),
    variation: variationOf(relative)
  };
}

/** Σ_i (2 i − n − 1) x_i ÷ (n Σ x) over values by rising size, i from 1. */
function giniOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const whole = sorted.reduce((sum, value) => sum + value, 0);
  if (whole === 0) return 0;
  const spread = sorted.reduce(
    (sum, value, index) => sum + (2 * (index + 1) - sorted.length - 1) * value,
    0
  );
  return spread / (sorted.length * whole);
}

function variationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (!(mean > 0)) return 0;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(variance) / mean;
}
