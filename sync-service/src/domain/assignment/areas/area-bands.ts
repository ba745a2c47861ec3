import { milesApart, spherePoints } from '../solve/great-circle.ts';
import type { AreaProblem } from './area-problem.ts';
import type { OversizedArea } from './area-plan.ts';

/** What each territory should hold, territory-major: [k × measures + m]. */
export interface AreaBands {
  readonly measures: number;
  readonly target: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** What a load beyond the band is compared with: the fair share, or an equal share where that is 0. */
  readonly unit: Float64Array;
  readonly oversized: readonly OversizedArea[];
  /** The one territory that a lock or an area's size leaves it (N), or −1. */
  readonly fixed: Int32Array;
}

const rounding = 1 + 1e-9;

/**
 * Bands of share × total × (1 ± tolerance). An area beyond every territory's band fills a
 * territory by itself, for any plan that adds to it is further beyond; the other territories
 * share what is left by their shares.
 */
export function areaBands(problem: AreaProblem): AreaBands {
  const { areas, territories: K, measures } = problem;
  const M = measures.length;
  const target = new Float64Array(K * M);
  const lower = new Float64Array(K * M);
  const upper = new Float64Array(K * M);
  const filled = new Uint8Array(K);
  const fixed = Int32Array.from({ length: areas }, (_, area) =>
    problem.locked?.[area] === 1 ? (problem.current?.[area] ?? -1) : -1
  );
  const left = Float64Array.from(measures, ({ weight }) => weight.reduce((sum, x) => sum + x, 0));
  const oversized: OversizedArea[] = [];
  const share = (): void => {
    measures.forEach((measure, m) => {
      let whole = 0;
      for (let k = 0; k < K; k += 1) if (filled[k] === 0) whole += measure.share[k] ?? 0;
      for (let k = 0; k < K; k += 1) {
        if (filled[k] === 1) continue;
        const fair = whole > 0 ? ((measure.share[k] ?? 0) / whole) * (left[m] ?? 0) : 0;
        target[k * M + m] = fair;
        lower[k * M + m] = fair * Math.max(0, 1 - measure.tolerance);
        upper[k * M + m] = fair * (1 + measure.tolerance);
      }
    });
  };
  share();
  const taken = new Uint8Array(areas);
  for (let open = K; open > 1; open -= 1) {
    const found = largestBeyond(problem, { upper, filled, fixed, taken });
    if (found === null) break;
    const k = territoryFor(problem, found.area, filled, fixed);
    oversized.push({ ...found, territory: k });
    taken[found.area] = 1;
    fixed[found.area] = k;
    filled[k] = 1;
    measures.forEach(({ weight }, m) => {
      const own = weight[found.area] ?? 0;
      left[m] = Math.max(0, (left[m] ?? 0) - own);
      for (const table of [target, lower, upper]) table[k * M + m] = own;
    });
    share();
  }
  const equal = measures.map(({ weight }) => weight.reduce((sum, own) => sum + own, 0) / K);
  const unit = target.map((fair, at) => (fair > 0 ? fair : (equal[at % M] ?? 0)));
  return { measures: M, target, lower, upper, unit, oversized, fixed };
}

interface Open {
  readonly upper: Float64Array;
  readonly filled: Uint8Array;
  readonly fixed: Int32Array;
  readonly taken: Uint8Array;
}

/** The area furthest beyond the widest band it may go into. */
function largestBeyond(
  { areas, territories: K, measures }: AreaProblem,
  { upper, filled, fixed, taken }: Open
): Omit<OversizedArea, 'territory'> | null {
  const M = measures.length;
  const widest = measures.map((_, m) => {
    let most = 0;
    for (let k = 0; k < K; k += 1)
      if (filled[k] === 0) most = Math.max(most, upper[k * M + m] ?? 0);
    return most;
  });
  let best: Omit<OversizedArea, 'territory'> | null = null;
  let furthest = rounding;
  for (let area = 0; area < areas; area += 1) {
    const held = fixed[area] ?? -1;
    if (taken[area] === 1 || (held >= 0 && filled[held] === 1)) continue;
    measures.forEach(({ name, weight }, m) => {
      const most = (held >= 0 ? upper[held * M + m] : widest[m]) ?? 0;
      const times = most > 0 ? (weight[area] ?? 0) / most : 0;
      if (times <= furthest) return;
      furthest = times;
      best = { area, measure: name, weight: weight[area] ?? 0, most };
    });
  }
  return best;
}

/** Its lock, or the open territory it holds today, or the nearest base, or the widest share. */
function territoryFor(
  problem: AreaProblem,
  area: number,
  filled: Uint8Array,
  fixed: Int32Array
): number {
  const held = fixed[area] ?? -1;
  if (held >= 0) return held;
  const today = problem.current?.[area] ?? -1;
  if (today >= 0 && filled[today] === 0) return today;
  const at = spherePoints(problem.latitude, problem.longitude);
  const { baseLatitude, baseLongitude } = problem;
  const bases =
    baseLatitude === undefined || baseLongitude === undefined
      ? null
      : spherePoints(baseLatitude, baseLongitude);
  let best = -1;
  let least = Infinity;
  for (let k = 0; k < problem.territories; k += 1) {
    if (filled[k] === 1) continue;
    const based = bases !== null && !Number.isNaN(bases.z[k] ?? NaN);
    const key = based ? milesApart(at, area, bases, k) : 1e6 - (problem.measures[0]?.share[k] ?? 0);
    if (key < least) {
      least = key;
      best = k;
    }
  }
  return best;
}
