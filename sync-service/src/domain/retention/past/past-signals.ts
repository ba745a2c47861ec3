import type { Feature, FeatureTable } from '../model/feature-table.ts';
import type { BgNbd, PurchaseTable } from '../purchases/bg-nbd.ts';
import { chanceAlive } from '../purchases/bg-nbd.ts';
import type { AccountPast } from './account-past.ts';
import { eventsUpTo } from './account-past.ts';
import { spendWithin } from './churn-label.ts';
import {
  daysToEnd,
  freshness,
  oldestCase,
  renewalState,
  renewalStates,
  runningAt
} from './dated-signs.ts';

/**
 * Signals that dated history gives at any day, of the last two years alone: as far as a night
 * reads, so that what is learned is what is scored. How fresh an event is, is told in days until it
 * is a year old, 0 for none. The sign says which way more of it moves the risk.
 */
export const pastSignals = [
  ['Silence over own rhythm', 1],
  ['Spend trend', -1],
  ['Chance to buy again', -1],
  ['Days to contract end', 0],
  ['Days since touch', 1],
  ['Open cases', 1],
  ['Days since first purchase', 0],
  ['Spend in a year', 0],
  ['Purchases in a year', 0],
  ['Fresh loss to a rival', 1],
  ['Fresh owner change', 1],
  ['Escalated cases', 1],
  ['Age of oldest case', 1],
  ['Renewal deal', 0],
  ['Days to notice', 0]
] as const satisfies readonly (readonly [string, -1 | 0 | 1])[];

export const pastFeatures: readonly Feature[] = pastSignals.map(([name, monotone]) => {
  const isState = name === 'Renewal deal';
  return {
    name,
    kind: isState ? 'category' : 'number',
    monotone,
    labels: isState ? renewalStates : []
  };
});

const year = 365;
/** Days before a snapshot whose purchases its signals know. */
export const signalDays = 2 * year;

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
  const [, to] = eventsUpTo(past.purchases, account, day);
  const [, from] = eventsUpTo(past.purchases, account, day - signalDays);
  const bought = to - from;
  const first = bought > 0 ? (days[from] ?? NaN) : NaN;
  const last = bought > 0 ? (days[to - 1] ?? NaN) : NaN;
  const rhythm = bought > 1 ? (last - first) / (bought - 1) : NaN;
  const prior = spendWithin(past, account, day - 2 * year, day - year);
  const recent = spendWithin(past, account, day - year, day);
  const [touchFrom, touchTo] = eventsUpTo(past.touches, account, day);
  const touched = touchTo > touchFrom ? (past.touches.days[touchTo - 1] ?? NaN) : NaN;
  const [, boughtBefore] = eventsUpTo(past.purchases, account, day - year);
  return [
    rhythm > 0 ? (day - last) / rhythm : NaN,
    // Beside next to nothing the quotient is endless, which is no figure.
    prior > 0 && Number.isFinite(recent / prior) ? recent / prior : NaN,
    buying === null || bought === 0
      ? NaN
      : chanceAlive(buying, bought - 1, last - first, day - first),
    daysToEnd(past.contracts, account, day),
    day - touched < signalDays ? day - touched : NaN,
    runningAt(past.cases, account, day),
    day - first,
    bought > 0 ? recent : NaN,
    bought > 0 ? to - boughtBefore : NaN,
    freshness(past.rivals, account, day),
    freshness(past.owners, account, day),
    runningAt(past.escalations, account, day),
    oldestCase(past, account, day),
    renewalState(past, account, day),
    daysToEnd(past.notices, account, day)
  ];
}

/** Purchases of the two years up to a day as the buy-till-you-die models take them, in days; who has bought nothing in them is left out. */
export function purchasesUpTo(past: AccountPast, day: number): PurchaseTable {
  const repeats: number[] = [];
  const recency: number[] = [];
  const age: number[] = [];
  for (let account = 0; account < past.count; account += 1) {
    const [, to] = eventsUpTo(past.purchases, account, day);
    const [, from] = eventsUpTo(past.purchases, account, day - signalDays);
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
