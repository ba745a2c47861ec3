import type { BandPrices } from './prices.ts';

export type ViolationKind = 'band' | 'accounts' | 'mix' | 'budget' | 'apart' | 'load' | 'forced';

/** A hard limit that the plan does not meet. */
export interface Violation {
  readonly kind: ViolationKind;
  /** Measure, limit or budget by name. */
  readonly name: string;
  /** −1 where the limit is of the whole plan. */
  readonly territory: number;
  readonly actual: number;
  readonly least: number;
  readonly most: number;
  /**
   * Of a budget: proved that no plan which meets all limits but the budgets has less than this.
   * null where nothing is proved.
   */
  readonly leastPossible: number | null;
  /** The accounts that a pair, lock or family is about; empty where the limit is of a territory. */
  readonly accounts: readonly number[];
}

/** Work done, the same on every machine for the same problem, seed and node budget. */
export interface Counters {
  readonly newtonSteps: number;
  /** Moves and compound moves that local search weighed. */
  readonly nodes: number;
  readonly rounds: number;
  readonly accepted: number;
}

/** Cases of which one holds for every plan; the bound is the least of theirs. */
export interface BoundCases {
  /** Of the case in which every account below is where it says. */
  readonly prices: BandPrices;
  /** For each account, with its family, the cases in which it is elsewhere. */
  readonly elsewhere: readonly {
    readonly account: number;
    readonly at: number;
    /** Territories that have prices of their own where they hold it (territories × M). */
    readonly territory: Int32Array;
    readonly band: Float64Array;
  }[];
}

export interface Plan {
  /** Territory of each account (N). */
  readonly territory: Int32Array;
  readonly objective: number;
  /** No assignment that meets all hard limits costs less than this. */
  readonly bound: number;
  /** (objective − bound) / objective; 0 when both are 0; null while a hard limit is violated. */
  readonly gap: number | null;
  readonly prices: BandPrices;
  /** What proves the bound besides, where an account takes most of a territory; null elsewhere. */
  readonly cases: BoundCases | null;
  readonly violations: readonly Violation[];
  readonly counters: Counters;
}

export interface Progress {
  readonly stage: 'prices' | 'rounding' | 'search' | 'bound';
  readonly nodes: number;
  /** Best so far; null before there is a plan. */
  readonly objective: number | null;
  /** Hard limits violated by the best so far, as a sum of fractions of each limit. */
  readonly violation: number | null;
}

export interface SolveOptions {
  readonly seed: number;
  /** How many moves local search may weigh; the first round is always finished. */
  readonly nodeBudget?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** Asked between steps; once true, the best plan so far is returned. */
  readonly cancelled?: () => boolean;
}
