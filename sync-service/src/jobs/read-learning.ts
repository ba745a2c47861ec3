import type { CurrencyRates } from '../domain/core/currency.ts';
import { dayNumber, dayText } from '../domain/core/days.ts';
import type { Day } from '../domain/core/snapshot.ts';
import type { PastKind, PastRow } from '../domain/retention/past/account-past.ts';
import { accountPast, pastKinds } from '../domain/retention/past/account-past.ts';
import type { LearningPast } from '../domain/retention/past/learning-past.ts';
import { playPrefix } from '../domain/retention/plays/play-outcomes.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readRows } from '../salesforce/read-rows.ts';
import { dayCell } from '../salesforce/records/cells.ts';
import { changedStreams, readEscalations } from '../salesforce/records/changed-rows.ts';
import { pastStreams } from '../salesforce/records/past-rows.ts';
import { createRecordNumbers } from '../domain/core/record-numbers.ts';
import type { SignalSources } from '../salesforce/records/signal-sources.ts';
import { unlessHidden } from '../salesforce/records/unless-hidden.ts';
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
  readonly sources: SignalSources;
}

/**
 * Reads what a weekly fit learns from, stream after stream, beyond what a night reads anyway.
 * @throws OrgError
 */
export async function readLearning(
  connection: OrgConnection,
  { today, years, currencies, expected, sources }: LearningPlan
): Promise<LearningPast> {
  const accounts = createRecordNumbers();
  const met = createRecordNumbers();
  const stride = Math.max(1, Math.ceil(expected / mostAccounts));
  const rows = Object.fromEntries(pastKinds.map((kind) => [kind, [] as PastRow[]])) as Record<
    PastKind,
    PastRow[]
  >;
  const last = dayNumber(today);
  const first = last - Math.round(years * 365.25);
  /** The number of an account that is drawn; null of another. */
  const numberOf = (id: string | null | undefined): number | null => {
    if (id === null || id === undefined) return null;
    met.numberOf(id);
    return stride === 1 || drawn(id) % stride === 0 ? accounts.numberOf(id) : null;
  };
  const taken = (
    query: RowsQuery,
    take: (account: number, cells: Cells) => void
  ): Promise<number> =>
    readRows(connection, query, (cells) => {
      const account = numberOf(cells[0]);
      if (account !== null) take(account, cells);
    });
  const streams = [
    ...pastStreams(first, last, currencies),
    ...changedStreams(first, last, sources)
  ];
  for (const { kind, query, row, isOptional } of streams) {
    const read = (): Promise<number> =>
      taken(query, (account, cells) => rows[kind].push(row(account, cells)));
    await (isOptional === true ? unlessHidden(read) : read());
  }
  await unlessHidden(() =>
    readEscalations(
      connection,
      `CreatedDate >= ${dayText(first)}T00:00:00Z AND CreatedDate <= ${today}T23:59:59Z`,
      (accountId, day, second) => {
        const account = numberOf(accountId);
        if (account !== null) rows.escalations.push({ account, day, second });
      }
    )
  );
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
