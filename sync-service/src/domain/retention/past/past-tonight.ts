import type { AccountFigures, DealTable } from '../../core/columns.ts';
import { dealStates } from '../../core/columns.ts';
import type { AccountPast, Events, PastRow, RowsByKind, Spans } from './account-past.ts';
import { accountPast, mostAmount } from './account-past.ts';
import { labelDefaults } from './churn-label.ts';
import { signalDays } from './past-signals.ts';

/** Figures of an account that a past of tonight is made of. */
export type TonightFigures = Pick<
  AccountFigures,
  'lastTouchDay' | 'openCases' | 'oldestCaseDay' | 'renewalDay' | 'recurringNow'
>;

/** What is read besides of the last year, by account; of what the org does not have, none. */
export type RecentRows = Partial<Pick<RowsByKind, 'rivals' | 'owners' | 'escalations' | 'notices'>>;

/**
 * The past of the accounts as far as any night reads it, so that a night between fits is scored by
 * the functions that training called: purchases and renewals of two years from the deals, of touches
 * the last one, of cases the open ones, the oldest by its day, of contracts the end that comes first,
 * of subscriptions what they bring today. When a contract began is not read: the first purchase
 * stands for it, and where there is none it is taken to be no new one.
 * @param today whole days since 1970
 */
export function pastTonight(
  count: number,
  figures: TonightFigures,
  deals: DealTable | null,
  today: number,
  recent: RecentRows = {}
): AccountPast {
  const purchases = deals === null ? noEvents(count) : purchasesOf(deals, count, today);
  const began = (account: number): number => {
    const at = purchases.offsets[account] ?? 0;
    return at < (purchases.offsets[account + 1] ?? 0)
      ? (purchases.days[at] ?? today)
      : today - labelDefaults.leastTenure;
  };
  const touches = oneEach(figures.lastTouchDay);
  const contracts = oneEach(figures.renewalDay);
  const cases = counted(figures.openCases, figures.oldestCaseDay, today);
  const running = oneEach(figures.recurringNow.map((yearly) => (yearly > 0 ? today : NaN)));
  const besides = accountPast(count, {
    purchases: [],
    touches: [],
    cases: [],
    contracts: [],
    ...recent,
    renewals: deals === null ? [] : renewalsOf(deals, today)
  });
  return {
    ...besides,
    count,
    purchases,
    touches: { ...touches, amounts: new Float64Array(touches.days.length) },
    contracts: {
      offsets: contracts.offsets,
      starts: Float64Array.from(contracts.accounts, began),
      ends: contracts.days,
      amounts: new Float64Array(contracts.days.length).fill(NaN)
    },
    cases,
    revenue: {
      offsets: running.offsets,
      starts: running.days,
      ends: new Float64Array(running.days.length).fill(NaN),
      amounts: Float64Array.from(
        running.accounts,
        (account) => figures.recurringNow[account] ?? NaN
      )
    }
  };
}

function noEvents(count: number): Events {
  return {
    offsets: new Int32Array(count + 1),
    days: new Float64Array(0),
    amounts: new Float64Array(0)
  };
}

const won = dealStates.indexOf('Won');

/** Won deals of the two years to today, sorted to their accounts by counting and by day within. */
function purchasesOf(deals: DealTable, count: number, today: number): Events {
  const isPurchase = (deal: number): boolean => {
    const account = deals.account[deal] ?? -1;
    const closes = deals.closes[deal] ?? NaN;
    return (
      deals.state[deal] === won &&
      account >= 0 &&
      account < count &&
      closes <= today &&
      closes > today - signalDays &&
      Math.abs(deals.amount[deal] ?? NaN) <= mostAmount
    );
  };
  const offsets = new Int32Array(count + 1);
  for (let deal = 0; deal < deals.count; deal += 1) {
    const next = (deals.account[deal] ?? -1) + 1;
    if (isPurchase(deal)) offsets[next] = (offsets[next] ?? 0) + 1;
  }
  for (let account = 0; account < count; account += 1)
    offsets[account + 1] = (offsets[account + 1] ?? 0) + (offsets[account] ?? 0);
  const ends = Int32Array.from(offsets);
  const days = new Float64Array(offsets[count] ?? 0);
  const amounts = new Float64Array(days.length);
  for (let deal = 0; deal < deals.count; deal += 1) {
    if (!isPurchase(deal)) continue;
    const account = deals.account[deal] ?? 0;
    const day = deals.closes[deal] ?? 0;
    const from = offsets[account] ?? 0;
    let at = ends[account] ?? from;
    for (; at > from && (days[at - 1] ?? 0) > day; at -= 1) {
      days[at] = days[at - 1] ?? 0;
      amounts[at] = amounts[at - 1] ?? 0;
    }
    days[at] = day;
    amounts[at] = deals.amount[deal] ?? 0;
    ends[account] = (ends[account] ?? from) + 1;
  }
  return { offsets, days, amounts };
}

const renewal = 1;

/** Renewal deals that are open, or closed by today, as the whole history has them. */
function renewalsOf(deals: DealTable, today: number): PastRow[] {
  const rows: PastRow[] = [];
  for (let deal = 0; deal < deals.count; deal += 1) {
    if (deals.tier[deal] !== renewal) continue;
    const closes = deals.closes[deal] ?? NaN;
    const isOpen = dealStates[deals.state[deal] ?? 0] === 'Open' || closes > today;
    rows.push({
      account: deals.account[deal] ?? -1,
      day: Math.min(deals.created[deal] ?? NaN, isOpen ? Infinity : closes),
      second: isOpen ? NaN : closes,
      amount: deals.state[deal] === won ? 1 : 0
    });
  }
  return rows;
}

/** One entry for each account whose day is known. */
function oneEach(column: Float64Array): {
  offsets: Int32Array;
  days: Float64Array;
  accounts: Int32Array;
} {
  const offsets = new Int32Array(column.length + 1);
  column.forEach((day, account) => {
    offsets[account + 1] = (offsets[account] ?? 0) + (Number.isNaN(day) ? 0 : 1);
  });
  return {
    offsets,
    days: column.filter((day) => !Number.isNaN(day)),
    accounts: Int32Array.from(column.keys().filter((account) => !Number.isNaN(column[account])))
  };
}

/** As many open spans an account as its count says, the first from its own day; when the others began is not read, and no signal asks. */
function counted(counts: Float64Array, oldest: Float64Array, today: number): Spans {
  const offsets = new Int32Array(counts.length + 1);
  counts.forEach((own, account) => {
    offsets[account + 1] = (offsets[account] ?? 0) + own;
  });
  const all = offsets[counts.length] ?? 0;
  const starts = new Float64Array(all).fill(today);
  counts.forEach((own, account) => {
    const day = oldest[account] ?? NaN;
    if (own > 0 && day <= today) starts[offsets[account] ?? 0] = day;
  });
  return {
    offsets,
    starts,
    ends: new Float64Array(all).fill(NaN),
    amounts: new Float64Array(all).fill(NaN)
  };
}
