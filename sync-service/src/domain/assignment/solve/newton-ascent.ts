import type { Candidates } from './candidates.ts';
import { conjugateGradients } from './conjugate-gradients.ts';
import type { Instance } from './instance.ts';
import type { BandPrices } from './prices.ts';
import { addSmoothedRows, dualPoint } from './smoothed-dual.ts';
import type { DualPoint, FirstChoices } from './smoothed-dual.ts';
import type { TerritoryMatrix } from './territory-matrix.ts';

/** Rows to price: all of them or a weighted sample, and what the fixed blocks add. */
export interface PricedRows {
  readonly candidates: Candidates;
  readonly choices: FirstChoices | null;
  readonly times: Float64Array | null;
  readonly fixedLoad: Float64Array;
  readonly fixedMoved: Float64Array;
  readonly leastScale: number;
}

export interface AscentLimits {
  readonly temperature: number;
  readonly steps: number;
  /** Stop when a step is foretold to gain less than this fraction of the dual's value. */
  readonly tolerance: number;
  /** Largest price by band (M), then by budget. */
  readonly cap: Float64Array;
  /** Change of a price, by band then budget, that changes a typical block's cost by its scale. */
  readonly unit: Float64Array;
}

/** Beyond this, steps follow the slope alone and get nowhere. */
const mostDamping = 100;

/** Value and slopes of the smoothed dual at prices (K × M, then budgets). */
interface Ascent {
  readonly value: number;
  readonly slope: Float64Array;
  readonly free: Uint8Array;
}

/**
 * Raises the smoothed dual by damped Newton steps. A price of 0 is a corner (the band's two ends
 * have different slopes): it leaves 0 only when a band is overstepped, and a step stops there.
 * @returns steps taken and the dual's value reached; `prices` is changed in place
 */
export function newtonAscent(
  instance: Instance,
  rows: PricedRows,
  prices: BandPrices,
  matrix: TerritoryMatrix,
  limits: AscentLimits,
  cancelled: () => boolean
): { steps: number; value: number; converged: boolean } {
  const size = prices.band.length + prices.budget.length;
  let damping = 1e-4;
  let here = ascentAt(instance, rows, prices, matrix, limits);
  let steps = 0;
  let converged = false;
  while (steps < limits.steps && !cancelled()) {
    const step = conjugateGradients(matrix, here.slope, here.free, damping, 1e-2, 300);
    const before = { band: prices.band.slice(), budget: prices.budget.slice() };
    let accepted = false;
    let reached = here;
    let whole = false;
    for (let attempt = 0, length = 1; attempt < 3 && !accepted; attempt += 1, length /= 4) {
      const trial = stepped(before, step, instance, limits, length);
      let foretold = 0;
      for (let at = 0; at < size; at += 1)
        foretold += ((trial[at] ?? 0) - priceAt(before, at)) * (here.slope[at] ?? 0);
      if (!(foretold > limits.tolerance * Math.abs(here.value))) {
        converged = attempt === 0 && damping <= 1;
        break;
      }
      prices.band.set(trial.subarray(0, prices.band.length));
      prices.budget.set(trial.subarray(prices.band.length));
      // Most first attempts are accepted, so their second derivative is made at once.
      const there = ascentAt(instance, rows, prices, attempt === 0 ? matrix : null, limits);
      const gained = there.value - here.value;
      accepted = gained > 0.1 * foretold;
      if (accepted) {
        reached = there;
        whole = attempt === 0;
        if (attempt === 0 && gained > 0.3 * foretold) {
          damping = Math.max(1e-6, damping / 6);
        } else if (attempt > 0) damping = Math.min(mostDamping, damping * 4);
      }
    }
    if (!accepted) {
      prices.band.set(before.band);
      prices.budget.set(before.budget);
      if (converged || damping >= mostDamping) break;
      // A step that even shortened does not gain is too long in some direction: shorten those most.
      damping = Math.max(10 * damping, 1e-2);
      here = ascentAt(instance, rows, prices, matrix, limits);
      continue;
    }
    steps += 1;
    here =
      whole || steps === limits.steps ? reached : ascentAt(instance, rows, prices, matrix, limits);
  }
  return { steps, value: here.value, converged };
}

const priceAt = (prices: BandPrices, at: number): number =>
  at < prices.band.length ? (prices.band[at] ?? 0) : (prices.budget[at - prices.band.length] ?? 0);

/** Prices after a part of a step, stopped at the caps. */
function stepped(
  prices: BandPrices,
  step: Float64Array,
  instance: Instance,
  limits: AscentLimits,
  length: number
): Float64Array {
  const { count: measures } = instance.bands;
  const bands = prices.band.length;
  const all = new Float64Array(step.length);
  for (let at = 0; at < step.length; at += 1) {
    const kind = at < bands ? at % measures : measures + at - bands;
    const most = limits.cap[kind] ?? Infinity;
    const next = priceAt(prices, at) + length * (step[at] ?? 0);
    all[at] = Math.min(most, Math.max(at < bands ? -most : 0, next));
  }
  return all;
}

function ascentAt(
  instance: Instance,
  rows: PricedRows,
  prices: BandPrices,
  matrix: TerritoryMatrix | null,
  limits: AscentLimits
): Ascent {
  const point: DualPoint = dualPoint(instance);
  point.load.set(rows.fixedLoad);
  point.moved.set(rows.fixedMoved);
  addSmoothedRows(
    instance,
    rows.candidates,
    rows.choices,
    rows.times,
    prices,
    limits.temperature,
    rows.leastScale,
    point,
    matrix
  );
  return ascentOf(instance, rows, prices, matrix, limits, point);
}

/**
 * Adds the bands: −(p > 0 ? p U : p L), its corner smoothed as −p L − (U − L) s log(1 + exp(p / s)).
 */
function ascentOf(
  instance: Instance,
  rows: PricedRows,
  prices: BandPrices,
  matrix: TerritoryMatrix | null,
  limits: AscentLimits,
  point: DualPoint
): Ascent {
  const { lower, upper, count: measures } = instance.bands;
  const bands = prices.band.length;
  const slope = new Float64Array(bands + prices.budget.length);
  const free = new Uint8Array(slope.length);
  let value = point.value;
  for (let at = 0; at < bands; at += 1) {
    const m = at % measures;
    const price = prices.band[at] ?? 0;
    const low = lower[at] ?? 0;
    const width = Math.min(upper[at] ?? 0, 1e9) - low;
    const most = limits.cap[m] ?? Infinity;
    const soft = limits.temperature * (limits.unit[m] ?? 1);
    const full = 1 / (1 + Math.exp(-price / soft));
    value += price * ((rows.fixedLoad[at] ?? 0) - low);
    value -= width * (Math.max(0, price) + soft * Math.log1p(Math.exp(-Math.abs(price) / soft)));
    slope[at] = (point.load[at] ?? 0) - low - width * full;
    if (matrix !== null) {
      const diagonal = at * measures + m;
      matrix.diagonal[diagonal] =
        (matrix.diagonal[diagonal] ?? 0) + (width * full * (1 - full)) / soft;
    }
    const held =
      (price >= most && (slope[at] ?? 0) > 0) || (price <= -most && (slope[at] ?? 0) < 0);
    free[at] = held ? 0 : 1;
  }
  prices.budget.forEach((price, g) => {
    const most = instance.budgets[g]?.most ?? 0;
    const over = (point.moved[g] ?? 0) - most;
    value += price * ((rows.fixedMoved[g] ?? 0) - most);
    slope[bands + g] = over;
    const held = over > 0 ? price >= (limits.cap[measures + g] ?? Infinity) : price <= 0;
    free[bands + g] = held ? 0 : 1;
  });
  return { value, slope, free };
}
