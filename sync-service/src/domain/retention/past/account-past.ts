/** What happened with each account, by day, as an org's own rows date it. Days are whole days since 1970; NaN is not known. */

/** Dated events by account: those of account i stand from offsets[i] to offsets[i + 1], earliest first. */
export interface Events {
  readonly offsets: Int32Array;
  readonly days: Float64Array;
  /** One entry an event; 0 where it has no amount. */
  readonly amounts: Float64Array;
}

/** Spans by account, in order of their start; an open end is NaN. */
export interface Spans {
  readonly offsets: Int32Array;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** One entry a span, as its kind says; NaN for none. */
  readonly amounts: Float64Array;
}

export interface AccountPast {
  readonly count: number;
  /** Won opportunities by close date. */
  readonly purchases: Events;
  /** Completed tasks and past events. */
  readonly touches: Events;
  /** Cases from opening to closing. */
  readonly cases: Spans;
  /** Contracts from start to agreed end. */
  readonly contracts: Spans;
  /** Contracts from start to the last day on which notice may be given. */
  readonly notices: Spans;
  /** Renewal deals from their making to their close; as amount 1 for won, 0 for lost. */
  readonly renewals: Spans;
  /** Deals lost with a competitor named, by close date. */
  readonly rivals: Events;
  /** Changes of who looks after the account. */
  readonly owners: Events;
  /** Cases from their escalation to its end. */
  readonly escalations: Spans;
  /** Subscriptions from installation to the end of use; as amount what they bring a year. */
  readonly revenue: Spans;
  /** Rows left out because their day or amount cannot be, by account. */
  readonly refused: Uint16Array;
}

/** One row of the org, before it is sorted to its account. */
export interface PastRow {
  readonly account: number;
  readonly day: number;
  /** Amount of an event, end of a span. */
  readonly second: number;
  /** Amount of a span; none where left out. */
  readonly amount?: number;
}

const first = ['purchases', 'touches', 'cases', 'contracts'] as const;
const later = ['notices', 'renewals', 'rivals', 'owners', 'escalations', 'revenue'] as const;

/** Kinds of rows that a past is made of. */
export const pastKinds = [...first, ...later] as const;
export type PastKind = (typeof pastKinds)[number];

/** Rows by kind; of those that not every org has, none where left out. */
export type RowsByKind = Readonly<Record<(typeof first)[number], readonly PastRow[]>> &
  Readonly<Partial<Record<(typeof later)[number], readonly PastRow[]>>>;

/** 1900-01-01 and 2200-01-01: days outside are typing errors, not history. */
const firstDay = -25_567;
const lastDay = 84_006;
/** More than this in one row is no amount. */
export const mostAmount = 1e15;

const isDay = (day: number): boolean => day >= firstDay && day <= lastDay;

/** Sorts rows to their accounts; what cannot be is left out and counted, never taken as 0. */
export function accountPast(count: number, rows: RowsByKind): AccountPast {
  const refused = new Uint16Array(count);
  const sorted = (
    own: readonly PastRow[],
    good: (row: PastRow) => boolean
  ): { offsets: Int32Array; kept: PastRow[] } => {
    const kept = own.filter((row) => {
      if (!(row.account >= 0 && row.account < count)) return false;
      if (isDay(row.day) && good(row)) return true;
      refused[row.account] = Math.min(65_535, (refused[row.account] ?? 0) + 1);
      return false;
    });
    kept.sort(
      (a, b) =>
        a.account - b.account ||
        a.day - b.day ||
        a.second - b.second ||
        (a.amount ?? 0) - (b.amount ?? 0)
    );
    const offsets = new Int32Array(count + 1);
    for (const { account } of kept) offsets[account + 1] = (offsets[account + 1] ?? 0) + 1;
    for (let account = 0; account < count; account += 1)
      offsets[account + 1] = (offsets[account + 1] ?? 0) + (offsets[account] ?? 0);
    return { offsets, kept };
  };
  const events = (own: readonly PastRow[] = []): Events => {
    const { offsets, kept } = sorted(own, (row) => Math.abs(row.second) <= mostAmount);
    return {
      offsets,
      days: Float64Array.from(kept, (row) => row.day),
      amounts: Float64Array.from(kept, (row) => row.second)
    };
  };
  const spans = (own: readonly PastRow[] = []): Spans => {
    const { offsets, kept } = sorted(
      own,
      ({ day, second, amount = NaN }) =>
        (Number.isNaN(second) || (isDay(second) && second >= day)) &&
        (Number.isNaN(amount) || Math.abs(amount) <= mostAmount)
    );
    return {
      offsets,
      starts: Float64Array.from(kept, (row) => row.day),
      ends: Float64Array.from(kept, (row) => row.second),
      amounts: Float64Array.from(kept, ({ amount = NaN }) => amount)
    };
  };
  return {
    count,
    purchases: events(rows.purchases),
    touches: events(rows.touches),
    cases: spans(rows.cases),
    contracts: spans(rows.contracts),
    notices: spans(rows.notices),
    renewals: spans(rows.renewals),
    rivals: events(rows.rivals),
    owners: events(rows.owners),
    escalations: spans(rows.escalations),
    revenue: spans(rows.revenue),
    refused
  };
}

/** Events of an account up to a day: their place in the columns, end excluded. */
export function eventsUpTo(events: Events, account: number, day: number): [number, number] {
  const from = events.offsets[account] ?? 0;
  let low = from;
  let high = events.offsets[account + 1] ?? from;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events.days[middle] ?? Infinity) <= day) low = middle + 1;
    else high = middle;
  }
  return [from, low];
}
