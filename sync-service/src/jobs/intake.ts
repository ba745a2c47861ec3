import type { AccountFigures, DealTable } from '../domain/core/columns.ts';
import type { CurrencyRates } from '../domain/core/currency.ts';
import type { FigureCalendar } from '../domain/core/figures.ts';
import { createFigures } from '../domain/core/figures.ts';
import { computeRun } from '../domain/core/compute-run.ts';
import type { Problem, RunResult } from '../domain/core/result.ts';
import { resultWithin, scopeOfChange } from '../domain/core/scope-of-change.ts';
import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import type { SendCell } from '../salesforce/csv-text.ts';
import { coverageDifference } from '../salesforce/diff.ts';
import { createAccountSlots } from '../salesforce/records/account-slots.ts';
import type { AccountColumns, AccountsRead } from '../salesforce/records/accounts.ts';
import { accountIntake, accountQuery } from '../salesforce/records/accounts.ts';
import type { CoverageRead } from '../salesforce/records/coverage.ts';
import { coverageIntake, coverageQuery } from '../salesforce/records/coverage.ts';
import { dealRows } from '../salesforce/records/deal-rows.ts';
import type { FigureSums } from '../salesforce/records/history.ts';
import { figuresByAccount, historyStreams, withRoom } from '../salesforce/records/history.ts';
import { createRecordNumbers } from '../salesforce/records/record-numbers.ts';
import type { Page } from '../salesforce/rows.ts';
import { rowByRow } from '../salesforce/rows.ts';

/** What a run takes in, said before the first page. Plain data: it goes to a thread. */
export interface IntakePlan {
  readonly accounts: AccountColumns;
  readonly calendar: FigureCalendar;
  /** Null where the org has one currency. */
  readonly currencies: CurrencyRates | null;
  /** About how many accounts there are; more is no harm. */
  readonly expected: number;
}

/** A stream of pages: `accounts`, `coverage`, or a history query by its object's name. */
export type StreamName = string;

/** What is known besides the streams. */
export interface RunInputs extends Omit<OrgSnapshot, 'accounts' | 'figures' | 'coverage'> {
  /** Accounts whose territories alone are written; null for a run that writes all. */
  readonly changed: readonly string[] | null;
}

/** What a run computed; the rows of coverage that differ are asked for in parts. */
export interface Computed {
  readonly result: Omit<RunResult, 'coverage'>;
  readonly coverage: { readonly columns: readonly string[]; readonly count: number };
  /** Ids of rows that merges left. */
  readonly leftovers: readonly string[];
  readonly problems: readonly Problem[];
  readonly accounts: number;
}

export interface Intake {
  /** @returns rows taken @throws OrgError SHORT_PAGE: then nothing of the page was taken */
  take(stream: StreamName, page: Page): number;
  compute(inputs: RunInputs): Computed;
  /** Rows of coverage to write, after `compute`. */
  rows(from: number, to: number): SendCell[][];
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
  take(stream: StreamName, page: Page): number;
  finish(): Gathered;
}

/** Begins to take a run's pages. */
export function startTaking(plan: IntakePlan): Taking {
  const slots = createAccountSlots();
  const accounts = accountIntake(plan.accounts, slots);
  const coverage = coverageIntake(slots);
  const sums: FigureSums = {
    figures: createFigures(plan.expected + 1024),
    activeContacts: createRecordNumbers(),
    deals: dealRows(),
    withoutRate: new Map<string, number>()
  };
  const takers = new Map<StreamName, (page: Page) => number>([
    ['accounts', rowByRow(accountQuery(plan.accounts), accounts.take)],
    ['coverage', rowByRow(coverageQuery, coverage.take)]
  ]);
  for (const stream of historyStreams(plan.calendar, plan.currencies)) {
    const take = stream.take(sums);
    takers.set(
      stream.query.object,
      rowByRow(stream.query, (cells) => {
        const account = cells[0];
        if (account === null || account === undefined) return;
        const slot = slots.slotOf(account);
        const room = sums.figures.won12.length;
        if (slot >= room) sums.figures = withRoom(sums.figures, room * 2);
        take(slot, cells);
      })
    );
  }
  return {
    take(stream, page) {
      const take = takers.get(stream);
      if (take === undefined) throw new Error(`No stream ${stream}`);
      return take(page);
    },
    finish() {
      const read = accounts.done();
      const { count } = read.accounts;
      return {
        accounts: read,
        coverage: coverage.done(read.indexBySlot, count),
        figures: figuresByAccount(sums.figures, read.indexBySlot, count),
        deals: sums.deals.done(read.indexBySlot),
        withoutRate: sums.withoutRate
      };
    }
  };
}

/** Takes a run's pages into columns as they come, and computes when all are there. */
export function createIntake(plan: IntakePlan): Intake {
  // Let go when all is taken: what rows were gathered in is as large as what came of them.
  let taking: Taking | null = startTaking(plan);
  let rows: Intake['rows'] = () => [];
  return {
    take(stream, page) {
      if (taking === null) throw new Error(`A page of ${stream} came after the run was computed.`);
      return taking.take(stream, page);
    },
    compute(inputs) {
      if (taking === null) throw new Error('A run computes once.');
      const { accounts, coverage, figures, deals, withoutRate } = taking.finish();
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
      const { coverage: _, ...small } = result;
      return {
        result: small,
        coverage: { columns: difference.columns, count: difference.count },
        leftovers: coverage.leftovers.map((row) => row.id),
        problems: [...problems, ...rateProblems(withoutRate)],
        accounts: table.count
      };
    },
    rows: (from, to) => rows(from, to)
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
