import { dayNumber } from '../core/days.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { KeptModel } from './kept-model.ts';
import type { FeatureTable } from './model/feature-table.ts';
import type { AccountPast } from './past/account-past.ts';
import type { LabelPlan } from './past/churn-label.ts';
import { labelDefaults, leavingDay } from './past/churn-label.ts';
import { signalsAt } from './past/past-signals.ts';
import { pastTonight } from './past/past-tonight.ts';
import { recentByAccount } from './past/recent-rows.ts';

type Reading = NonNullable<KeptModel['reading']>;

/** What a night scores by models of dated history; tables are built once for all models that read alike. */
export interface Tonight {
  readonly past: AccountPast;
  /** Whole days since 1970. */
  readonly today: number;
  signals(reading: Reading): FeatureTable;
  /** Whether an account is judged: active, and a customer for long enough. */
  isJudged(account: number, reading: Reading): boolean;
}

export function tonightOf(snapshot: OrgSnapshot): Tonight {
  const { accounts, figures, deals = null, policy } = snapshot;
  const today = dayNumber(snapshot.today);
  const recent = recentByAccount(snapshot.recent ?? [], accounts.ids);
  const past = pastTonight(accounts.count, figures, deals, today, recent);
  const judgedBy = new Map<number | null, Uint8Array>();
  const judgedWith = (gap: number | null): Uint8Array => {
    const label: LabelPlan = {
      ...labelDefaults,
      horizon: policy.churnHorizonDays,
      gap: gap ?? NaN
    };
    return Uint8Array.from({ length: accounts.count }, (_, account) =>
      leavingDay(past, account, today, label) === null ? 0 : 1
    );
  };
  const tables = new Map<string, FeatureTable>();
  return {
    past,
    today,
    signals({ buying }) {
      const key = JSON.stringify(buying);
      const table = tables.get(key) ?? signalsAt(past, today, buying);
      tables.set(key, table);
      return table;
    },
    isJudged(account, { gap }) {
      let judged = judgedBy.get(gap);
      if (judged === undefined) {
        judged = judgedWith(gap);
        judgedBy.set(gap, judged);
      }
      return judged[account] === 1;
    }
  };
}
