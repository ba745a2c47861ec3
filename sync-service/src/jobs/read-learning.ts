import type { CurrencyRates } from '../domain/core/currency.ts';
import { dayNumber, dayText } from '../domain/core/days.ts';
import type { Day } from '../domain/core/snapshot.ts';
import type { PastRow } from '../domain/retention/past/account-past.ts';
import { accountPast } from '../domain/retention/past/account-past.ts';
import type { LearningPast } from '../domain/retention/past/learning-past.ts';
import { playPrefix } from '../domain/retention/plays/play-outcomes.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readRows } from '../salesforce/read-rows.ts';
import { dayCell } from '../salesforce/records/cells.ts';
import type { PastKind } from '../salesforce/records/past-rows.ts';
import { pastStreams } from '../salesforce/records/past-rows.ts';
import { createRecordNumbers } from '../salesforce/records/record-numbers.ts';
import type { Cells, RowsQuery } from '../salesforce/rows.ts';

/** Accounts whose history is held; of more a part is drawn, the same every week. */
const mostAccounts = 20_000;

export interface LearningPlan {
  readonly today: Day;
  readonly years: number;
  /** Null where the org has one currency. */
  readonly currencies: CurrencyRates | null;
  /** About how many accounts the org has. */
  readonly expected: number;
}

/**
 * Reads what a weekly fit learns from, stream after stream, beyond what a night reads anyway.
 * @throws OrgError
 */
export async function readLearning(
  connection: OrgConnection,
  { today, years, currencies, expected }: LearningPlan
): Promise<LearningPast> {
  const accounts = createRecordNumbers();
  const met = createRecordNumbers();
  const stride = Math.max(1, Math.ceil(expected / mostAccounts));
  const rows: Record<PastKind, PastRow[]> = {
    purchases: [],
    touches: [],
    cases: [],
    contracts: []
  };
  const last = dayNumber(today);
  const first = last - Math.round(years * 365.25);
  const taken = (
    query: RowsQuery,
    take: (account: number, cells: Cells) => void
  ): Promise<number> =>
    readRows(connection, query, (cells) => {
      const id = cells[0];
      if (id === null || id === undefined) return;
      met.numberOf(id);
      if (stride === 1 || drawn(id) % stride === 0) take(accounts.numberOf(id), cells);
    });
  for (const { kind, query, row } of pastStreams(first, last, currencies))
    await taken(query, (account, cells) => rows[kind].push(row(account, cells)));
  const plays: LearningPast['plays'][number][] = [];
  await taken(
    {
      object: 'Task',
      columns: ['AccountId', 'Subject', 'CompletedDateTime'],
      where: `AccountId != null AND IsClosed = true AND Subject LIKE '${playPrefix}%' AND CompletedDateTime >= ${dayText(first)}T00:00:00Z`
    },
    (account, cells) => plays.push({ account, play: cells[1] ?? '', day: dayCell(cells[2]) })
  );
  const products = new Map<string, number>();
  const owned: Set<number>[] = [];
  await taken(
    {
      object: 'Asset',
      columns: ['AccountId', 'Product2.Name'],
      where: `AccountId != null AND Product2Id != null AND (UsageEndDate = null OR UsageEndDate >= ${today})`
    },
    (account, cells) => {
      const name = cells[1] ?? '';
      const product = products.get(name) ?? products.size;
      products.set(name, product);
      (owned[account] ??= new Set()).add(product);
    }
  );
  return {
    past: accountPast(accounts.size(), rows),
    accounts: met.size(),
    plays,
    products: [...products.keys()],
    owned: Array.from({ length: accounts.size() }, (_, account) =>
      [...(owned[account] ?? [])].sort((a, b) => a - b)
    )
  };
}

/** A number from an id by FNV-1a, so that the same accounts are drawn every week. */
function drawn(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < 15; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
