import { grown } from '../../domain/core/column-memory.ts';
import type { DealTable } from '../../domain/core/columns.ts';
import { dealStates } from '../../domain/core/columns.ts';
import { createRecordNumbers } from '../../domain/core/record-numbers.ts';
import { ownText } from './account-slots.ts';

/** An opportunity as its row tells it; days since 1970, NaN for none. */
export interface DealRow {
  readonly amount: number;
  readonly created: number;
  readonly closes: number;
  readonly isClosed: boolean;
  readonly isWon: boolean;
  readonly type: string | null;
  readonly source: string | null;
  /** Id of the owner; left out where nobody asks whose it is. */
  readonly owner?: string | null;
}

/** Opportunities taken one after another into columns, 25 bytes each. */
export interface DealRows {
  /** @param number of the opportunity */
  add(slot: number, number: number, row: DealRow): void;
  /** Index of the deal by the number of its opportunity; -1 for none. */
  byNumber(): Int32Array;
  /** The deals; as account each has the slot it was added with. */
  done(): DealTable;
}

/** Sources beyond this many are told together. */
const mostSources = 24;

export function dealRows(): DealRows {
  let room = 1024;
  let count = 0;
  let account = new Int32Array(room);
  let amount = new Float64Array(room);
  let created = new Int32Array(room);
  let closes = new Int32Array(room);
  let state = new Uint8Array(room);
  let tier = new Uint8Array(room);
  let source = new Uint8Array(room);
  let owner = new Int32Array(room);
  let numbers = new Int32Array(room);
  let mostNumber = -1;
  const sources = new Map<string, number>();
  const ownerNumbers = createRecordNumbers();
  const owners: string[] = [];
  const grow = (): void => {
    room *= 2;
    account = grown(account, new Int32Array(room));
    amount = grown(amount, new Float64Array(room));
    created = grown(created, new Int32Array(room));
    closes = grown(closes, new Int32Array(room));
    state = grown(state, new Uint8Array(room));
    tier = grown(tier, new Uint8Array(room));
    source = grown(source, new Uint8Array(room));
    owner = grown(owner, new Int32Array(room));
    numbers = grown(numbers, new Int32Array(room));
  };
  const ownerCode = (id: string | null): number => {
    if (id === null) return -1;
    const code = ownerNumbers.numberOf(id);
    if (code === owners.length) owners.push(ownText(id));
    return code;
  };
  const sourceCode = (name: string | null): number => {
    if (name === null || name === '') return 0;
    const known = sources.get(name);
    if (known !== undefined) return known;
    const code = Math.min(mostSources, sources.size + 1);
    sources.set(ownText(name), code);
    return code;
  };
  return {
    add(slot, number, row) {
      // Without both days it cannot be placed in time.
      if (Number.isNaN(row.created) || Number.isNaN(row.closes)) return;
      if (count === room) grow();
      account[count] = slot;
      amount[count] = row.amount;
      created[count] = row.created;
      closes[count] = row.closes;
      state[count] = dealStates.indexOf(row.isWon ? 'Won' : row.isClosed ? 'Lost' : 'Open');
      tier[count] = row.type === 'New Business' ? 0 : row.type === 'Renewal' ? 1 : 2;
      source[count] = sourceCode(row.source);
      owner[count] = ownerCode(row.owner ?? null);
      numbers[count] = number;
      mostNumber = Math.max(mostNumber, number);
      count += 1;
    },
    byNumber() {
      const index = new Int32Array(mostNumber + 1).fill(-1);
      for (let deal = 0; deal < count; deal += 1) index[numbers[deal] ?? 0] = deal;
      return index;
    },
    done: () => ({
      count,
      account: account.subarray(0, count),
      amount: amount.subarray(0, count),
      created: created.subarray(0, count),
      closes: closes.subarray(0, count),
      state: state.subarray(0, count),
      tier: tier.subarray(0, count),
      source: source.subarray(0, count),
      owner: owner.subarray(0, count),
      owners
    })
  };
}

/** The same deals in memory of their own, cut to size, which can change hands while the rows stay. */
export function dealsApart(deals: DealTable): DealTable {
  const { owner } = deals;
  return {
    ...deals,
    account: deals.account.slice(),
    amount: deals.amount.slice(),
    created: deals.created.slice(),
    closes: deals.closes.slice(),
    state: deals.state.slice(),
    tier: deals.tier.slice(),
    source: deals.source.slice(),
    ...(owner === undefined ? {} : { owner: owner.slice() })
  };
}

/** The same deals by account in place of slots, -1 where the account was not read. */
export function dealsByAccount(deals: DealTable, indexBySlot: Int32Array): DealTable {
  return { ...deals, account: deals.account.map((slot) => indexBySlot[slot] ?? -1) };
}
