/** What territories may have to share fairly. */
export const measureNames = ['workload', 'potential', 'revenue', 'accounts'] as const;
export type MeasureName = (typeof measureNames)[number];

/** Something supposed, for this scenario alone; territories and users by key or id. */
export type WhatIf =
  /** The person works nowhere any more. */
  | { readonly kind: 'leaver'; readonly user: string }
  /** Somebody joins with so many hours a week, of which `ramp` (0 to 1) count. */
  | {
      readonly kind: 'joiner';
      readonly territory: string;
      readonly hours: number;
      readonly ramp?: number | undefined;
    }
  /** The territory has so many hours a week. */
  | { readonly kind: 'capacity'; readonly territory: string; readonly hours: number }
  /** So many hours a week until a day (YYYY-MM-DD, included): of the territory, or of one person there, who covers it where she is no member. */
  | {
      readonly kind: 'temporary';
      readonly territory: string;
      readonly hours: number;
      readonly until: string;
      readonly user?: string | undefined;
    }
  /** A planned territory takes part as if it were at work. */
  | { readonly kind: 'open'; readonly territory: string; readonly hours: number }
  /** The territory ends; its accounts go where they fit best, or all into one. */
  | { readonly kind: 'close'; readonly territory: string; readonly into?: string | undefined }
  /** Potential and revenue change by a factor, where the state or industry is this one. */
  | {
      readonly kind: 'market';
      readonly factor: number;
      readonly state?: string | undefined;
      readonly industry?: string | undefined;
    }
  /** Whoever holds the territory is to hold another; without one, everybody in scope. Of people alone. */
  | { readonly kind: 'rotation'; readonly of?: string | undefined }
  /** So many months ahead, by each territory's own growth of the last twelve. */
  | { readonly kind: 'ahead'; readonly months: number };

/** What a scenario asks. */
export interface RebalanceQuestion {
  /** Keys or ids of the leaves that take part; null means all at work. */
  readonly territories: readonly string[] | null;
  /** The territory whose leaves take part; null where no subtree is meant. */
  readonly root: string | null;
  readonly design: 'Smallest Change' | 'Fresh Design' | 'Chosen Moves';
  readonly measures: readonly { readonly name: MeasureName; readonly tolerance: number | null }[];
  /** Most that may change hands; null means no limit. */
  readonly mostAccounts: number | null;
  readonly mostRevenue: number | null;
  /** Accounts, or territories by key, of which nothing moves. */
  readonly frozen: readonly string[];
  /** With `Chosen Moves` the moves; else moves that are to be in the plan. */
  readonly chosen: readonly { readonly account: string; readonly to: string }[];
  readonly whatIfs: readonly WhatIf[];
  readonly seed: number;
}

/** What nobody said. */
export const usualMeasures: RebalanceQuestion['measures'] = [
  { name: 'workload', tolerance: null },
  { name: 'potential', tolerance: null }
];
