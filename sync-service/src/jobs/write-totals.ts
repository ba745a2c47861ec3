import type { Problem } from '../domain/core/result.ts';

/** What a step of a run wrote. */
export interface WriteTotals {
  /** Rows that differ from what the org holds. */
  readonly changed: number;
  readonly written: number;
  /** Rows that the org refused. */
  readonly problems: Problem[];
}
