import type { Interval, Moments } from './intervals.ts';
import { differenceInterval, intervalOfMean, productInterval, shareInterval } from './intervals.ts';

/** A deal of a territory or person; days since 1970. */
export interface SoldDeal {
  readonly created: number;
  /** NaN while open. */
  readonly closed: number;
  readonly won: boolean;
  /** In the stated currency; NaN where it is blank. */
  readonly amount: number;
}

/** How somebody sells; null where it is not measured. */
export interface SellingMetrics {
  /** Won of those closed. */
  readonly winRate: Interval | null;
  /** Mean amount of a won deal. */
  readonly dealSize: Interval | null;
  /** Mean days from creation to a won close. */
  readonly cycleDays: Interval | null;
  /** Days by which the mean cycle grew from the first half of the time to the second. */
  readonly cycleTrend: Interval | null;
  /** What a day brings: open deals × win rate × deal size ÷ cycle. */
  readonly velocity: Interval | null;
  /** Open amount over what is left of the quota; null where nothing is left or there is no quota. */
  readonly pipelineCoverage: number | null;
}

/** What deals add up to, so that territories add up to those above them. */
export interface SellingSums {
  closed: number;
  won: number;
  open: number;
  openAmount: number;
  readonly size: Sums;
  /** Days of won deals, of the first half of the time and of the second. */
  readonly early: Sums;
  readonly late: Sums;
}

interface Sums extends Moments {
  count: number;
  sum: number;
  squares: number;
}

const noSums = (): Sums => ({ count: 0, sum: 0, squares: 0 });

export function noSelling(): SellingSums {
  return {
    closed: 0,
    won: 0,
    open: 0,
    openAmount: 0,
    size: noSums(),
    early: noSums(),
    late: noSums()
  };
}

/** Adds a deal that closed within a time, or is open at its end. @param from first day @param to last day */
export function addDeal(sums: SellingSums, deal: SoldDeal, from: number, to: number): void {
  if (!(deal.closed <= to)) {
    if (!(deal.created <= to)) return;
    sums.open += 1;
    sums.openAmount += deal.amount > 0 ? deal.amount : 0;
    return;
  }
  if (deal.closed < from) return;
  sums.closed += 1;
  if (!deal.won) return;
  sums.won += 1;
  if (deal.amount > 0) add(sums.size, deal.amount);
  const days = deal.closed - deal.created;
  // Entered after it was won, it tells nothing of how long it took.
  if (!(days >= 0)) return;
  add(deal.closed <= (from + to) / 2 ? sums.early : sums.late, days);
}

/** Adds what other deals add up to. */
export function addSelling(sums: SellingSums, more: SellingSums): void {
  sums.closed += more.closed;
  sums.won += more.won;
  sums.open += more.open;
  sums.openAmount += more.openAmount;
  for (const name of ['size', 'early', 'late'] as const) merge(sums[name], more[name]);
}

/** @param left quota less attained; null without a quota */
export function metricsOf(sums: SellingSums, left: number | null): SellingMetrics {
  const winRate = shareInterval(sums.won, sums.closed);
  const dealSize = intervalOfMean(sums.size);
  const cycle = noSums();
  merge(cycle, sums.early);
  merge(cycle, sums.late);
  const cycleDays = intervalOfMean(cycle);
  return {
    winRate,
    dealSize,
    cycleDays,
    cycleTrend: differenceInterval(sums.early, sums.late),
    velocity: productInterval(sums.open, [
      { figure: winRate, power: 1 },
      { figure: dealSize, power: 1 },
      { figure: cycleDays, power: -1 }
    ]),
    pipelineCoverage: left === null || left <= 0 ? null : sums.openAmount / left
  };
}

/** Metrics of the deals that closed within a time, and of those open at its end. */
export function sellingMetrics(
  deals: readonly SoldDeal[],
  from: number,
  to: number,
  left: number | null
): SellingMetrics {
  const sums = noSelling();
  for (const deal of deals) addDeal(sums, deal, from, to);
  return metricsOf(sums, left);
}

function add(sums: Sums, value: number): void {
  sums.count += 1;
  sums.sum += value;
  sums.squares += value ** 2;
}

function merge(sums: Sums, more: Moments): void {
  sums.count += more.count;
  sums.sum += more.sum;
  sums.squares += more.squares;
}
