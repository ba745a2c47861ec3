import type { CoverageTable, ResultColumn } from '../../domain/core/snapshot.ts';
import type { RowsQuery, TakeRow } from '../rows.ts';
import { digestOf } from '../text-digest.ts';
import type { AccountSlots } from './account-slots.ts';
import { dayCell, numberCell } from './cells.ts';
import { growingNumbers, textBuilder } from './column-builders.ts';

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
  Contraction_Risk__c: 'number',
  Signal_1__c: 'text',
  Signal_2__c: 'text',
  Signal_3__c: 'text',
  Signal_Codes__c: 'text',
  Holding_Signals__c: 'text',
  If_Mended__c: 'text',
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
  Won_Period__c: 'number',
  Recurring_Revenue__c: 'number',
  White_Space_Products__c: 'text',
  Referral_Ready__c: 'flag',
  Referral_Reasons__c: 'text',
  Likeness__c: 'number',
  Likeness_Reasons__c: 'text',
  Cluster__c: 'text',
  High_Value__c: 'flag',
  Expansion_Chance__c: 'number'
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
  /** Rows by account, with the columns that the computation reads. */
  readonly coverage: CoverageTable;
  /** What the other columns hold, as they are compared. */
  readonly held: ReadonlyMap<string, HeldColumn>;
  readonly leftovers: readonly LeftoverRow[];
}

/** A column as it is held to be compared: long texts by their digest, which spares most of a run's memory. */
export type HeldColumn = ResultColumn | { readonly kind: 'digest'; readonly values: Float64Array };

/** Text columns that the computation reads, kept as text. */
const readByDomain = ['Territory__c', 'Override_Territory__c', 'Source__c'];

const kinds: Readonly<Record<string, Kind>> = { ...writtenCoverage, ...peoplesCoverage };
const names = Object.keys(kinds);

export const coverageQuery: RowsQuery = {
  object: 'Evenfield_Coverage__c',
  columns: ['Id', 'Account__c', 'Key__c', ...names]
};

export interface CoverageIntake {
  readonly take: TakeRow;
  done(indexBySlot: Int32Array, accounts: number): CoverageRead;
}

/** Takes coverage rows in any order, before or after their accounts. */
export function coverageIntake(slots: AccountSlots): CoverageIntake {
  const slotOfRow: number[] = [];
  const builders = names.map((name) => heldBuilder(name, kinds[name] ?? 'text'));
  const strays: { id: string; slot: number; cells: (string | null)[] }[] = [];
  return {
    take(cells) {
      const account = cells[1];
      if (account === null || account === undefined) return;
      const slot = slots.slotOf(account);
      if (account !== cells[2]) {
        strays.push({ id: cells[0] ?? '', slot, cells: cells.slice(3) });
        return;
      }
      slotOfRow.push(slot);
      builders.forEach((builder, place) => {
        builder.add(cells[place + 3] ?? null);
      });
    },
    done(indexBySlot, accounts) {
      const present = new Uint8Array(accounts);
      const accountOfRow = Int32Array.from(slotOfRow, (slot) => indexBySlot[slot] ?? -1);
      for (const account of accountOfRow) if (account >= 0) present[account] = 1;
      const known = strays.flatMap((stray) => {
        const account = indexBySlot[stray.slot] ?? -1;
        return account < 0 ? [] : [{ ...stray, account }];
      });
      const loose = known.filter((stray) => present[stray.account] === 0);
      const rows = Int32Array.from([...accountOfRow, ...loose.map((stray) => stray.account)]);
      builders.forEach((builder, place) => {
        for (const stray of loose) builder.add(stray.cells[place] ?? null);
      });
      const nothing: Nothing = {
        numbers: new Float64Array(accounts).fill(NaN),
        flags: new Uint8Array(accounts)
      };
      const held = new Map(
        names.map((name, place) => [name, builders[place]?.byAccount(rows, accounts, nothing)])
      );
      const columns = new Map<string, HeldColumn>();
      for (const [name, column] of held) if (column !== undefined) columns.set(name, column);
      return {
        coverage: { present, columns: withoutDigests(columns) },
        held: columns,
        leftovers: known.map((stray) => ({
          id: stray.id,
          account: stray.account,
          people: peopleOf(stray.cells)
        }))
      };
    }
  };
}

function withoutDigests(held: ReadonlyMap<string, HeldColumn>): Map<string, ResultColumn> {
  const plain = new Map<string, ResultColumn>();
  for (const [name, column] of held) if (column.kind !== 'digest') plain.set(name, column);
  return plain;
}

function peopleOf(cells: readonly (string | null)[]): LeftoverRow['people'] {
  return Object.fromEntries(
    Object.entries(peoplesCoverage).map(([name, kind]) => {
      const cell = cells[names.indexOf(name)] ?? null;
      return [name, kind === 'flag' ? cell === 'true' : cell];
    })
  );
}

interface HeldBuilder {
  add(cell: string | null): void;
  /** The cells at their accounts, once; rows of accounts that were not read are left out. */
  byAccount(accountOfRow: Int32Array, accounts: number, nothing: Nothing): HeldColumn;
}

/** What all columns share in which no row holds anything. */
interface Nothing {
  readonly numbers: Float64Array;
  readonly flags: Uint8Array;
}

function heldBuilder(name: string, kind: Kind): HeldBuilder {
  if (kind === 'text' && readByDomain.includes(name)) {
    const text = textBuilder();
    return {
      add: text.add,
      byAccount(accountOfRow, accounts) {
        const { codes, dictionary } = text.done();
        const values = new Array<string | null>(accounts).fill(null);
        accountOfRow.forEach((account, row) => {
          if (account >= 0) values[account] = dictionary[codes[row] ?? -1] ?? null;
        });
        return { kind, values };
      }
    };
  }
  const read =
    kind === 'text'
      ? digestOf
      : kind === 'flag'
        ? (cell: string | null): number => (cell === 'true' ? 1 : 0)
        : kind === 'number'
          ? numberCell
          : dayCell;
  const numbers = growingNumbers();
  const isNothing = (value: number): boolean =>
    kind === 'flag' ? value === 0 : Number.isNaN(value);
  /** Rows before the first that holds something: many columns of an org hold nothing at all. */
  let before = 0;
  let holdsSomething = false;
  return {
    add(cell) {
      const value = read(cell);
      if (!holdsSomething && isNothing(value)) {
        before += 1;
        return;
      }
      holdsSomething = true;
      numbers.push(value);
    },
    byAccount(accountOfRow, accounts, nothing) {
      const values = !holdsSomething
        ? nothing[kind === 'flag' ? 'flags' : 'numbers']
        : kind === 'flag'
          ? new Uint8Array(accounts)
          : new Float64Array(accounts).fill(NaN);
      numbers.drain((value, place) => {
        const account = accountOfRow[before + place] ?? -1;
        if (account >= 0) values[account] = value;
      });
      if (values instanceof Uint8Array) return { kind: 'flag', values };
      return { kind: kind === 'text' ? 'digest' : kind === 'date' ? 'date' : 'number', values };
    }
  };
}
