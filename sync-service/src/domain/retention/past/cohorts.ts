import type { AccountPast } from './account-past.ts';
import { spendWithin } from './churn-label.ts';

/** Customers who bought for the first time in one calendar year, some years on. */
export interface CohortYear {
  /** Year of the first purchase. */
  readonly cohort: number;
  /** 1 is the second twelve months of each customer. */
  readonly yearsOn: number;
  /** Customers whose twelve months are over; the others are not counted. */
  readonly customers: number;
  /** Share of them who bought at all. */
  readonly logos: number;
  /** Σ min(now, first year) and Σ now, over Σ first year. */
  readonly grossRetention: number;
  readonly netRetention: number;
}

const year = 365;
const yearOf = (day: number): number => new Date(day * 86_400_000).getUTCFullYear();

/**
 * Retention by cohort from purchases alone, in each customer's own years from the first purchase.
 * Customers without a first-year amount above 0 are left out, since nothing can be retained of it.
 * @param today whole days since 1970; what is not over by then is not counted
 */
export function cohortYears(past: AccountPast, today: number): CohortYear[] {
  const sums = new Map<
    string,
    {
      cohort: number;
      yearsOn: number;
      customers: number;
      bought: number;
      first: number;
      kept: number;
      now: number;
    }
  >();
  for (let account = 0; account < past.count; account += 1) {
    const start = past.purchases.offsets[account] ?? 0;
    if (start === (past.purchases.offsets[account + 1] ?? 0)) continue;
    const begun = (past.purchases.days[start] ?? NaN) - 1;
    const first = spendWithin(past, account, begun, begun + year);
    if (!(first > 0)) continue;
    const cohort = yearOf(begun + 1);
    for (let yearsOn = 1; begun + (yearsOn + 1) * year < today; yearsOn += 1) {
      const from = begun + yearsOn * year;
      const now = Math.max(0, spendWithin(past, account, from, from + year));
      const key = `${String(cohort)} ${String(yearsOn)}`;
      const own = sums.get(key) ?? {
        cohort,
        yearsOn,
        customers: 0,
        bought: 0,
        first: 0,
        kept: 0,
        now: 0
      };
      sums.set(key, own);
      own.customers += 1;
      own.bought += now > 0 ? 1 : 0;
      own.first += first;
      own.kept += Math.min(now, first);
      own.now += now;
    }
  }
  return [...sums.values()]
    .map((own) => ({
      cohort: own.cohort,
      yearsOn: own.yearsOn,
      customers: own.customers,
      logos: own.bought / own.customers,
      grossRetention: own.kept / own.first,
      netRetention: own.now / own.first
    }))
    .sort((a, b) => a.cohort - b.cohort || a.yearsOn - b.yearsOn);
}
