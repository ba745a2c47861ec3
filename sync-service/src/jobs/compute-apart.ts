import type { SendCell } from '../salesforce/csv-text.ts';
import type { AccountColumns } from '../salesforce/records/accounts.ts';
import type { Page } from '../salesforce/rows.ts';
import { startThread } from './ask-thread.ts';
import type { History, HistoryPlan, HistoryQuestion } from './history-intake.ts';
import { memoryOf } from './history-intake.ts';
import type { Computed, LateRows, OwnStream, RunInputs } from './intake.ts';

export type ComputeQuestion =
  | { readonly kind: 'page'; readonly stream: OwnStream; readonly page: Page }
  | { readonly kind: 'compute'; readonly inputs: RunInputs; readonly history: History }
  | { readonly kind: 'rows'; readonly from: number; readonly to: number }
  | { readonly kind: 'late' };

/** A run's intake of accounts and coverage, and its computation, in a thread of its own. */
export interface ComputeThread {
  /** @returns rows taken @throws OrgError SHORT_PAGE */
  take(stream: OwnStream, page: Page): Promise<number>;
  /** Once, after all pages. The history is handed over and is empty here afterwards. */
  compute(inputs: RunInputs, history: History): Promise<Computed & { readonly seconds: number }>;
  /** Rows of coverage that differ. */
  rows(from: number, to: number): Promise<SendCell[][]>;
  /** Quota rows with their forecast. */
  late(): Promise<LateRows>;
  end(): Promise<void>;
}

export function startComputing(columns: AccountColumns): ComputeThread {
  const thread = startThread<ComputeQuestion>(
    new URL('./compute-worker.ts', import.meta.url),
    columns
  );
  return {
    take: (stream, page) => thread.ask({ kind: 'page', stream, page }),
    compute: (inputs, history) =>
      thread.ask({ kind: 'compute', inputs, history }, memoryOf(history)),
    rows: (from, to) => thread.ask({ kind: 'rows', from, to }),
    late: () => thread.ask({ kind: 'late' }),
    end: () => thread.end()
  };
}

/** A run's intake of history in a thread of its own. */
export interface HistoryThread {
  /** @returns rows taken @throws OrgError SHORT_PAGE */
  take(object: string, page: Page): Promise<number>;
  /** Once, after all pages; the thread ends with it. */
  finish(): Promise<History>;
  end(): Promise<void>;
}

export function startHistory(plan: HistoryPlan): HistoryThread {
  const thread = startThread<HistoryQuestion>(
    new URL('./history-worker.ts', import.meta.url),
    plan
  );
  return {
    take: (object, page) => thread.ask({ kind: 'page', object, page }),
    async finish() {
      const history = await thread.ask<History>({ kind: 'finish' });
      await thread.end();
      return history;
    },
    end: () => thread.end()
  };
}
