import type { Random } from '../../assignment/dense/seeded-random.ts';
import { quantileOf } from '../quantile-of.ts';

/** What may still be won by one unit. */
export interface StillOpen {
  readonly attained: number;
  /** Chance of each open deal to be won by the end, and its amount. */
  readonly chances: Float64Array;
  readonly amounts: Float64Array;
  /** Wins expected of deals that do not exist yet. */
  readonly newWins: number;
  /** Amounts that new wins are drawn from; empty: they bring nothing. */
  readonly winAmounts: Float64Array;
}

/** Shocks of each draw that all units share. Multipliers with mean about 1. */
export interface SharedShocks {
  readonly rate: Float64Array;
  readonly pace: Float64Array;
}

/** So many open deals of one unit, those that sway its sum most, are always drawn one by one. */
const drawnSingly = 32;
/** As many more at least, and the sum of those is drawn at once. */
const leastAtOnce = 32;
const leastBend = 1 / 16;
const mostBend = 16;
const bends = 33;

/**
 * Draws the won sum of many deals at once: given the bend they are independent, so the sum is near
 * normal (Lindeberg, since none sways it much); its mean and deviation are tabled over the
 * logarithm of the bend.
 */
function manyAtOnce(
  lasting: Float64Array,
  amounts: Float64Array
): (bend: number, random: Random) => number {
  const step = Math.log(mostBend / leastBend) / (bends - 1);
  const means = new Float64Array(bends);
  const deviations = new Float64Array(bends);
  for (let at = 0; at < bends; at += 1) {
    const bend = leastBend * Math.exp(step * at);
    let mean = 0;
    let variance = 0;
    for (let deal = 0; deal < lasting.length; deal += 1) {
      const amount = amounts[deal] ?? 0;
      const lost = Math.exp(bend * (lasting[deal] ?? 0));
      mean += (1 - lost) * amount;
      variance += lost * (1 - lost) * amount * amount;
    }
    means[at] = mean;
    deviations[at] = Math.sqrt(variance);
  }
  const all = amounts.reduce((sum, amount) => sum + amount, 0);
  return (bend, random) => {
    const place = Math.log(Math.min(mostBend, Math.max(leastBend, bend)) / leastBend) / step;
    const at = Math.min(bends - 2, Math.floor(place));
    const share = place - at;
    const between = (table: Float64Array): number =>
      (table[at] ?? 0) * (1 - share) + (table[at + 1] ?? 0) * share;
    return Math.min(all, Math.max(0, between(means) + between(deviations) * normal(random)));
  };
}

/** Deals that sway the sum most come first; the others follow, as numbers of the deals. */
function bySway(chances: Float64Array, amounts: Float64Array): number[] {
  const sway = chances.map((chance, deal) => chance * (1 - chance) * (amounts[deal] ?? 0) ** 2);
  return Array.from(sway.keys()).sort((a, b) => (sway[b] ?? 0) - (sway[a] ?? 0) || a - b);
}

/** @param winning @param pace standard deviations of the logs */
export function sharedShocks(
  draws: number,
  winning: number,
  pace: number,
  random: Random
): SharedShocks {
  const rate = new Float64Array(draws);
  const paces = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    rate[draw] = multiplier(winning, random);
    paces[draw] = multiplier(pace, random);
  }
  return { rate, pace: paces };
}

/**
 * Totals of a period in many draws: what is attained, each open deal by its chance, new deals by a
 * Poisson count, all bent by the draw's shocks: those that the company shares and the unit's own.
 * Deals of one draw are hence not independent. A shock multiplies the
 * rate at which each deal is won.
 */
export function simulatedTotals(
  open: StillOpen,
  shared: SharedShocks,
  unitSpread: number,
  random: Random
): Float64Array {
  const { attained, chances, amounts, newWins, winAmounts } = open;
  const totals = new Float64Array(shared.rate.length);
  const isMany = chances.length >= drawnSingly + leastAtOnce;
  const order = isMany ? bySway(chances, amounts) : Array.from(chances.keys());
  const picked = (values: Float64Array, from: number, to?: number): Float64Array =>
    Float64Array.from(order.slice(from, to), (deal) => values[deal] ?? 0);
  const lasting = chances.map((chance) => Math.log1p(-Math.min(chance, 1 - 1e-12)));
  const singly = isMany ? drawnSingly : chances.length;
  const ownLasting = picked(lasting, 0, singly);
  const ownAmounts = picked(amounts, 0, singly);
  const others = isMany ? manyAtOnce(picked(lasting, singly), picked(amounts, singly)) : null;
  for (let draw = 0; draw < totals.length; draw += 1) {
    const bend = (shared.rate[draw] ?? 1) * multiplier(unitSpread, random);
    let total = attained;
    for (let deal = 0; deal < singly; deal += 1) {
      const rate = -bend * (ownLasting[deal] ?? 0);
      const drawn = random();
      // x − x²/2 ≤ 1 − e⁻ˣ ≤ x: the exponential itself, most of the time of all, decides seldom.
      if (drawn >= rate) continue;
      if (drawn < rate - (rate * rate) / 2 || drawn < 1 - Math.exp(-rate))
        total += ownAmounts[deal] ?? 0;
    }
    if (others !== null) total += others(bend, random);
    if (winAmounts.length > 0) {
      const wins = poisson(newWins * bend * (shared.pace[draw] ?? 1), random);
      for (let win = 0; win < wins; win += 1)
        total += winAmounts[Math.floor(random() * winAmounts.length)] ?? 0;
    }
    totals[draw] = total;
  }
  return totals;
}

export interface ForecastFigures {
  /** Low 10 % quantile, median, high 90 % quantile of the period's total. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly mean: number;
  /** Share of draws that reach the quota; null without one. */
  readonly reach: number | null;
}

export function figuresOfTotals(totals: Float64Array, quota: number): ForecastFigures {
  const sorted = Float64Array.from(totals).sort();
  let reached = 0;
  let sum = 0;
  for (const total of sorted) {
    sum += total;
    if (total >= quota) reached += 1;
  }
  return {
    p10: quantileOf(sorted, 0.1),
    p50: quantileOf(sorted, 0.5),
    p90: quantileOf(sorted, 0.9),
    mean: sum / Math.max(1, sorted.length),
    reach: Number.isNaN(quota) || sorted.length === 0 ? null : reached / sorted.length
  };
}

/** Log-normal with mean 1. */
function multiplier(spread: number, random: Random): number {
  return spread === 0 ? 1 : Math.exp(spread * normal(random) - (spread * spread) / 2);
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Knuth's product for small means, the normal beyond. */
function poisson(mean: number, random: Random): number {
  if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > least; product *= random()) count += 1;
  return count;
}
