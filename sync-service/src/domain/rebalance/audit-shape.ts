import type { Duplicate } from '../territory/duplicates.ts';
import type { FewestMoves } from './fewest-moves.ts';

/** A territory's figures as a run would write them; null is not known. */
export interface AuditedTerritory {
  readonly key: string;
  readonly name: string;
  readonly owner: string | null;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** A share of something that is there. */
export interface Missing {
  readonly what: string;
  readonly rows: number;
  readonly of: number;
  /** What cannot be said without it. */
  readonly costs: string;
}

/** What an org's territories look like, by the very figures that a nightly run writes. */
export interface Audit {
  readonly today: string;
  /** Territories are Evenfield's, or each account owner stands for one. */
  readonly by: 'territories' | 'owners';
  readonly accounts: number;
  readonly tolerance: number;
  /** Leaves at work, the furthest out of balance first. */
  readonly territories: readonly AuditedTerritory[];
  readonly outOfBand: number;
  readonly balanceIndex: number | null;
  readonly fewestMoves: FewestMoves | null;
  /** Accounts in nobody's hands, by state, the most potential first. */
  readonly gaps: readonly { state: string; accounts: number; potential: number }[];
  /** Accounts that several rules claim, by territory that holds them. */
  readonly overlaps: readonly { territory: string; accounts: number }[];
  readonly duplicates: readonly Duplicate[];
  /** Accounts not touched within the cadence of their tier, by territory. */
  readonly neglected: readonly { territory: string; tierA: number; all: number; of: number }[];
  readonly missing: readonly Missing[];
}
