import type { AccountFigures, AssetTable, DealTable } from '../domain/core/columns.ts';
import type { AskedReviews, PlacedRun } from '../domain/core/compute-run.ts';
import { computeRun, placeRun } from '../domain/core/compute-run.ts';
import type { Problem, ResultRow, RunResult } from '../domain/core/result.ts';
import { resultWithin, scopeOfChange } from '../domain/core/scope-of-change.ts';
import type { OrgSnapshot } from '../domain/core/snapshot.ts';
import { creditedByTerritory } from '../domain/quota/attainment/attained-by-territory.ts';
import type { DatedAccounts } from '../domain/quota/goals/proposals.ts';
import type { QuotaForecasts } from '../domain/quota/quota-forecast.ts';
import type { CoverageRows } from './coverage-lines.ts';
import { asSent } from './coverage-lines.ts';
import type { ActivityCounts } from '../domain/quota/reviews/period-activities.ts';
import type { CountedActivities, ReviewQuestion } from '../domain/quota/reviews/review-question.ts';
import type { ForecastQuestion } from './forecast-question.ts';
import type { History } from './history-intake.ts';
import { coverageDifference } from '../salesforce/diff.ts';
import { assetsByAccount } from '../salesforce/records/asset-rows.ts';
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
  /** What is to be measured for reviews; null for a run that writes none. */
  readonly reviews: ReviewQuestion | null;
}

/** Where the accounts of a run are: what a forecast asks besides the deals. */
export type PlacedAccounts = Pick<ForecastQuestion, 'attained' | 'territoryOf'>;

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
  /** Once, after all pages. */
  place(inputs: RunInputs, history: History): PlacedAccounts;
  /** Once, after `place`. */
  compute(): Computed;
  /** Rows of coverage to write, after `compute`: many as lines of CSV. */
  rows(from: number, to: number): CoverageRows;
  /** What waits for the forecast, after `compute`. */
  late(forecasts: QuotaForecasts): LateRows;
}

/** What the pages held, by account. */
export interface Gathered {
  readonly accounts: AccountsRead;
  readonly coverage: CoverageRead;
  readonly figures: AccountFigures;
  readonly deals: DealTable;
  readonly assets: AssetTable;
  readonly proposals: DatedAccounts | null;
  readonly withoutRate: ReadonlyMap<string, number>;
  /** Index of each account of the history; -1 for one that was not read. */
  readonly indexByPlace: Int32Array;
  /** Activities by place. */
  readonly activities: ActivityCounts;
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
        assets: assetsByAccount(history.assets, index),
        proposals:
          history.proposals === null
            ? null
            : {
                ...history.proposals,
                account: history.proposals.account.map((place) => index[place] ?? -1)
              },
        withoutRate: history.withoutRate,
        indexByPlace: index,
        activities: history.activities
      };
    }
  };
}

/** Takes a run's pages into columns as they come, and computes when all are there. */
export function createIntake(columns: AccountColumns): Intake {
  // Let go when all is taken: what rows were gathered in is as large as what came of them.
  let taking: Taking | null = startTaking(columns);
  let rows: Intake['rows'] = () => ({ rows: [] });
  let late: Intake['late'] = () => ({ quotas: [], alerts: [] });
  let compute: (() => Computed) | null = null;
  return {
    take(stream, page) {
      if (taking === null) throw new Error(`A page of ${stream} came after the run was computed.`);
      return taking.take(stream, page);
    },
    place(inputs, history) {
      if (taking === null) throw new Error('A run computes once.');
      const gathered = taking.finish(history);
      taking = null;
      const { changed, reviews, ...known } = inputs;
      const snapshot = {
        ...known,
        accounts: gathered.accounts.accounts,
        figures: gathered.figures,
        deals: gathered.deals,
        assets: gathered.assets,
        ...(gathered.proposals === null ? {} : { proposals: gathered.proposals }),
        coverage: gathered.coverage.coverage,
        mayFit: changed === null
      };
      const placed = placeRun(snapshot);
      const { territory } = placed.placement;
      compute = () => {
        const asked =
          reviews === null ? null : { question: reviews, activities: countedIn(gathered) };
        const run = computed(gathered, snapshot, placed, changed, asked);
        ({ rows, late } = run);
        return run.computed;
      };
      return {
        attained: creditedByTerritory(snapshot, territory, placed.tree),
        territoryOf: gathered.indexByPlace.map((index) => territory[index] ?? -1)
      };
    },
    compute() {
      if (compute === null) throw new Error('A run is placed before it is computed.');
      const work = compute;
      compute = null;
      return work();
    },
    rows: (from, to) => rows(from, to),
    late: (forecasts) => late(forecasts)
  };
}

function countedIn({ activities, indexByPlace }: Gathered): CountedActivities {
  return { counts: activities, accountOf: indexByPlace };
}

/** A run's results, and what is asked for after them. */
function computed(
  { accounts, coverage, withoutRate }: Gathered,
  snapshot: OrgSnapshot,
  placed: PlacedRun,
  changed: RunInputs['changed'],
  asked: AskedReviews | null
): Pick<Intake, 'rows' | 'late'> & { readonly computed: Computed } {
  const { accounts: table, problems } = accounts;
  const whole = computeRun(snapshot, placed, asked);
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
  const { coverage: _, quotas: quotaRows, alerts, ...small } = result;
  return {
    computed: {
      result: small,
      coverage: { columns: difference.columns, count: difference.count },
      leftovers: coverage.leftovers.map((row) => row.id),
      problems: [...problems, ...rateProblems(withoutRate)],
      accounts: table.count
    },
    rows: (from, to) => asSent(difference, from, Math.min(to, difference.count)),
    late(forecasts) {
      const quotas = quotaRows(forecasts);
      return { quotas, alerts: alerts(quotas) };
    }
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
