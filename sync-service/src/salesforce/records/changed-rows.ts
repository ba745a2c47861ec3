import { dayText } from '../../domain/core/days.ts';
import type { OrgConnection } from '../connection.ts';
import { readRows } from '../read-rows.ts';
import { dayCell, flagCell, numberCell } from './cells.ts';
import type { PastStream } from './past-rows.ts';
import type { SignalSources } from './signal-sources.ts';

/**
 * Changes that an org dates only where it keeps their history, and what the policy maps: deals lost
 * to a competitor, changes of who looks after an account, and the last day for notice.
 * @param from first day, whole days since 1970
 */
export function changedStreams(
  from: number,
  today: number,
  { competitor, notice }: SignalSources
): PastStream[] {
  const within = (field: string): string =>
    `${field} >= ${dayText(from)} AND ${field} <= ${dayText(today)}`;
  const since = (field: string): string => `${field} >= ${dayText(from)}T00:00:00Z`;
  const row: PastStream['row'] = (account, cells) => ({
    account,
    day: dayCell(cells[1]),
    second: 0
  });
  return [
    {
      kind: 'rivals',
      isOptional: true,
      row,
      query:
        competitor === null
          ? {
              object: 'OpportunityCompetitor',
              columns: ['Opportunity.AccountId', 'Opportunity.CloseDate'],
              where: `CompetitorName != null AND Opportunity.AccountId != null AND Opportunity.IsClosed = true AND Opportunity.IsWon = false AND ${within('Opportunity.CloseDate')}`
            }
          : {
              object: 'Opportunity',
              columns: ['AccountId', 'CloseDate'],
              where: `AccountId != null AND IsClosed = true AND IsWon = false AND ${competitor} != null AND ${within('CloseDate')}`
            }
    },
    {
      kind: 'owners',
      isOptional: true,
      row,
      query: {
        object: 'AccountHistory',
        columns: ['AccountId', 'CreatedDate'],
        where: `Field = 'Owner' AND ${since('CreatedDate')}`
      }
    },
    {
      kind: 'owners',
      row,
      query: {
        object: 'Evenfield_Assignment_Change__c',
        columns: ['Account__c', 'At__c'],
        // The first place of an account is no change.
        where: `From__c != null AND ${since('At__c')}`
      }
    },
    ...(notice === null
      ? []
      : [
          {
            kind: 'notices',
            query: {
              object: 'Contract',
              columns: ['AccountId', 'StartDate', 'EndDate', notice.field],
              where: `(Status = 'Activated' OR ActivatedDate != null) AND StartDate <= ${dayText(today)} AND EndDate >= ${dayText(from)} AND ${notice.field} != null`
            },
            row: (account, cells) => {
              const day = Math.max(from, dayCell(cells[1]));
              const last = notice.isDay
                ? dayCell(cells[3])
                : dayCell(cells[2]) - numberCell(cells[3]);
              // Over before the history begins: nothing runs in it.
              return { account, day: Math.min(day, last), second: last };
            }
          } satisfies PastStream
        ])
  ];
}

/**
 * Cases from their escalation to the day on which it was taken back or the case was closed, as the
 * history of cases tells where the org keeps it.
 * @param where condition on CaseHistory besides
 * @param take account id, first day, last day or NaN
 * @throws OrgError
 */
export async function readEscalations(
  connection: OrgConnection,
  where: string,
  take: (accountId: string, day: number, end: number) => void
): Promise<number> {
  interface Change {
    readonly accountId: string;
    readonly day: number;
    readonly moment: string;
    readonly isEscalated: boolean;
    readonly closed: number;
  }
  const byCase = new Map<string, Change[]>();
  const read = await readRows(
    connection,
    {
      object: 'CaseHistory',
      columns: ['Case.AccountId', 'CaseId', 'CreatedDate', 'NewValue', 'Case.ClosedDate'],
      where: `Field = 'IsEscalated' AND Case.AccountId != null AND ${where}`
    },
    (cells) => {
      const changes = byCase.get(cells[1] ?? '') ?? [];
      byCase.set(cells[1] ?? '', changes);
      changes.push({
        accountId: cells[0] ?? '',
        day: dayCell(cells[2]),
        moment: cells[2] ?? '',
        isEscalated: flagCell(cells[3]?.toLowerCase() ?? null),
        closed: dayCell(cells[4])
      });
    }
  );
  for (const changes of byCase.values()) {
    changes.sort((a, b) => (a.moment < b.moment ? -1 : 1));
    changes.forEach(({ accountId, day, isEscalated, closed }, place) => {
      if (!isEscalated) return;
      const back = changes[place + 1]?.day ?? NaN;
      const end = back <= closed || Number.isNaN(closed) ? back : closed;
      // A case may be escalated on the day after it was closed and opened again.
      take(accountId, day, end < day ? NaN : end);
    });
  }
  return read;
}
