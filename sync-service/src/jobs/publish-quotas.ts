import { z } from 'zod';
import { companyKey } from '../domain/quota/setting/plan-nodes.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { SendCell } from '../salesforce/csv-text.ts';
import { id, readChecked } from '../salesforce/records/checked.ts';
import type { DraftPlan } from './quota-plan.ts';
import { writeInTurn } from './write-in-turn.ts';
import type { WriteTotals } from './write-totals.ts';

const object = 'Evenfield_Quota__c';
const columns = ['Amount__c', 'Original__c', 'Override_Reason__c', 'Rationale__c'];

/**
 * Writes a draft's rows as the quotas of its period and tier: over the rows that are there for the same
 * territory, and new ones by key. @throws OrgError
 */
export async function publishQuotas(
  connection: OrgConnection,
  { rows, request, territoryIds }: DraftPlan
): Promise<WriteTotals> {
  const { tier, start, end } = request;
  const { records, problems } = await readChecked(
    connection,
    {
      object,
      where: `Tier__c = '${tier}' AND Period_Start__c = ${start} AND Period_End__c = ${end}`
    },
    { Id: id, Territory__c: z.string() }
  );
  const held = new Map(records.map((row) => [row.Territory__c, row.Id]));
  const planned = rows.flatMap((row) => {
    const territoryId = territoryIds.get(row.key);
    if (row.key === companyKey || territoryId === undefined) return [];
    const cells: SendCell[] = [
      row.amount,
      // A row that moved because of another's override is its own original.
      row.overrideReason === null ? row.amount : row.original,
      row.overrideReason?.slice(0, 255) ?? null,
      row.rationale.slice(0, 4000)
    ];
    return [{ key: row.key, territoryId, cells, id: held.get(territoryId) ?? null }];
  });
  const known = planned.filter((row) => row.id !== null);
  const fresh = planned.filter((row) => row.id === null);
  const works = [
    {
      object,
      operation: 'update' as const,
      columns: ['Id', ...columns],
      rows: known.map((row) => [row.id, ...row.cells])
    },
    {
      object,
      operation: 'upsert' as const,
      externalId: 'Key__c',
      columns: [
        'Key__c',
        'Territory__c',
        'Tier__c',
        'Period_Start__c',
        'Period_End__c',
        ...columns
      ],
      rows: fresh.map((row) => [
        `${row.key}:${start}:${tier}`.slice(0, 120),
        row.territoryId,
        tier,
        start,
        end,
        ...row.cells
      ])
    }
  ];
  const report = await writeInTurn(connection, works);
  return {
    changed: planned.length,
    written: report.written,
    problems: [...problems, ...report.problems]
  };
}
