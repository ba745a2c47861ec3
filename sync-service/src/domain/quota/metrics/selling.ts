import type { Interval } from './intervals.ts';
import { meanInterval, shareInterval } from './intervals.ts';

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
  readonly cycleTrend: number | null;
  /** What a day brings: open deals × win rate × deal size ÷ cycle. */
  readonly velocity: number | null;
  /** Open amount over what is left of the quota; null where nothing is left or there is no quota. */
  readonly pipelineCoverage: number | null;
}

/**
 * Metrics of the deals that closed within a time, and of those open at its end.
 * @param from first day @param to last day
 * @param left quota less attained; null without a quota
 */
export function sellingMetrics(
  deals: readonly SoldDeal[],
  from: number,
  to: number,
  left: number | null
): SellingMetrics {
  const closed = deals.filter((deal) => deal.closed >= from && deal.closed <= to);
  const won = closed.filter((deal) => deal.won);
  const open = deals.filter((deal) => deal.created <= to && !(deal.closed <= to));
  const cycle = (of: readonly SoldDeal[]): Interval | null =>
    meanInterval(of.map((deal) => deal.closed - deal.created));
  const winRate = shareInterval(won.length, closed.length);
  const dealSize = meanInterval(won.map((deal) => deal.amount).filter((amount) => amount > 0));
  const cycleDays = cycle(won);
  const middle = (from + to) / 2;
  const early = cycle(won.filter((deal) => deal.closed <= middle));
  const late = cycle(won.filter((deal) => deal.closed > middle));
  const openAmount = open.reduce((sum, deal) => sum + (deal.amount > 0 ? deal.amount : 0), 0);
  return {
    winRate,
    dealSize,
    cycleDays,
    cycleTrend: early === null || late === null ? null : late.value - early.value,
    velocity:
      winRate === null || dealSize === null || cycleDays === null || cycleDays.value <= 0
        ? null
        : (open.length * winRate.value * dealSize.value) / cycleDays.value,
    pipelineCoverage: left === null || left <= 0 ? null : openAmount / left
  };
}

/** Of the deals that reached a stage and have left it, the share that went on. */
export function stageConversion(
  stages: readonly { readonly reached: number; readonly onward: number }[]
): (Interval | null)[] {
  return stages.map(({ reached, onward }) => shareInterval(onward, reached));
}
