/** How far a rate lies from what was to be expected, beyond chance. */
export interface ShockSpread {
  /** Variance of the log of a rate over one month. */
  readonly month: number;
  /** Power by which the variance falls with the months: 0 for a shock that stays, 1 for a new one each month. */
  readonly fading: number;
}

/** By what shares the shock. */
export interface Spread {
  /** Shared by all deals of the company. */
  readonly company: ShockSpread;
  /** Shared by the deals of one unit, beyond the company's. */
  readonly unit: ShockSpread;
}

/** What is believed before anything was seen, and how many blocks that belief weighs. */
const priorVariance = 0.15 ** 2;
const priorFading = 0.5;
const priorBlocks = 3;

/** Standard deviation over a horizon of so many days. */
export function spreadOver({ month, fading }: ShockSpread, days: number): number {
  return Math.sqrt(month * Math.max(1, days / 30) ** -fading);
}

/** What was learned of units: how each differs for good, and how far shocks move them. */
export interface UnitsLearned {
  /** By unit: wins over what the rates expect, shrunk to 1. */
  readonly effect: Float64Array;
  readonly shocks: Spread;
}

/**
 * Splits how far wins lie from what the rates expect, beyond chance (Poisson), into what lasts of a
 * unit and what passes, by moments: Σ((O − E)² − E) / ΣE² of the units' whole time, quarters and
 * months, and of the company's. A unit's effect has the credibility τ² / (τ² + v / n + 1 / E) with τ²
 * the lasting variance, v the passing one and n its quarters (Bühlmann and Straub). The variance of
 * shocks is shrunk to a prior of 0.15² that weighs three blocks; what months and quarters differ in
 * tells how long a shock stays.
 * @param seen wins by unit and month @param expected what the rates expect there
 * @param quarter number of the quarter of each month
 */
export function learnUnits(
  seen: Float64Array,
  expected: Float64Array,
  units: number,
  quarter: Int32Array
): UnitsLearned {
  const single = Int32Array.from(quarter, (_, month) => month);
  const whole = new Int32Array(quarter.length);
  const momentsAt = (blocks: Int32Array, apart: boolean): Moments =>
    momentsOf(summedUp(seen, units, blocks, apart), summedUp(expected, units, blocks, apart));
  const company = { month: momentsAt(single, false), quarter: momentsAt(quarter, false) };
  const apart = { month: momentsAt(single, true), quarter: momentsAt(quarter, true) };
  const inAll = summedUp(expected, units, whole, true);
  const seenInAll = summedUp(seen, units, whole, true);
  const working = inAll.filter((e) => e > 1).length;
  const quarters = Math.max(1, apart.quarter.blocks / Math.max(1, working));
  const lasting =
    quarters <= 1
      ? 0
      : Math.max(
          0,
          (momentsOf(seenInAll, inAll).variance - apart.quarter.variance / quarters) /
            (1 - 1 / quarters)
        );
  const passing = Math.max(0, apart.quarter.variance - lasting);
  return {
    effect: inAll.map((e, unit) => {
      if (e <= 0 || lasting === 0) return 1;
      const trust = lasting / (lasting + passing / quarters + 1 / e);
      return 1 + trust * ((seenInAll[unit] ?? 0) / e - 1);
    }),
    shocks: {
      company: spreadOf(company.month, company.quarter, 1),
      // A unit's months are many and small: each weighs a third of one of the company's.
      unit: spreadOf(
        less(apart.month, company.month.variance + lasting),
        less(apart.quarter, company.quarter.variance + lasting),
        1 / 3
      )
    }
  };
}

/** Sums by unit and block, or over all units by block. */
function summedUp(
  own: Float64Array,
  units: number,
  blocks: Int32Array,
  apart: boolean
): Float64Array {
  const months = blocks.length;
  const count = (blocks.at(-1) ?? 0) + 1;
  const sums = new Float64Array(apart ? units * count : count);
  for (let unit = 0; unit < units; unit += 1)
    for (let month = 0; month < months; month += 1) {
      const at = (apart ? unit * count : 0) + (blocks[month] ?? 0);
      sums[at] = (sums[at] ?? 0) + (own[unit * months + month] ?? 0);
    }
  return sums;
}

interface Moments {
  readonly variance: number;
  /** Blocks in which something was to be expected. */
  readonly blocks: number;
}

function momentsOf(seen: Float64Array, expected: Float64Array): Moments {
  let above = 0;
  let below = 0;
  let blocks = 0;
  for (let at = 0; at < seen.length; at += 1) {
    const e = expected[at] ?? 0;
    above += ((seen[at] ?? 0) - e) ** 2 - e;
    below += e * e;
    if (e > 1) blocks += 1;
  }
  return { variance: below === 0 ? 0 : Math.max(0, above / below), blocks };
}

function less(all: Moments, variance: number): Moments {
  return { ...all, variance: Math.max(0, all.variance - variance) };
}

function spreadOf(month: Moments, quarter: Moments, weight: number): ShockSpread {
  const blocks = month.blocks * weight;
  const quarters = quarter.blocks * weight;
  const seen =
    month.variance > 0 && quarter.variance > 0
      ? Math.min(1, Math.max(0, Math.log(month.variance / quarter.variance) / Math.log(3)))
      : priorFading;
  return {
    month: (blocks * month.variance + priorBlocks * priorVariance) / (blocks + priorBlocks),
    fading: (quarters * seen + priorBlocks * priorFading) / (quarters + priorBlocks)
  };
}
