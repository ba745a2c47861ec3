import type { CurrencyRates } from '../../domain/core/currency.ts';
import { toCorporate } from '../../domain/core/currency.ts';
import { dayText } from '../../domain/core/days.ts';
import type { PastKind, PastRow } from '../../domain/retention/past/account-past.ts';
import type { Cells, RowsQuery } from '../rows.ts';
import { dayCell, flagCell, numberCell } from './cells.ts';

export interface PastStream {
  readonly kind: PastKind;
  /** The account's id is the first column. */
  readonly query: RowsQuery;
  readonly row: (account: number, cells: Cells) => PastRow;
  /** Not every org has it. */
  readonly isOptional?: boolean;
}

/**
 * What happened with accounts over years, each row with the day that the org itself gives it; no
 * field that tells of today alone.
 * @param from first day, whole days since 1970
 * @param currencies null where the org has one currency
 */
export function pastStreams(
  from: number,
  today: number,
  currencies: CurrencyRates | null
): PastStream[] {
  const within = (field: string): string =>
    `${field} >= ${dayText(from)} AND ${field} <= ${dayText(today)}`;
  const factor = toCorporate(currencies);
  const touch = (account: number, cells: Cells): PastRow => ({
    account,
    day: dayCell(cells[1]),
    second: 0
  });
  return [
    {
      kind: 'purchases',
      query: {
        object: 'Opportunity',
        columns: [
          'AccountId',
          'CloseDate',
          'Amount',
          ...(currencies === null ? [] : ['CurrencyIsoCode'])
        ],
        where: `AccountId != null AND IsWon = true AND ${within('CloseDate')}`
      },
      row: (account, cells) => {
        const day = dayCell(cells[1]);
        return { account, day, second: numberCell(cells[2]) * factor(cells[3] ?? null, day) };
      }
    },
    {
      kind: 'touches',
      query: {
        object: 'Task',
        columns: ['AccountId', 'ActivityDate'],
        where: `AccountId != null AND IsClosed = true AND ${within('ActivityDate')}`
      },
      row: touch
    },
    {
      kind: 'touches',
      query: {
        object: 'Event',
        columns: ['AccountId', 'ActivityDate'],
        where: `AccountId != null AND ${within('ActivityDate')}`
      },
      row: touch
    },
    {
      kind: 'cases',
      query: {
        object: 'Case',
        columns: ['AccountId', 'CreatedDate', 'ClosedDate'],
        where: `AccountId != null AND CreatedDate >= ${dayText(from)}T00:00:00Z`
      },
      row: (account, cells) => ({ account, day: dayCell(cells[1]), second: dayCell(cells[2]) })
    },
    {
      kind: 'contracts',
      query: {
        object: 'Contract',
        columns: ['AccountId', 'StartDate', 'EndDate'],
        // A contract that ran out may have left the status Activated.
        where: `(Status = 'Activated' OR ActivatedDate != null) AND StartDate <= ${dayText(today)} AND (EndDate = null OR EndDate >= ${dayText(from)})`
      },
      // What began before the history begins with it: nothing is known of the time before.
      row: (account, cells) => ({
        account,
        day: Math.max(from, dayCell(cells[1])),
        second: dayCell(cells[2])
      })
    },
    {
      kind: 'renewals',
      query: {
        object: 'Opportunity',
        columns: ['AccountId', 'CreatedDate', 'CloseDate', 'IsClosed', 'IsWon'],
        where: `AccountId != null AND Type = 'Renewal' AND (IsClosed = false OR CloseDate >= ${dayText(from)})`
      },
      row: (account, cells) => {
        const isClosed = flagCell(cells[3]);
        const closed = isClosed ? dayCell(cells[2]) : NaN;
        const made = dayCell(cells[1]);
        // A deal may be entered after it was closed.
        const day = isClosed ? Math.min(made, closed) : made;
        return { account, day, second: closed, amount: flagCell(cells[4]) ? 1 : 0 };
      }
    },
    {
      kind: 'revenue',
      query: {
        object: 'Asset',
        columns: [
          'AccountId',
          'InstallDate',
          'UsageEndDate',
          'Price',
          'Quantity',
          ...(currencies === null ? [] : ['CurrencyIsoCode'])
        ],
        where: `AccountId != null AND Price > 0 AND InstallDate <= ${dayText(today)} AND (UsageEndDate = null OR UsageEndDate >= ${dayText(from)})`
      },
      row: (account, cells) => {
        const quantity = numberCell(cells[4]);
        const price = numberCell(cells[3]) * factor(cells[5] ?? null, today);
        return {
          account,
          day: Math.max(from, dayCell(cells[1])),
          second: dayCell(cells[2]),
          amount: price * (Number.isNaN(quantity) ? 1 : quantity)
        };
      }
    }
  ];
}
