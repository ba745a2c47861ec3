/** What a plan is made of: all amounts are whole smallest units of the stated currency. */

/** A territory of the tree that a target is split over. Null means not known, never zero. */
export interface QuotaNode {
  readonly key: string;
  readonly name: string;
  /** Place of the territory above in the list, before this one; -1 for the company. */
  readonly parent: number;
  /** Result of the same period a year ago. */
  readonly lastResult: number | null;
  /** Expected revenue of twelve months if well covered. */
  readonly potential: number | null;
  /** Open pipeline that closes in the period. */
  readonly pipeline: number | null;
  /** Selling hours of the period. */
  readonly capacity: number | null;
  /** Mean amount of a won deal. */
  readonly dealSize?: number | null;
  /** Won over closed, 0 to 1. */
  readonly winRate?: number | null;
  /** Share of a full quota that its people can carry, 0 to 1. */
  readonly ramp: number;
  /** Nobody works it: the pool of the territory above covers it. */
  readonly vacant: boolean;
  readonly floor: number | null;
  /** What people targeted account by account. */
  readonly bottomUp: number | null;
  readonly override: { readonly amount: number; readonly reason: string } | null;
}

export const mixTerms = ['lastResult', 'potential', 'pipeline', 'capacity'] as const;
export type MixTerm = (typeof mixTerms)[number];

export interface SettingRules {
  /** 0 or more; only what they are to each other counts. */
  readonly weights: Readonly<Record<MixTerm, number>>;
  /** Most that a quota may rise over the last result, such as 0.3; null for no limit. */
  readonly mostRise: number | null;
  /** Most that it may fall, 0 to 1. */
  readonly mostFall: number | null;
  /** What those below a manager carry beyond her own quota, such as 0.05. */
  readonly overAssignment: number;
  /** Name of what covers vacant territories. */
  readonly poolName: string;
  /** What the shares are shares of; the company where it is left out. */
  readonly wholeName?: string;
  /** Selling hours that a deal takes, won or not; left out where nobody said. */
  readonly hoursPerDeal?: number | null;
}

/** Least and most units that a territory, or all below it together, can be given. */
export interface Bounds {
  readonly least: number;
  /** Infinity without a limit. */
  readonly most: number;
}
