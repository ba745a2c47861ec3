import type { CoverageTable, ResultColumn } from '../../domain/core/snapshot.ts';
import type { OrgConnection } from '../connection.ts';
import type { PreparedRead } from '../read-rows.ts';
import { prepareRead } from '../read-rows.ts';
import { dayCell, numberCell } from './cells.ts';

type Kind = ResultColumn['kind'];

/** Coverage columns that the service writes. */
export const writtenCoverage: Readonly<Record<string, Kind>> = {
  Territory__c: 'text',
  Territory_Label__c: 'text',
  Territory_Owner__c: 'text',
  Since__c: 'date',
  Source__c: 'text',
  Reason__c: 'text',
  Finding_Code__c: 'text',
  Finding__c: 'text',
  Tier__c: 'text',
  Place_Source__c: 'text',
  Health__c: 'number',
  Risk_Band__c: 'text',
  Risk_Measured__c: 'flag',
  Churn_Risk__c: 'number',
  Signal_1__c: 'text',
  Signal_2__c: 'text',
  Signal_3__c: 'text',
  Renewal_Date__c: 'date',
  Last_Touch__c: 'date',
  Potential__c: 'number',
  Potential_Source__c: 'text',
  Potential_Date__c: 'date',
  White_Space__c: 'number',
  Share_of_Wallet__c: 'number',
  Workload_Hours__c: 'number',
  Next_Step_Code__c: 'text',
  Next_Step__c: 'text',
  Next_Step_Reason__c: 'text',
  Open_Pipeline__c: 'number',
  Won_12_Months__c: 'number',
  Won_Period__c: 'number'
};

/** Coverage columns that people write. */
export const peoplesCoverage: Readonly<Record<string, Kind>> = {
  Locked__c: 'flag',
  Locked_Until__c: 'date',
  Override_Territory__c: 'text',
  Override_Reason__c: 'text'
};

/** A row that a merge left: its key names another account than the one it hangs on. */
export interface LeftoverRow {
  readonly id: string;
  /** Row of the account that it hangs on. */
  readonly account: number;
  /** What people had written in it, to be carried over where the account's own row is new. */
  readonly people: Readonly<Record<string, string | number | boolean | null>>;
}

export interface CoverageRead {
  readonly coverage: CoverageTable;
  readonly leftovers: readonly LeftoverRow[];
  readonly read: number;
}

export interface PreparedCoverage {
  read(indexById: ReadonlyMap<string, number>, count: number): Promise<CoverageRead>;
}

const kinds: Readonly<Record<string, Kind>> = { ...writtenCoverage, ...peoplesCoverage };
const names = Object.keys(kinds);

/** Starts reading the coverage rows. @throws OrgError */
export async function prepareCoverage(connection: OrgConnection): Promise<PreparedCoverage> {
  const prepared = await prepareRead(connection, {
    object: 'Evenfield_Coverage__c',
    columns: ['Id', 'Account__c', 'Key__c', ...names]
  });
  return { read: (indexById, count) => readCoverage(prepared, indexById, count) };
}

async function readCoverage(
  prepared: PreparedRead,
  indexById: ReadonlyMap<string, number>,
  count: number
): Promise<CoverageRead> {
  const present = new Uint8Array(count);
  const columns = names.map((name) => emptyColumn(kinds[name] ?? 'text', count));
  const texts = new Map<string, string>();
  const strays: { id: string; account: number; cells: (string | null)[] }[] = [];
  const read = await prepared.read((cells) => {
    const account = indexById.get(cells[1] ?? '');
    if (account === undefined) return;
    if (cells[1] !== cells[2]) {
      strays.push({ id: cells[0] ?? '', account, cells: cells.slice(3) });
      return;
    }
    present[account] = 1;
    columns.forEach((column, place) => {
      setCell(column, account, cells[place + 3] ?? null, texts);
    });
  });
  const leftovers = strays.map((stray) => {
    if (present[stray.account] === 0) {
      columns.forEach((column, place) => {
        setCell(column, stray.account, stray.cells[place] ?? null, texts);
      });
    }
    return { id: stray.id, account: stray.account, people: peopleOf(stray.cells) };
  });
  return {
    coverage: {
      present,
      columns: new Map(
        names.map((name, place) => [name, columns[place] ?? emptyColumn('text', count)])
      )
    },
    leftovers,
    read
  };
}

function peopleOf(cells: readonly (string | null)[]): LeftoverRow['people'] {
  return Object.fromEntries(
    Object.entries(peoplesCoverage).map(([name, kind]) => {
      const cell = cells[names.indexOf(name)] ?? null;
      return [name, kind === 'flag' ? cell === 'true' : cell];
    })
  );
}

function emptyColumn(kind: Kind, count: number): ResultColumn {
  switch (kind) {
    case 'text':
      return { kind, values: new Array<string | null>(count).fill(null) };
    case 'flag':
      return { kind, values: new Uint8Array(count) };
    default:
      return { kind, values: new Float64Array(count).fill(NaN) };
  }
}

/** Most texts repeat from row to row; each is kept once. */
function setCell(
  column: ResultColumn,
  row: number,
  cell: string | null,
  texts: Map<string, string>
): void {
  switch (column.kind) {
    case 'text': {
      if (cell === null || cell.length > 200) {
        column.values[row] = cell;
        return;
      }
      const known = texts.get(cell);
      if (known === undefined) texts.set(cell, cell);
      column.values[row] = known ?? cell;
      return;
    }
    case 'flag':
      column.values[row] = cell === 'true' ? 1 : 0;
      return;
    case 'number':
      column.values[row] = numberCell(cell);
      return;
    case 'date':
      column.values[row] = dayCell(cell);
  }
}
