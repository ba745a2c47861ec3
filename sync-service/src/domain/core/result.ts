/** What a run wants the org to hold. The service compares it with what is there and writes the difference. */
import type { Problem } from './problem.ts';
import type { ForecastFigures } from '../quota/forecast/simulate.ts';
import type { ResultColumn } from './snapshot.ts';

export type ResultValue = string | number | boolean | null;

/** Values by API name for the row that bears `key` in `Key__c`. `id` is set where the row exists. */
export interface ResultRow {
  readonly key: string;
  readonly id: string | null;
  readonly values: Readonly<Record<string, ResultValue>>;
}

export type { Problem } from './problem.ts';

export interface RunResult {
  /** One slot an account, every column that the service writes (formula fields and the four that people write left out). */
  readonly coverage: ReadonlyMap<string, ResultColumn>;
  /** New `Evenfield_Assignment_Change__c` rows. */
  readonly changes: readonly ResultRow[];
  /** Figures of each territory, by key; only computed columns. */
  readonly territories: readonly ResultRow[];
  /** Today's `Evenfield_Health_Snapshot__c` rows. */
  readonly snapshots: readonly ResultRow[];
  /** Computes columns of `Evenfield_Quota__c` rows of the period: apart, since the forecast takes as long as half of all else. Forecasts that are not given are made. */
  readonly quotas: (forecasts?: ReadonlyMap<string, ForecastFigures>) => readonly ResultRow[];
  /** Every `Evenfield_Map_Points__c` row that there should be. */
  readonly mapPoints: readonly ResultRow[];
  /** New `Evenfield_Model_Version__c` rows, and old ones that go out of use. */
  readonly models: readonly ResultRow[];
  /** Every `Evenfield_Activity_Goal__c` row that there should be. */
  readonly goals: readonly ResultRow[];
  /** Computes `Evenfield_Alert__c` rows that opened, rose, fell or closed, from the quota rows and all else. */
  readonly alerts: (quotas: readonly ResultRow[]) => readonly ResultRow[];
  /** `Evenfield_Review__c` rows that are not written yet; none by a run that writes none. */
  readonly reviews: readonly ResultRow[];
  /** `Evenfield_Review_Goal__c` rows that change. */
  readonly reviewGoals: readonly ResultRow[];
  readonly problems: readonly Problem[];
}
