import type { AccountFigures, AssetTable, DealTable } from '../domain/core/columns.ts';
import type { CurrencyRates } from '../domain/core/currency.ts';
import type { FigureCalendar } from '../domain/core/figures.ts';
import { createFigures } from '../domain/core/figures.ts';
import type { DatedAccounts } from '../domain/quota/goals/proposals.ts';
import { firstProposals } from '../domain/quota/goals/proposals.ts';
import type { Period } from '../domain/core/snapshot.ts';
import { sellingRows } from '../domain/quota/metrics/selling-rows.ts';
import type { ActivityCounts } from '../domain/quota/reviews/period-activities.ts';
import { countActivities } from '../domain/quota/reviews/period-activities.ts';
import { quotaForecasts } from '../domain/quota/quota-forecast.ts';
import { buildTree } from '../domain/territory/tree.ts';
import type { StageRows } from '../domain/quota/forecast/stage-rows.ts';
import { spellsOf } from '../domain/quota/forecast/stage-rows.ts';
import { assetRows } from '../salesforce/records/asset-rows.ts';
import { dealRows, dealsApart } from '../salesforce/records/deal-rows.ts';
import type { FigureSums } from '../salesforce/records/history.ts';
import { dealsRead, historyStreams, withRoom } from '../salesforce/records/history.ts';
import {
  stageHistoryQuery,
  stageIntake,
  stagesQuery
} from '../salesforce/records/stage-history.ts';
import type { PackedIds } from '../domain/core/record-numbers.ts';
import { createRecordNumbers } from '../domain/core/record-numbers.ts';
import type { Page } from '../salesforce/rows.ts';
import { rowByRow } from '../salesforce/rows.ts';
import type { ForecastQuestion, Foretold } from './forecast-question.ts';

/** What happened with each account, by the account's place in `accounts`. Plain memory: it goes to a thread. */
export interface History {
  readonly accounts: PackedIds;
  readonly figures: AccountFigures;
  readonly deals: DealTable;
  readonly assets: AssetTable;
  /** Null where the history of stages is not known. */
  readonly proposals: DatedAccounts | null;
  /** Activities of the plan's periods, by the account's place. */
  readonly activities: ActivityCounts;
  /** Rows whose currency has no rate, by object and currency. */
  readonly withoutRate: ReadonlyMap<string, number>;
}

export interface HistoryTaking {
  /**
   * @param object a history query's object, or that of stages or of their history
   * @returns rows taken @throws OrgError SHORT_PAGE: then nothing of the page was taken
   */
  take(object: string, page: Page): number;
  /** @param knowsStages whether the history of stages was read whole */
  finish(knowsStages?: boolean): History;
  /** After `finish`. */
  forecast(asked: ForecastQuestion): Foretold;
}

/** What is said before the first page. */
export interface HistoryPlan {
  readonly calendar: FigureCalendar;
  /** Null where the org has one currency. */
  readonly currencies: CurrencyRates | null;
  /** About how many accounts there are; more is no harm. */
  readonly expected: number;
  /** Beginnings, in lower case, of the stages in which a proposal was made; none asks for none. */
  readonly proposalStages?: readonly string[];
  /** Periods in which activities are counted besides; none where left out. */
  readonly periods?: readonly Period[];
}

export type HistoryQuestion =
  | { readonly kind: 'page'; readonly object: string; readonly page: Page }
  | { readonly kind: 'finish'; readonly knowsStages: boolean }
  | { readonly kind: 'forecast'; readonly asked: ForecastQuestion };

/** What of a history can change hands without being copied. */
export function memoryOf({
  accounts,
  figures,
  deals,
  assets,
  activities,
  proposals
}: History): ArrayBuffer[] {
  const columns: unknown[] = [
    accounts.parts,
    activities.counts,
    ...Object.values(figures),
    ...Object.values(deals),
    ...Object.values(assets),
    ...Object.values(proposals ?? {})
  ];
  return columns.flatMap((column) =>
    ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : []
  );
}

/**
 * Begins to take the pages of deals, touches, cases, contracts, assets and contacts, in any order
 * but that contacts come last.
 */
export function startTakingHistory({
  calendar,
  currencies,
  expected,
  proposalStages = [],
  periods = []
}: HistoryPlan): HistoryTaking {
  const accounts = createRecordNumbers();
  const sums: FigureSums = {
    figures: createFigures(expected + 1024),
    activeContacts: createRecordNumbers(),
    deals: dealRows(),
    opportunities: createRecordNumbers(),
    assets: assetRows(),
    activities: countActivities(periods),
    withoutRate: new Map<string, number>()
  };
  const takers = new Map<string, (page: Page) => number>();
  for (const stream of historyStreams(calendar, currencies)) {
    const take = stream.take(sums);
    takers.set(
      stream.query.object,
      rowByRow(stream.query, (cells) => {
        const account = cells[0];
        if (account === null || account === undefined) return;
        const slot = accounts.numberOf(account);
        const room = sums.figures.won12.length;
        if (slot >= room) sums.figures = withRoom(sums.figures, room * 2);
        take(slot, cells);
      })
    );
  }
  const stages = stageIntake(sums.opportunities, currencies);
  const changes = stageHistoryQuery(dealsRead(calendar), currencies);
  takers.set(stagesQuery.object, rowByRow(stagesQuery, stages.takeStage));
  takers.set(changes.object, rowByRow(changes, stages.takeChange));
  let stageRows: StageRows | null = null;
  /** Once for whoever asks first: the history has as many rows as all deals together, and more. */
  const stageRowsOnce = (): StageRows => (stageRows ??= stages.done(sums.deals.byNumber()));
  return {
    take(object, page) {
      const take = takers.get(object);
      if (take === undefined) throw new Error(`No stream ${object}`);
      return take(page);
    },
    finish(knowsStages = false) {
      const deals = sums.deals.done();
      return {
        accounts: accounts.packed(),
        figures: sums.figures,
        deals: dealsApart(deals),
        assets: sums.assets.done(),
        activities: sums.activities.done(),
        proposals: knowsStages ? firstProposals(deals, stageRowsOnce(), proposalStages) : null,
        withoutRate: sums.withoutRate
      };
    },
    forecast({
      territories,
      attained,
      territoryOf,
      knowsStages,
      answered,
      people,
      leads,
      ...asked
    }) {
      const deals = sums.deals.done();
      const { tree } = buildTree(territories);
      const spells = knowsStages ? spellsOf(deals, stageRowsOnce()) : null;
      return {
        forecasts: quotaForecasts({ ...asked, deals }, tree, attained, territoryOf, spells),
        selling:
          answered.size === 0
            ? []
            : sellingRows(
                { ...asked, deals, spells, territoryOf, attained, answered, people, leads },
                tree
              )
      };
    }
  };
}
