import type { AccountFigures, DealTable } from '../domain/core/columns.ts';
import { computeRun } from '../domain/core/compute-run.ts';
import type { Problem, ResultRow, RunResult } from '../domain/core/result.ts';
import { resultWithin, scopeOfChange } from '../domain/core/scope-of-change.ts';
import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import type { History } from './history-intake.ts';
import type { SendCell } from '../salesforce/csv-text.ts';
import { coverageDifference } from '../salesforce/diff.ts';
import { createAccountSlots } from '../salesforce/records/account-slots.ts';
import type { AccountColumns, AccountsRead } from '../salesforce/records/accounts.ts';
import { accountIntake, accountQuery } from '../salesforce/records/accounts.ts';
import type { CoverageRead } from '../salesforce/records/coverage.ts';
import { coverageIntake, coverageQuery } from '../salesforce/records/coverage.ts';
import { dealsByAccount } from '../salesforce/records/deal-rows.ts';
import { figuresByAccount } from '../salesforce/records/history.ts';
import type { Page } from '../salesforce/rows.ts';
import { rowByRow } from '../salesforce/rows.ts';

/** What a run takes of accounts and of its own results. */
export type OwnStream = 'accounts' | 'coverage';

/** What is known besides the streams. */
export interface RunInputs extends Omit<OrgSnapshot, 'accounts' | 'figures' | 'coverage'> {
  /** Accounts whose territories alone are written; null for a run that writes all. */
  readonly changed: readonly string[] | null;
}

/** What a run computed; the rows of coverage that differ are asked for in parts. */
export interface Computed {
  readonly result: Omit<RunResult, 'coverage' | 'quotas' | 'alerts'>;
  readonly coverage: { readonly columns: readonly string[]; readonly count: number };
  /** Ids of rows that merges left. */
  readonly leftovers: readonly string[];
  readonly problems: readonly Problem[];
  readonly accounts: number;
}

/** Rows that wait for the forecast. */
export interface LateRows {
  readonly quotas: readonly ResultRow[];
  readonly alerts: readonly ResultRow[];
}

export interface Intake {
  /** @returns rows taken @throws OrgError SHORT_PAGE: then nothing of the page was taken */
  take(stream: OwnStream, page: Page): number;
  compute(inputs: RunInputs, history: History): Computed;
  /** Rows of coverage to write, after `compute`. */
  rows(from: number, to: number): SendCell[][];
  /** What waits for the forecast, after `compute`. */
  late(): LateRows;
}

/** What the pages held, by account. */
export interface Gathered {
  readonly accounts: AccountsRead;
  readonly coverage: CoverageRead;
  readonly figures: AccountFigures;
  readonly deals: DealTable;
  readonly withoutRate: ReadonlyMap<string, number>;
}

/** Rows as their pages come, in columns. */
export interface Taking {
  take(stream: OwnStream, page: Page): number;
  finish(history: History): Gathered;
}

/** Begins to take the pages of accounts and of coverage. */
export function startTaking(columns: AccountColumns): Taking {
  const slots = createAccountSlots();
  const accounts = accountIntake(columns, slots);
  const coverage = coverageIntake(slots);
  const takers = {
    accounts: rowByRow(accountQuery(columns), accounts.take),
    coverage: rowByRow(coverageQuery, coverage.take)
  };
  return {
    take: (stream, page) => takers[stream](page),
    finish(history) {
      const read = accounts.done();
      const { count } = read.accounts;
      const index = slots
        .slotsOf(history.accounts)
        .map((slot) => (slot < 0 ? -1 : (read.indexBySlot[slot] ?? -1)));
      return {
        accounts: read,
        coverage: coverage.done(read.indexBySlot, count),
        figures: figuresByAccount(history.figures, index, count),
        deals: dealsByAccount(history.deals, index),
        withoutRate: history.withoutRate
      };
    }
  };
}

/** Takes a run's pages into columns as they come, and computes when all are there. */
export function createIntake(columns: AccountColumns): Intake {
  // Let go when all is taken: what rows were gathered in is as large as what came of them.
  let taking: Taking | null = startTaking(columns);
  let rows: Intake['rows'] = () => [];
  let late: Intake['late'] = () => ({ quotas: [], alerts: [] });
  return {
    take(stream, page) {
      if (taking === null) throw new Error(`A page of ${stream} came after the run was computed.`);
      return taking.take(stream, page);
    },
    compute(inputs, history) {
      if (taking === null) throw new Error('A run computes once.');
      const { accounts, coverage, figures, deals, withoutRate } = taking.finish(history);
      taking = null;
      const { accounts: table, problems } = accounts;
      const { changed, ...known } = inputs;
      const snapshot = {
        ...known,
        accounts: table,
        figures,
        deals,
        coverage: coverage.coverage,
        mayFit: changed === null
      };
      const whole = computeRun(snapshot);
      const scope = changed === null ? null : scopeOfChange(snapshot, whole, changed);
      const result = scope === null ? whole : resultWithin(snapshot, whole, scope);
      const difference = coverageDifference(
        table.ids,
        result.coverage,
        coverage.coverage.present,
        coverage.held,
        new Map(coverage.leftovers.map((row) => [row.account, row.people])),
        scope?.accounts ?? null
      );
      rows = (from, to) => difference.rows(from, to);
      const { coverage: _, quotas: quotaRows, alerts, ...small } = result;
      late = () => {
        const quotas = quotaRows();
        return { quotas, alerts: alerts(quotas) };
      };
      return {
        result: small,
        coverage: { columns: difference.columns, count: difference.count },
        leftovers: coverage.leftovers.map((row) => row.id),
        problems: [...problems, ...rateProblems(withoutRate)],
        accounts: table.count
      };
    },
    rows: (from, to) => rows(from, to),
    late: () => late()
  };
}

function rateProblems(withoutRate: ReadonlyMap<string, number>): Problem[] {
  return [...withoutRate].map(([key, rows]) => {
    const [object = '', isoCode = ''] = key.split(' ');
    return {
      object,
      record: isoCode,
      field: 'CurrencyIsoCode',
      code: 'NO_RATE',
      message: `${String(rows)} rows of ${object} are in ${isoCode}, which has no rate; their amounts are left out.`,
      cure: `Give ${isoCode} a conversion rate in Setup, Manage Currencies.`
    };
  });
}
