import type { OrgSnapshot } from '../domain/core/snapshot.ts';

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
}
