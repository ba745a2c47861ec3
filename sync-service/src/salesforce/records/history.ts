import type { AccountFigures } from '../../domain/core/columns.ts';
import { dayText } from '../../domain/core/days.ts';
import type { FigureCalendar } from '../../domain/core/figures.ts';
import {
  addAsset,
  addCase,
  addContact,
  addContract,
  addOpportunity,
  addTouch
} from '../../domain/core/figures.ts';
import type { Problem } from '../../domain/core/result.ts';
import type { OrgConnection } from '../connection.ts';
import { prepareRead } from '../read-rows.ts';
import type { Cells, RowsQuery } from '../rows.ts';
import { dayCell, flagCell, numberCell } from './cells.ts';

/** Reads that fill the figures of accounts, started before the first is read. */
export interface PreparedHistory {
  /** @returns rows read @throws OrgError */
  readInto(
    figures: AccountFigures,
    indexById: ReadonlyMap<string, number>
  ): Promise<{ read: number; problems: Problem[] }>;
}

type Take = (index: number, cells: Cells) => void;

interface Stream {
  readonly query: RowsQuery;
  /** Place of AccountId among the columns. */
  readonly take: (context: { figures: AccountFigures; activeContacts: Set<string> }) => Take;
  /** As many rows as accounts, as a rule: with many accounts it is read in bulk without counting. */
  readonly many?: boolean;
  /** Read only after all others, because it asks what they saw. */
  readonly last?: boolean;
}

/** The queries of a run; the account's id is the first column of each. */
export function historyStreams(calendar: FigureCalendar): Stream[] {
  const today = dayText(calendar.today);
  const twoYearsAgo = dayText(calendar.twoYearsAgo);
  const yearAgo = dayText(calendar.yearAgo);
  const touch =
    ({ figures, activeContacts }: { figures: AccountFigures; activeContacts: Set<string> }): Take =>
    (index, cells) => {
      const day = dayCell(cells[2]);
      addTouch(figures, index, calendar, day);
      const who = cells[1];
      if (day >= calendar.halfYearAgo && who !== null && who !== undefined) activeContacts.add(who);
    };
  return [
    {
      many: true,
      query: {
        object: 'Opportunity',
        columns: ['AccountId', 'Amount', 'CloseDate', 'IsClosed', 'IsWon', 'Type'],
        where: `AccountId != null AND (IsClosed = false OR CloseDate >= ${twoYearsAgo})`
      },
      take:
        ({ figures }) =>
        (index, cells) => {
          addOpportunity(
            figures,
            index,
            calendar,
            numberCell(cells[1]),
            flagCell(cells[3]),
            flagCell(cells[4]),
            dayCell(cells[2]),
            cells[5] ?? null
          );
        }
    },
    {
      many: true,
      query: {
        object: 'Task',
        columns: ['AccountId', 'WhoId', 'ActivityDate'],
        where: `AccountId != null AND IsClosed = true AND ActivityDate >= ${twoYearsAgo} AND ActivityDate <= ${today}`
      },
      take: touch
    },
    {
      query: {
        object: 'Event',
        columns: ['AccountId', 'WhoId', 'ActivityDate'],
        where: `AccountId != null AND ActivityDate >= ${twoYearsAgo} AND ActivityDate <= ${today}`
      },
      take: touch
    },
    {
      query: {
        object: 'Case',
        columns: ['AccountId', 'IsEscalated'],
        where: 'AccountId != null AND IsClosed = false'
      },
      take:
        ({ figures }) =>
        (index, cells) => {
          addCase(figures, index, flagCell(cells[1]));
        }
    },
    {
      query: {
        object: 'Contract',
        columns: ['AccountId', 'EndDate'],
        where: `Status = 'Activated' AND EndDate >= ${today}`
      },
      take:
        ({ figures }) =>
        (index, cells) => {
          addContract(figures, index, calendar, dayCell(cells[1]));
        }
    },
    {
      query: {
        object: 'Asset',
        columns: ['AccountId', 'Price', 'Quantity', 'InstallDate', 'UsageEndDate'],
        where: `AccountId != null AND Price > 0 AND (UsageEndDate = null OR UsageEndDate >= ${yearAgo})`
      },
      take:
        ({ figures }) =>
        (index, cells) => {
          const quantity = numberCell(cells[2]);
          addAsset(
            figures,
            index,
            calendar,
            numberCell(cells[1]) * (Number.isNaN(quantity) ? 1 : quantity),
            dayCell(cells[3]),
            dayCell(cells[4])
          );
        }
    },
    {
      many: true,
      query: { object: 'Contact', columns: ['AccountId', 'Id'], where: 'AccountId != null' },
      take:
        ({ figures, activeContacts }) =>
        (index, cells) => {
          addContact(figures, index, activeContacts.has(cells[1] ?? ''));
        },
      last: true
    }
  ];
}

/**
 * Starts all reads at once, so that the org prepares the later ones while the first is taken.
 * @param accounts number of accounts, by which the large ones are known to be large
 * @throws OrgError
 */
export async function prepareHistory(
  connection: OrgConnection,
  calendar: FigureCalendar,
  accounts: number
): Promise<PreparedHistory> {
  const streams = await Promise.all(
    historyStreams(calendar).map(async (stream) => ({
      stream,
      prepared: await prepareRead(connection, stream.query, stream.many === true ? accounts : 0)
    }))
  );
  return {
    async readInto(figures, indexById) {
      const context = { figures, activeContacts: new Set<string>() };
      const problems: Problem[] = [];
      const take = async ({ stream, prepared }: (typeof streams)[number]): Promise<number> => {
        const takeRow = stream.take(context);
        return prepared.read((cells) => {
          const index = indexById.get(cells[0] ?? '');
          if (index !== undefined) takeRow(index, cells);
        });
      };
      const early = streams.filter(({ stream }) => stream.last !== true);
      const late = streams.filter(({ stream }) => stream.last === true);
      let read = 0;
      for (const group of [early, late]) {
        const rows = await takenTogether(group.map((entry) => () => take(entry)));
        read += rows;
      }
      return { read, problems };
    }
  };
}

/** Streams read side by side: enough to keep the org and this process busy, few enough to keep their pages small in sum. */
const sideBySide = 2;

async function takenTogether(reads: readonly (() => Promise<number>)[]): Promise<number> {
  let next = 0;
  let sum = 0;
  const lane = async (): Promise<void> => {
    for (let read = reads[next++]; read !== undefined; read = reads[next++]) {
      const rows = await read();
      sum += rows;
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, lane));
  return sum;
}
