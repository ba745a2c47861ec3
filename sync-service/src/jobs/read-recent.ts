import { dayNumber, dayText } from '../domain/core/days.ts';
import type { Day } from '../domain/core/snapshot.ts';
import { recentDays } from '../domain/retention/past/dated-signs.ts';
import type { RecentRow } from '../domain/retention/past/recent-rows.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { readRows } from '../salesforce/read-rows.ts';
import { changedStreams, readEscalations } from '../salesforce/records/changed-rows.ts';
import type { SignalSources } from '../salesforce/records/signal-sources.ts';
import { unlessHidden } from '../salesforce/records/unless-hidden.ts';

/**
 * Reads what a night scores by besides the streams of any night, as the weekly fit reads it of all
 * years: changes of the last year, escalations of cases that are open, last days for notice ahead.
 * @throws OrgError
 */
export async function readRecent(
  connection: OrgConnection,
  today: Day,
  sources: SignalSources
): Promise<RecentRow[]> {
  const rows: RecentRow[] = [];
  const last = dayNumber(today);
  for (const { kind, query, row } of changedStreams(last - recentDays, last, sources)) {
    if (kind !== 'rivals' && kind !== 'owners' && kind !== 'notices') continue;
    await unlessHidden(() =>
      readRows(connection, query, (cells) => {
        const { day, second } = row(0, cells);
        rows.push({ kind, accountId: cells[0] ?? '', day, second });
      })
    );
  }
  await unlessHidden(() =>
    readEscalations(
      connection,
      `Case.IsClosed = false AND CreatedDate <= ${dayText(last)}T23:59:59Z`,
      (accountId, day, second) => rows.push({ kind: 'escalations', accountId, day, second })
    )
  );
  return rows;
}
