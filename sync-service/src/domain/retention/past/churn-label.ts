import type { AccountPast } from './account-past.ts';
import { eventsUpTo } from './account-past.ts';

/** How a label is told. */
export interface LabelPlan {
  /** Days that the risk looks ahead. */
  readonly horizon: number;
  /** Days after a contract's end within which a renewal still counts. */
  readonly grace: number;
  /** Days a customer before which nobody is judged. */
  readonly leastTenure: number;
  /** Days without a purchase after which a customer without contract has left. */
  readonly gap: number;
}

export const labelDefaults = { grace: 30, leastTenure: 90 } as const;

/** 1 left within the horizon, 0 stayed, 255 not judged. */
export const notJudged = 255;

/** Share of gaps between purchases that are shorter than the gap which means "left". */
const usualGaps = 0.95;
const shortestGap = 30;

/** The gap that means "left", from purchases up to `day` alone: the 95th percentile of all gaps; NaN under 20 gaps. */
export function purchaseGap(past: AccountPast, day: number): number {
  const gaps: number[] = [];
  for (let account = 0; account < past.count; account += 1) {
    const [from, to] = eventsUpTo(past.purchases, account, day);
    for (let at = from + 1; at < to; at += 1) {
      const gap = (past.purchases.days[at] ?? 0) - (past.purchases.days[at - 1] ?? 0);
      if (gap > 0) gaps.push(gap);
    }
  }
  if (gaps.length < 20) return NaN;
  gaps.sort((a, b) => a - b);
  return Math.max(shortestGap, gaps[Math.floor(usualGaps * (gaps.length - 1))] ?? NaN);
}

/**
 * Labels at a snapshot: whether each account leaves in (day, day + horizon]. With a contract
 * running at the snapshot: its end, or that of what renews it within the grace, falls into the
 * horizon. Without one: the purchase gap is reached in it. Not judged: not active at the snapshot,
 * or a customer for less than the least tenure.
 */
export function churnLabels(past: AccountPast, day: number, plan: LabelPlan): Uint8Array {
  return Uint8Array.from({ length: past.count }, (_, account) => {
    const end = leavingDay(past, account, day, plan);
    if (end === null) return notJudged;
    return end <= day + plan.horizon ? 1 : 0;
  });
}

/**
 * The day on which an account that is judged at a snapshot leaves, as far as the past tells; null
 * where it is not judged: not active, or a customer for less than the least tenure.
 */
export function leavingDay(
  past: AccountPast,
  account: number,
  day: number,
  plan: LabelPlan
): number | null {
  const since = customerSince(past, account, day);
  if (!(day - since >= plan.leastTenure)) return null;
  return contractEnd(past, account, day, plan.grace) ?? purchaseEnd(past, account, day, plan.gap);
}

/**
 * Days that must have passed after the horizon before a label is certain: the grace where most
 * customers up to `day` have had contracts, the purchase gap where they buy without.
 */
export function labelLag(past: AccountPast, day: number, plan: LabelPlan): number {
  let contracts = 0;
  let buyers = 0;
  for (let account = 0; account < past.count; account += 1) {
    const signed = past.contracts.starts[past.contracts.offsets[account] ?? 0] ?? Infinity;
    const [from, to] = eventsUpTo(past.purchases, account, day);
    const has = (past.contracts.offsets[account + 1] ?? 0) > (past.contracts.offsets[account] ?? 0);
    if (has && signed <= day) contracts += 1;
    else if (to > from) buyers += 1;
  }
  return contracts >= buyers || Number.isNaN(plan.gap)
    ? plan.grace
    : Math.max(plan.grace, plan.gap);
}

/** First purchase or contract start up to a day; NaN where there is none. */
export function customerSince(past: AccountPast, account: number, day: number): number {
  const [from, to] = eventsUpTo(past.purchases, account, day);
  const bought = to > from ? (past.purchases.days[from] ?? NaN) : Infinity;
  const at = past.contracts.offsets[account] ?? 0;
  const has = at < (past.contracts.offsets[account + 1] ?? 0);
  const signed = has ? (past.contracts.starts[at] ?? Infinity) : Infinity;
  const first = Math.min(bought, signed);
  return first <= day ? first : NaN;
}

/** Where the chain of contracts that runs at `day` ends; null where none runs. */
function contractEnd(
  past: AccountPast,
  account: number,
  day: number,
  grace: number
): number | null {
  const { offsets, starts, ends } = past.contracts;
  let end: number | null = null;
  for (let at = offsets[account] ?? 0; at < (offsets[account + 1] ?? 0); at += 1) {
    const start = starts[at] ?? NaN;
    const own = Number.isNaN(ends[at] ?? NaN) ? Infinity : (ends[at] ?? Infinity);
    if (start <= day && own > day) end = Math.max(end ?? -Infinity, own);
    else if (end !== null && start > day && start <= end + grace) end = Math.max(end, own);
  }
  return end;
}

/** The day on which the purchase gap is reached; null where it was reached by `day`, or no gap is known. */
function purchaseEnd(past: AccountPast, account: number, day: number, gap: number): number | null {
  const [from, to] = eventsUpTo(past.purchases, account, day);
  let last = to > from ? (past.purchases.days[to - 1] ?? NaN) : NaN;
  if (!(last + gap > day)) return null;
  for (let at = to; at < (past.purchases.offsets[account + 1] ?? to); at += 1) {
    const next = past.purchases.days[at] ?? Infinity;
    if (next > last + gap) break;
    last = next;
  }
  return last + gap;
}

/** Amount bought in (from, to]. */
export function spendWithin(past: AccountPast, account: number, from: number, to: number): number {
  const [, begin] = eventsUpTo(past.purchases, account, from);
  const [, end] = eventsUpTo(past.purchases, account, to);
  let sum = 0;
  for (let at = begin; at < end; at += 1) sum += past.purchases.amounts[at] ?? 0;
  return sum;
}
