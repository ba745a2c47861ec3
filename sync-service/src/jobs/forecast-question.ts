import type { ResultRow } from '../domain/core/result.ts';
import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import type { AskedLeads } from '../domain/quota/metrics/selling-rows.ts';
import type { QuotaForecasts } from '../domain/quota/quota-forecast.ts';

/** What a forecast asks besides the deals: of those, only the thread that took them knows. Plain memory. */
export interface ForecastQuestion extends Pick<
  OrgSnapshot,
  'territories' | 'quotas' | 'period' | 'today'
> {
  /** What is attained, as `attainedByTerritory` gives it. */
  readonly attained: Float64Array;
  /** Territory of each account, by the account's place in `History.accounts`; -1 for none. */
  readonly territoryOf: Int32Array;
  /** Whether the history of stages was read whole. */
  readonly knowsStages: boolean;
  /** Territories that somebody answers for, whose selling is measured; none by a run that measures none. */
  readonly answered: ReadonlySet<string>;
  /** Users who get figures of their own; none by a run that measures none. */
  readonly people: readonly string[];
  /** The leads of the last year; null where there are none, or they are not read. */
  readonly leads: AskedLeads | null;
}

/** What the thread that holds the deals makes of them once the accounts are placed. */
export interface Foretold {
  readonly forecasts: QuotaForecasts;
  /** Rows of `Evenfield_Selling__c`. */
  readonly selling: readonly ResultRow[];
}
