import type { AccountPast } from './account-past.ts';

/** What the weekly fit learns from: dated history of accounts, which need not be all. */
export interface LearningPast {
  readonly past: AccountPast;
  /** Accounts that were met in the org's history; more than in `past` where it is a sample. */
  readonly accounts: number;
  /** Plays that were done, by account of `past`; whole days since 1970. */
  readonly plays: readonly {
    readonly account: number;
    readonly play: string;
    readonly day: number;
  }[];
  /** Names of products, and which of them each account of `past` owns, sorted. */
  readonly products: readonly string[];
  readonly owned: readonly (readonly number[])[];
}
