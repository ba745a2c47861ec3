import type { QuotaForecasts } from '../domain/quota/quota-forecast.ts';
import type { AccountColumns } from '../salesforce/records/accounts.ts';
import type { Page } from '../salesforce/rows.ts';
import { memoryOfPage } from '../salesforce/rows.ts';
import type { RowsToWrite } from '../salesforce/write-types.ts';
import { startThread } from './ask-thread.ts';
import type { ForecastQuestion, Foretold } from './forecast-question.ts';
import type { History, HistoryPlan, HistoryQuestion } from './history-intake.ts';
import { memoryOf } from './history-intake.ts';
import type { CoverageRows } from './coverage-lines.ts';
import type { Computed, LateRows, OwnStream, PlacedAccounts, RunInputs } from './intake.ts';

export type ComputeQuestion =
  | { readonly kind: 'page'; readonly stream: OwnStream; readonly page: Page }
  | { readonly kind: 'place'; readonly inputs: RunInputs; readonly history: History }
  | { readonly kind: 'compute' }
  | { readonly kind: 'rows'; readonly from: number; readonly to: number }
  | { readonly kind: 'late'; readonly forecasts: QuotaForecasts };

/** An answer with the seconds that it took. */
export type Timed<T> = T & { readonly seconds: number };

/** A run's intake of accounts and coverage, and its computation, in a thread of its own. */
export interface ComputeThread {
  /** @returns rows taken @throws OrgError SHORT_PAGE */
  take(stream: OwnStream, page: Page): Promise<number>;
  /** Once, after all pages. The history is handed over and is empty here afterwards. */
  place(inputs: RunInputs, history: History): Promise<Timed<PlacedAccounts>>;
  /** Once, after `place`. */
  compute(): Promise<Timed<Computed>>;
  /** Rows of coverage that differ. */
  rows(from: number, to: number): Promise<RowsAsSent>;
  /** Quota rows with their forecast. */
  late(forecasts: QuotaForecasts): Promise<LateRows>;
  end(): Promise<void>;
}

export function startComputing(columns: AccountColumns): ComputeThread {
  const thread = startThread<ComputeQuestion>(
    new URL('./compute-worker.ts', import.meta.url),
    columns
  );
  return {
    take: (stream, page) => thread.ask({ kind: 'page', stream, page }, memoryOfPage(page)),
    place: (inputs, history) => thread.ask({ kind: 'place', inputs, history }, memoryOf(history)),
    compute: () => thread.ask({ kind: 'compute' }),
    rows: async (from, to) => sent(await thread.ask({ kind: 'rows', from, to })),
    late: (forecasts) => thread.ask({ kind: 'late', forecasts }),
    end: () => thread.end()
  };
}

/** Rows with their identities, and their lines where there are many. */
export type RowsAsSent = Pick<RowsToWrite, 'rows' | 'lines'>;

function sent(made: CoverageRows): RowsAsSent {
  if ('rows' in made) return made;
  const { keys, bytes, ends } = made;
  return {
    rows: keys.map((key) => [key]),
    lines: keys.map((_, row) => bytes.subarray(row === 0 ? 0 : ends[row - 1], ends[row]))
  };
}

/** A run's intake of history in a thread of its own. */
export interface HistoryThread {
  /** @returns rows taken @throws OrgError SHORT_PAGE */
  take(object: string, page: Page): Promise<number>;
  /** Once, after all pages. @param knowsStages whether the history of stages was read whole */
  finish(knowsStages: boolean): Promise<History>;
  /** After `finish`; the thread ends with it. */
  forecast(asked: ForecastQuestion): Promise<Foretold>;
  end(): Promise<void>;
}

export function startHistory(plan: HistoryPlan): HistoryThread {
  const thread = startThread<HistoryQuestion>(
    new URL('./history-worker.ts', import.meta.url),
    plan
  );
  return {
    take: (object, page) => thread.ask({ kind: 'page', object, page }, memoryOfPage(page)),
    finish: (knowsStages) => thread.ask({ kind: 'finish', knowsStages }),
    async forecast(asked) {
      const foretold = await thread.ask<Foretold>({ kind: 'forecast', asked });
      await thread.end();
      return foretold;
    },
    end: () => thread.end()
  };
}
