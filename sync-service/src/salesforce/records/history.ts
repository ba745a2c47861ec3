import { grown, letGo } from '../../domain/core/column-memory.ts';
import type { AccountFigures } from '../../domain/core/columns.ts';
import type { CurrencyRates } from '../../domain/core/currency.ts';
import { toCorporate } from '../../domain/core/currency.ts';
import { dayText } from '../../domain/core/days.ts';
import type { FigureCalendar } from '../../domain/core/figures.ts';
import {
  addActivity,
  addAsset,
  addCase,
  addContact,
  addContract,
  addOpportunity,
  addTouch,
  createFigures
} from '../../domain/core/figures.ts';
import type { ActivityCounter } from '../../domain/quota/reviews/period-activities.ts';
import type { Cells, RowsQuery } from '../rows.ts';
import type { AssetRows } from './asset-rows.ts';
import type { DealRows } from './deal-rows.ts';
import { dayCell, flagCell, numberCell } from './cells.ts';
import type { RecordNumbers } from '../../domain/core/record-numbers.ts';

/** What the rows of all streams are summed into. */
export interface FigureSums {
  /** One entry a slot; grown as accounts come to sight. */
  figures: AccountFigures;
  /** Contacts touched in the last 180 days. */
  readonly activeContacts: RecordNumbers;
  /** By slot of the account. */
  readonly deals: DealRows;
  /** Numbers of opportunities, which the history of their stages knows them by. */
  readonly opportunities: RecordNumbers;
  readonly assets: AssetRows;
  /** Activities of the periods that reviews ask of, by slot. */
  readonly activities: ActivityCounter;
  /** Rows whose currency has no rate, by object and currency: "Opportunity XTS". */
  readonly withoutRate: Map<string, number>;
}

type Take = (slot: number, cells: Cells) => void;

export interface HistoryStream {
  /** The account's id is the first column. */
  readonly query: RowsQuery;
  readonly take: (sums: FigureSums) => Take;
  /** As many rows as accounts, as a rule: with many accounts it is read in bulk without counting. */
  readonly many?: boolean;
  /** Read only after the touches, because it asks what they saw. */
  readonly afterTouches?: boolean;
  readonly touches?: boolean;
}

/** Condition by which a night reads opportunities: open ones, and those closed in the last two years. */
export function dealsRead({ twoYearsAgo }: FigureCalendar): string {
  return `AccountId != null AND (IsClosed = false OR CloseDate >= ${dayText(twoYearsAgo)})`;
}

/**
 * The queries of a run; the account's id is the first column of each.
 * @param currencies null where the org has one currency
 */
export function historyStreams(
  calendar: FigureCalendar,
  currencies: CurrencyRates | null = null
): HistoryStream[] {
  const factor = toCorporate(currencies);
  const currencyColumns = currencies === null ? [] : ['CurrencyIsoCode'];
  const stated = (
    sums: FigureSums,
    object: string,
    amount: number,
    isoCode: string | null | undefined,
    day: number
  ): number => {
    if (currencies === null || Number.isNaN(amount)) return amount;
    const times = factor(isoCode ?? null, day);
    if (!Number.isNaN(times)) return amount * times;
    const key = `${object} ${isoCode ?? ''}`;
    sums.withoutRate.set(key, (sums.withoutRate.get(key) ?? 0) + 1);
    return NaN;
  };
  const today = dayText(calendar.today);
  const twoYearsAgo = dayText(calendar.twoYearsAgo);
  /** Takes a touch and gives its day. */
  const touch =
    (sums: FigureSums) =>
    (slot: number, cells: Cells): number => {
      const day = dayCell(cells[2]);
      addTouch(sums.figures, slot, calendar, day);
      const who = cells[1];
      if (day >= calendar.halfYearAgo && who !== null && who !== undefined)
        sums.activeContacts.numberOf(who);
      return day;
    };
  /** Kinds of tasks that goals are set for; others are touches alone. */
  const taskKinds: ReadonlyMap<string, 'calls' | 'emails'> = new Map([
    ['Call', 'calls'],
    ['Email', 'emails'],
    ['ListEmail', 'emails']
  ]);
  return [
    {
      many: true,
      query: {
        object: 'Opportunity',
        columns: [
          'AccountId',
          'Amount',
          'CloseDate',
          'IsClosed',
          'IsWon',
          'Type',
          'CreatedDate',
          'LeadSource',
          'Id',
          'OwnerId',
          ...currencyColumns
        ],
        where: dealsRead(calendar)
      },
      take: (sums) => (slot, cells) => {
        const closeDay = dayCell(cells[2]);
        const amount = stated(sums, 'Opportunity', numberCell(cells[1]), cells[10], closeDay);
        const isClosed = flagCell(cells[3]);
        const isWon = flagCell(cells[4]);
        const type = cells[5] ?? null;
        addOpportunity(sums.figures, slot, calendar, amount, isClosed, isWon, closeDay, type);
        sums.deals.add(slot, sums.opportunities.numberOf(cells[8] ?? ''), {
          amount,
          created: dayCell(cells[6]),
          closes: closeDay,
          isClosed,
          isWon,
          type,
          source: cells[7] ?? null,
          owner: cells[9] ?? null
        });
      }
    },
    {
      many: true,
      query: {
        object: 'Task',
        columns: ['AccountId', 'WhoId', 'ActivityDate', 'TaskSubtype'],
        where: `AccountId != null AND IsClosed = true AND ActivityDate >= ${twoYearsAgo} AND ActivityDate <= ${today}`
      },
      take: (sums) => {
        const touched = touch(sums);
        return (slot, cells) => {
          const day = touched(slot, cells);
          const kind = taskKinds.get(cells[3] ?? '');
          if (kind === undefined) return;
          addActivity(sums.figures, slot, calendar, day, kind);
          sums.activities.add(slot, day, kind);
        };
      },
      touches: true
    },
    {
      query: {
        object: 'Event',
        columns: ['AccountId', 'WhoId', 'ActivityDate'],
        where: `AccountId != null AND ActivityDate >= ${twoYearsAgo} AND ActivityDate <= ${today}`
      },
      take: (sums) => {
        const touched = touch(sums);
        return (slot, cells) => {
          const day = touched(slot, cells);
          addActivity(sums.figures, slot, calendar, day, 'meetings');
          sums.activities.add(slot, day, 'meetings');
        };
      },
      touches: true
    },
    {
      query: {
        object: 'Case',
        columns: ['AccountId', 'IsEscalated', 'CreatedDate'],
        where: 'AccountId != null AND IsClosed = false'
      },
      take: (sums) => (slot, cells) => {
        addCase(sums.figures, slot, flagCell(cells[1]), dayCell(cells[2]));
      }
    },
    {
      query: {
        object: 'Contract',
        columns: ['AccountId', 'EndDate'],
        where: `Status = 'Activated' AND EndDate >= ${today}`
      },
      take: (sums) => (slot, cells) => {
        addContract(sums.figures, slot, calendar, dayCell(cells[1]));
      }
    },
    {
      query: {
        object: 'Asset',
        columns: [
          'AccountId',
          'Price',
          'Quantity',
          'InstallDate',
          'UsageEndDate',
          'Product2.Name',
          ...currencyColumns
        ],
        where: `AccountId != null AND ((Price != 0 AND Price != null) OR Product2Id != null) AND (UsageEndDate = null OR UsageEndDate >= ${twoYearsAgo})`
      },
      take: (sums) => (slot, cells) => {
        const quantity = numberCell(cells[2]);
        const price = stated(sums, 'Asset', numberCell(cells[1]), cells[6], calendar.today);
        const yearly = price * (Number.isNaN(quantity) ? 1 : quantity);
        const installed = dayCell(cells[3]);
        const ends = dayCell(cells[4]);
        addAsset(sums.figures, slot, calendar, yearly, installed, ends);
        sums.assets.add(slot, { product: cells[5] ?? null, yearly, installed, ends });
      }
    },
    {
      many: true,
      query: { object: 'Contact', columns: ['AccountId', 'Id'], where: 'AccountId != null' },
      take: (sums) => (slot, cells) => {
        addContact(sums.figures, slot, sums.activeContacts.has(cells[1] ?? ''));
      },
      afterTouches: true
    }
  ];
}

/**
 * The sums by account in place of slots, without those of accounts that were not read. The memory of
 * those by slot is let go of.
 */
export function figuresByAccount(
  figures: AccountFigures,
  indexBySlot: Int32Array,
  count: number
): AccountFigures {
  const sorted = createFigures(count);
  for (const name of Object.keys(sorted) as (keyof AccountFigures)[]) {
    const from = figures[name];
    const to = sorted[name];
    indexBySlot.forEach((index, slot) => {
      if (index >= 0) to[index] = from[slot] ?? NaN;
    });
    letGo(from);
  }
  return sorted;
}

/** The same sums with room for `slots` slots, in place of those given. */
export function withRoom(figures: AccountFigures, slots: number): AccountFigures {
  const larger = createFigures(slots);
  for (const name of Object.keys(larger) as (keyof AccountFigures)[])
    grown(figures[name], larger[name]);
  return larger;
}
