import type { AscentLimits } from './ascent-limits.ts';
import type { Candidates } from './candidates.ts';
import { conjugateGradients } from './conjugate-gradients.ts';
import type { FirstChoices } from './first-choices.ts';
import type { Instance } from './instance.ts';
import type { PriceBox } from './price-box.ts';
import { isFree, priceAt, priceBox, stepped } from './price-box.ts';
import type { BandPrices } from './prices.ts';
import { copyPrices, setPrices } from './prices.ts';
import type { DualPoint } from './dual-point.ts';
import { dualPoint } from './dual-point.ts';
import { addSmoothedRows } from './smoothed-dual.ts';
import type { TerritoryMatrix } from './territory-matrix.ts';

/** Rows to price: all of them or a weighted sample, and what the fixed blocks add. */
export interface PricedRows {
  readonly candidates: Candidates;
  readonly choices: FirstChoices | null;
  readonly times: Float64Array | null;
  readonly fixedLoad: Float64Array;
  readonly fixedMoved: Float64Array;
  /** K × M: ends of the bands. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly leastScale: number;
}

/** Beyond this, steps follow the slope alone and get nowhere. */
const mostDamping = 100;

/** A step is taken that gains this part of what its slope foretells. */
const leastGained = 0.1;

/** Value and slopes of the smoothed dual at prices (K × M, then budgets). */
interface Ascent {
  readonly value: number;
  readonly slope: Float64Array;
  /** What a Newton step should close: the slope, or where a load is short its logarithm's likeness. */
  readonly pull: Float64Array;
  readonly free: Uint8Array;
}

/**
 * Raises the smoothed dual by damped Newton steps. Shares fall off as an exponential, so a territory
 * that is far short of load answers to its price less and less, and a plain step would lower the
 * price without end: there the step closes log(load) − log(wanted) instead, as in scaling methods
 * for transport.
 * @returns steps taken, the dual's value reached, and the damping it ended with;
 * `prices` is changed in place
 */
export function newtonAscent(
  instance: Instance,
  rows: PricedRows,
  prices: BandPrices,
  matrix: TerritoryMatrix,
  limits: AscentLimits,
  cancelled: () => boolean
): { steps: number; value: number; converged: boolean; damping: number } {
  const size = prices.band.length + prices.budget.length;
  let damping = limits.damping;
  const box = priceBox(instance, prices, limits);
  let here = ascentAt(instance, rows, prices, matrix, limits, box);
  let steps = 0;
  let converged = false;
  while (steps < limits.steps && here.value < limits.enough && !cancelled()) {
    const step = conjugateGradients(matrix, here.pull, here.free, damping, 1e-2, 300);
    const before = copyPrices(prices);
    let accepted = false;
    let reached = here;
    let whole = false;
    for (let attempt = 0, length = 1; attempt < 3 && !accepted; attempt += 1, length /= 4) {
      const trial = stepped(before, step, box, length);
      let foretold = 0;
      for (let at = 0; at < size; at += 1)
        foretold += ((trial[at] ?? 0) - priceAt(before, at)) * (here.slope[at] ?? 0);
      if (!(foretold > limits.tolerance * Math.abs(here.value))) {
        converged = attempt === 0 && damping <= 1;
        break;
      }
      prices.band.set(trial.subarray(0, prices.band.length));
      prices.budget.set(trial.subarray(prices.band.length));
      // Most first and second attempts are accepted, so their second derivative is made at once.
      const isLikely = attempt < 2;
      const there = ascentAt(instance, rows, prices, isLikely ? matrix : null, limits, box);
      const gained = there.value - here.value;
      accepted = gained > leastGained * foretold;
      if (accepted) {
        reached = there;
        whole = isLikely;
        if (attempt === 0 && gained > 0.3 * foretold) {
          damping = Math.max(1e-6, damping / 6);
        } else if (attempt > 0) damping = Math.min(mostDamping, damping * 4);
      }
    }
    if (!accepted) {
      setPrices(prices, before);
      if (converged || damping >= mostDamping) break;
      // A step that even shortened does not gain is too long in some direction: shorten those most.
      damping = Math.max(10 * damping, 1e-2);
      here = ascentAt(instance, rows, prices, matrix, limits, box);
      continue;
    }
    steps += 1;
    here =
      whole || steps === limits.steps
        ? reached
        : ascentAt(instance, rows, prices, matrix, limits, box);
  }
  return { steps, value: here.value, converged, damping };
}

function ascentAt(
  instance: Instance,
  rows: PricedRows,
  prices: BandPrices,
  matrix: TerritoryMatrix | null,
  limits: AscentLimits,
  box: PriceBox
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
  return ascentOf(instance, rows, prices, matrix, limits, box, point);
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
  box: PriceBox,
  point: DualPoint
): Ascent {
  const { lower, upper } = rows;
  const measures = instance.bands.count;
  const bands = prices.band.length;
  const slope = new Float64Array(bands + prices.budget.length);
  const free = new Uint8Array(slope.length);
  const pull = new Float64Array(slope.length);
  let value = point.value;
  for (let at = 0; at < bands; at += 1) {
    const m = at % measures;
    const price = prices.band[at] ?? 0;
    const low = lower[at] ?? 0;
    const width = Math.min(upper[at] ?? 0, 1e9) - low;
    const soft = limits.temperature * (limits.unit[m] ?? 1);
    const full = 1 / (1 + Math.exp(-price / soft));
    value += price * ((rows.fixedLoad[at] ?? 0) - low);
    value -= width * (Math.max(0, price) + soft * Math.log1p(Math.exp(-Math.abs(price) / soft)));
    slope[at] = (point.load[at] ?? 0) - low - width * full;
    const have = (point.load[at] ?? 0) - (rows.fixedLoad[at] ?? 0);
    const want = have - (slope[at] ?? 0);
    pull[at] = have > 0 && want > have ? have * Math.log(have / want) : (slope[at] ?? 0);
    if (matrix !== null) {
      const diagonal = at * measures + m;
      matrix.diagonal[diagonal] =
        (matrix.diagonal[diagonal] ?? 0) + (width * full * (1 - full)) / soft;
    }
    free[at] = isFree(box, at, price, slope[at] ?? 0) ? 1 : 0;
  }
  prices.budget.forEach((price, g) => {
    const most = instance.budgets[g]?.most ?? 0;
    const over = (point.moved[g] ?? 0) - most;
    value += price * ((rows.fixedMoved[g] ?? 0) - most);
    slope[bands + g] = over;
    pull[bands + g] = over;
    free[bands + g] = isFree(box, bands + g, price, over) ? 1 : 0;
  });
  return { value, slope, pull, free };
}
