import type { AccountPast } from './account-past.ts';
import type { LabelPlan } from './churn-label.ts';
import { churnLabels, notJudged, spendWithin } from './churn-label.ts';

/** What shrinks below this share of what it was is a contraction. */
const contractedBelow = 0.8;
const year = 365;

/**
 * Another question than whether a customer leaves: 1 where one who stays shrinks within the
 * horizon, 0 where not, 255 where not judged: who leaves, or has nothing that could shrink. With
 * subscriptions running at the snapshot: what they bring a year, at the horizon's end or a grace
 * later, whichever is more, is under 80 % of it. Without: what is bought in the year to the
 * horizon's end is under 80 % of the year to the snapshot.
 */
export function contractionLabels(past: AccountPast, day: number, plan: LabelPlan): Uint8Array {
  const end = day + plan.horizon;
  return churnLabels(past, day, plan).map((left, account) => {
    if (left !== 0) return notJudged;
    const running = revenueAt(past, account, day);
    if (running > 0) {
      const then = Math.max(
        revenueAt(past, account, end),
        revenueAt(past, account, end + plan.grace)
      );
      return then < contractedBelow * running ? 1 : 0;
    }
    const before = spendWithin(past, account, day - year, day);
    if (!(before > 0)) return notJudged;
    return spendWithin(past, account, end - year, end) < contractedBelow * before ? 1 : 0;
  });
}

/** Whether an account has at a day what could shrink. */
export function mayContract(past: AccountPast, account: number, day: number): boolean {
  return revenueAt(past, account, day) > 0 || spendWithin(past, account, day - year, day) > 0;
}

/** What the subscriptions that run at the end of a day bring a year. */
export function revenueAt({ revenue }: AccountPast, account: number, day: number): number {
  const { offsets, starts, ends, amounts } = revenue;
  let sum = 0;
  for (let at = offsets[account] ?? 0; at < (offsets[account + 1] ?? 0); at += 1) {
    if ((starts[at] ?? NaN) > day) break;
    const amount = amounts[at] ?? NaN;
    if (amount > 0 && !((ends[at] ?? NaN) <= day)) sum += amount;
  }
  return sum;
}
