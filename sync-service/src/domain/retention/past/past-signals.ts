import type { Feature, FeatureTable } from '../model/feature-table.ts';
import type { BgNbd, PurchaseTable } from '../purchases/bg-nbd.ts';
import { chanceAlive } from '../purchases/bg-nbd.ts';
import type { AccountPast } from './account-past.ts';
import { eventsUpTo } from './account-past.ts';
import { customerSince, spendWithin } from './churn-label.ts';

/** Signals that dated history gives at any day; the sign says which way more of it moves the risk. */
export const pastSignals = [
  ['Silence over own rhythm', 1],
  ['Spend trend', -1],
  ['Chance to buy again', -1],
  ['Days to contract end', 0],
  ['Days since touch', 1],
  ['Touches in 90 days', -1],
  ['Open cases', 1],
  ['Days the oldest case is open', 1],
  ['Open escalated cases', 1],
  ['Days a customer', 0],
  ['Spend in a year', 0],
  ['Purchases in a year', 0]
] as const satisfies readonly (readonly [string, -1 | 0 | 1])[];

export const pastFeatures: readonly Feature[] = pastSignals.map(([name, monotone]) => ({
  name,
  kind: 'number',
  monotone,
  labels: []
}));

const year = 365;
const touchDays = 90;

/**
 * Signals of all accounts at the end of a day, from what had happened by then alone. What an
 * account has no history for is NaN, never 0.
 * @param buying parameters fitted inside the training window; null where purchases are too few
 */
export function signalsAt(past: AccountPast, day: number, buying: BgNbd | null): FeatureTable {
  const values = pastSignals.map(() => new Float64Array(past.count).fill(NaN));
  for (let account = 0; account < past.count; account += 1)
    accountSignals(past, account, day, buying).forEach((value, place) => {
      const column = values[place];
      if (column !== undefined) column[account] = value;
    });
  return { count: past.count, features: pastFeatures, values };
}

/** Signals of one account, in the order of `pastSignals`. */
export function accountSignals(
  past: AccountPast,
  account: number,
  day: number,
  buying: BgNbd | null
): number[] {
  const { days } = past.purchases;
  const [from, to] = eventsUpTo(past.purchases, account, day);
  const bought = to - from;
  const first = days[from] ?? NaN;
  const last = bought > 0 ? (days[to - 1] ?? NaN) : NaN;
  const rhythm = bought > 1 ? (last - first) / (bought - 1) : NaN;
  const prior = spendWithin(past, account, day - 2 * year, day - year);
  const recent = spendWithin(past, account, day - year, day);
  const [touchFrom, touchTo] = eventsUpTo(past.touches, account, day);
  const [, touchesBefore] = eventsUpTo(past.touches, account, day - touchDays);
  const open = openCases(past, account, day);
  const [, boughtBefore] = eventsUpTo(past.purchases, account, day - year);
  return [
    rhythm > 0 ? (day - last) / rhythm : NaN,
    prior > 0 ? recent / prior : NaN,
    buying === null || bought === 0
      ? NaN
      : chanceAlive(buying, bought - 1, last - first, day - first),
    daysToContractEnd(past, account, day),
    touchTo > touchFrom ? day - (past.touches.days[touchTo - 1] ?? NaN) : NaN,
    touchTo > touchFrom ? touchTo - touchesBefore : NaN,
    open.count,
    open.count > 0 ? open.oldest : NaN,
    open.escalated,
    day - customerSince(past, account, day),
    bought > 0 ? recent : NaN,
    bought > 0 ? to - boughtBefore : NaN
  ];
}

function openCases(
  past: AccountPast,
  account: number,
  day: number
): { count: number; oldest: number; escalated: number } {
  const { offsets, starts, ends, marked } = past.cases;
  let count = 0;
  let oldest = 0;
  let escalated = 0;
  for (let at = offsets[account] ?? 0; at < (offsets[account + 1] ?? 0); at += 1) {
    const start = starts[at] ?? NaN;
    if (start > day) break;
    if ((ends[at] ?? NaN) <= day) continue;
    count += 1;
    oldest = Math.max(oldest, day - start);
    escalated += marked[at] ?? 0;
  }
  return { count, oldest, escalated };
}

function daysToContractEnd(past: AccountPast, account: number, day: number): number {
  const { offsets, starts, ends } = past.contracts;
  let end = NaN;
  for (let at = offsets[account] ?? 0; at < (offsets[account + 1] ?? 0); at += 1) {
    if ((starts[at] ?? NaN) > day) break;
    const own = ends[at] ?? NaN;
    if (own > day && !(end >= own)) end = own;
  }
  return end - day;
}

/** Purchases up to a day as the buy-till-you-die models take them, in days; who has bought nothing is left out. */
export function purchasesUpTo(past: AccountPast, day: number): PurchaseTable {
  const repeats: number[] = [];
  const recency: number[] = [];
  const age: number[] = [];
  for (let account = 0; account < past.count; account += 1) {
    const [from, to] = eventsUpTo(past.purchases, account, day);
    if (to === from) continue;
    const first = past.purchases.days[from] ?? 0;
    repeats.push(to - from - 1);
    recency.push((past.purchases.days[to - 1] ?? first) - first);
    age.push(day - first);
  }
  return {
    repeats: Float64Array.from(repeats),
    recency: Float64Array.from(recency),
    age: Float64Array.from(age)
  };
}
