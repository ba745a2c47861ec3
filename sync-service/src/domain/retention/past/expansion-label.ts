import type { AccountPast } from './account-past.ts';
import type { LabelPlan } from './churn-label.ts';
import { churnLabels, notJudged, spendWithin } from './churn-label.ts';
import { revenueAt } from './contraction-label.ts';

/** What grows beyond this share of what it was is an expansion. */
const expandedAbove = 1.2;
const year = 365;

/**
 * A third question: 1 where a customer who stays grows by more than a fifth within the horizon, 0
 * where not, 255 where not judged: who leaves, or has nothing that could grow. With subscriptions
 * running at the snapshot: what they bring a year at the horizon's end is over 120 % of it. Without:
 * what is bought in the year to the horizon's end is over 120 % of the year to the snapshot.
 */
export function expansionLabels(past: AccountPast, day: number, plan: LabelPlan): Uint8Array {
  const end = day + plan.horizon;
  return churnLabels(past, day, plan).map((left, account) => {
    if (left !== 0) return notJudged;
    const running = revenueAt(past, account, day);
    const before = running > 0 ? running : spendWithin(past, account, day - year, day);
    if (!(before > 0)) return notJudged;
    const then =
      running > 0 ? revenueAt(past, account, end) : spendWithin(past, account, end - year, end);
    return then > expandedAbove * before ? 1 : 0;
  });
}
