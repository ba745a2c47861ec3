import { createHash } from 'node:crypto';
import type { Problem } from '../domain/core/result.ts';
import { companyKey } from '../domain/quota/setting/plan-nodes.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import type { SendCell } from '../salesforce/csv-text.ts';
import type { HeldQuota } from '../salesforce/records/quota-drafts.ts';
import { quotaObject, readQuotasOf } from '../salesforce/records/quota-drafts.ts';
import { draftDigest } from './draft-digest.ts';
import type { DraftPlan } from './quota-plan.ts';
import { writeInTurn } from './write-in-turn.ts';

/** What `Plan__c` takes. */
const longestPlan = 32_768;
const columns = [
  'Key__c',
  'Status__c',
  'Territory__c',
  'Tier__c',
  'Product_Family__c',
  'Period_Start__c',
  'Period_End__c',
  'Amount__c',
  'Original__c',
  'Override_Reason__c',
  'Rationale__c',
  'Potential__c',
  'Plan__c'
];

/** Begins the keys of drafts of a part. */
const ofPart = 'part:';
/** Characters of the root's digest in those keys: the root itself may be longer than a key. */
const rootLength = 12;

/**
 * Beginning of the keys of a draft's rows: the same draft has the same rows, whoever asks for them.
 * @param root key of the territory that a part begins with
 */
export function draftKey(digest: string, root?: string): string {
  const beginning =
    root === undefined
      ? 'quota:'
      : `${ofPart}${createHash('sha256').update(root).digest('hex').slice(0, rootLength)}:`;
  return `${beginning}${digest.slice(0, 24)}:`;
}

/**
 * Writes the rows of a draft that are not there yet, for people to read and contest; they count for
 * nothing until they are published. Other drafts of the tier and period are withdrawn.
 * @returns how many rows the draft has @throws OrgError
 */
export async function writeDraft(
  connection: OrgConnection,
  draft: DraftPlan
): Promise<{ planned: number; problems: Problem[] }> {
  const key = draftKey(draftDigest(draft), draft.request.root);
  const { quotas, problems } = await readQuotasOf(connection, draft.request);
  const held = new Set(quotas.map((row) => row.key));
  const rows = rowsOf(draft, key);
  const works = [
    withdrawals(quotas, key),
    {
      object: quotaObject,
      operation: 'upsert' as const,
      externalId: 'Key__c',
      columns,
      rows: rows.filter(([own]) => !held.has(String(own)))
    }
  ];
  const report = await writeInTurn(connection, works);
  return { planned: rows.length, problems: [...problems, ...report.problems] };
}

/**
 * Drafts that are not the one of this key, as rows to withdraw: those of the same part alone where it is
 * of one, so that nobody withdraws what others planned.
 */
export function withdrawals(
  quotas: readonly HeldQuota[],
  key: string
): {
  object: string;
  operation: 'update';
  columns: readonly string[];
  rows: SendCell[][];
} {
  const among = key.startsWith(ofPart) ? key.slice(0, ofPart.length + rootLength + 1) : '';
  return {
    object: quotaObject,
    operation: 'update',
    columns: ['Id', 'Status__c'],
    rows: quotas
      .filter(
        (row) =>
          row.status === 'Draft' &&
          row.key?.startsWith(key) !== true &&
          (row.key ?? '').startsWith(among)
      )
      .map((row) => [row.id, 'Withdrawn'])
  };
}

/** What a draft's rows say, as far as people may have meddled with it; by this they are known again. */
export interface RowsSeal {
  readonly count: number;
  readonly digest: string;
}

/** The seal of rows that the org holds. */
export function sealOf(rows: readonly Pick<HeldQuota, 'key' | 'amount' | 'original'>[]): RowsSeal {
  const told = rows.map(({ key, amount, original }) => JSON.stringify([key, amount, original]));
  return {
    count: rows.length,
    digest: createHash('sha256').update(told.sort().join('\n')).digest('hex')
  };
}

/** The seal that a draft's rows will have. */
export function sealOfDraft(draft: DraftPlan): RowsSeal {
  const rows = rowsOf(draft, draftKey(draftDigest(draft), draft.request.root));
  const number = (cell: SendCell | undefined): number | null =>
    typeof cell === 'number' ? cell : null;
  return sealOf(
    rows.map((cells) => ({
      key: String(cells[0]),
      amount: number(cells[columns.indexOf('Amount__c')]),
      original: number(cells[columns.indexOf('Original__c')])
    }))
  );
}

function rowsOf({ periods, request, territoryIds }: DraftPlan, key: string): SendCell[][] {
  const asked = JSON.stringify(request);
  return periods.flatMap(({ period, answer }) =>
    answer.rows.flatMap((row): SendCell[][] => {
      const territoryId = territoryIds.get(row.key);
      if (row.key === companyKey || row.key === request.root || territoryId === undefined)
        return [];
      // The plan of a part is no plan of the quotas above it, so none is proposed anew by it.
      const isUppermost =
        request.root === undefined && (row.parent === null || row.parent === companyKey);
      return [
        [
          `${key}${period.start}:${territoryId}`,
          'Draft',
          territoryId,
          request.tier,
          request.productFamily ?? null,
          period.start,
          period.end,
          row.amount,
          // A row that moved because of another's override is its own original.
          row.overrideReason === null ? row.amount : row.original,
          row.overrideReason?.slice(0, 255) ?? null,
          row.rationale.slice(0, 4000),
          row.potential,
          isUppermost && asked.length <= longestPlan ? asked : null
        ]
      ];
    })
  );
}
