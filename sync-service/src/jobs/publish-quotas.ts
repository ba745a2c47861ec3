import { carriedFigures } from '../domain/quota/carried-figures.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { SendCell } from '../salesforce/csv-text.ts';
import type { HeldQuota, QuotasAsked } from '../salesforce/records/quota-drafts.ts';
import { quotaObject, readQuotasOf } from '../salesforce/records/quota-drafts.ts';
import { draftDigest } from './draft-digest.ts';
import type { DraftPlan } from './quota-plan.ts';
import { draftKey, withdrawals, writeDraft } from './write-draft.ts';
import { writeInTurn } from './write-in-turn.ts';
import type { WriteTotals } from './write-totals.ts';

/** Writes a draft's rows and publishes them. @throws OrgError */
export async function publishQuotas(
  connection: OrgConnection,
  draft: DraftPlan
): Promise<WriteTotals> {
  const { planned, problems } = await writeDraft(connection, draft);
  const report = await publishRows(
    connection,
    draftKey(draftDigest(draft), draft.request.root),
    draft.request
  );
  return {
    changed: planned,
    written: report.written,
    problems: [...problems, ...report.problems]
  };
}

/**
 * Turns the rows of a draft, as they stand in the org, into the quotas that count. What was published
 * for the same territory, period and tier is superseded and kept, and its figures stand until the next
 * run; other drafts are withdrawn. Broken off and done again it ends the same.
 * @param key beginning of the keys of the draft's rows
 * @returns rows of the draft, and those that are published
 * @throws OrgError
 */
export async function publishRows(
  connection: OrgConnection,
  key: string,
  plan: QuotasAsked
): Promise<WriteTotals> {
  const { quotas, problems } = await readQuotasOf(connection, plan);
  const own = quotas.filter((row) => row.key?.startsWith(key) === true);
  const others = quotas.filter(
    (row) => row.status === 'Published' && row.key?.startsWith(key) !== true
  );
  const before = new Map(others.map((row) => [placeOf(row), row]));
  const places = new Set(own.map(placeOf));
  const figures = own.flatMap((row) => {
    const old = row.status === 'Draft' ? before.get(placeOf(row)) : undefined;
    return old === undefined
      ? []
      : [{ Id: row.id, ...carriedFigures(old.figures, old.amount, row.amount ?? 0) }];
  });
  // A territory's old row stands beside its new one, so that both change in one call.
  const turns = [
    ...others
      .filter((row) => places.has(placeOf(row)))
      .map((row) => ({ row, status: 'Superseded' })),
    ...own.filter((row) => row.status === 'Draft').map((row) => ({ row, status: 'Published' }))
  ].sort((a, b) =>
    placeOf(a.row) < placeOf(b.row) ? -1 : placeOf(a.row) > placeOf(b.row) ? 1 : 0
  );
  const [first] = figures;
  const works = [
    ...(first === undefined
      ? []
      : [
          {
            object: quotaObject,
            operation: 'update' as const,
            columns: Object.keys(first),
            rows: figures.map((row): SendCell[] => Object.values(row))
          }
        ]),
    {
      object: quotaObject,
      operation: 'update' as const,
      columns: ['Id', 'Status__c'],
      rows: turns.map(({ row, status }) => [row.id, status])
    },
    withdrawals(quotas, key)
  ];
  const report = await writeInTurn(connection, works);
  const refused = new Set(report.problems.map(({ record }) => record));
  return {
    changed: own.length,
    written: own.filter((row) => !refused.has(row.id)).length,
    problems: [...problems, ...report.problems]
  };
}

function placeOf({ territoryId, start, end }: HeldQuota): string {
  return `${territoryId}:${start}:${end}`;
}
