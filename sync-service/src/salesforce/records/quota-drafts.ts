import { z } from 'zod';
import type { Problem } from '../../domain/core/result.ts';
import type { QuotaFigures } from '../../domain/quota/carried-figures.ts';
import type { OrgConnection } from '../connection.ts';
import { textLiteral } from '../text-literal.ts';
import { day, id, optionalNumber, optionalText, readChecked } from './checked.ts';

export const quotaObject = 'Evenfield_Quota__c';

export const quotaStatuses = ['Published', 'Draft', 'Superseded', 'Withdrawn'] as const;
export type QuotaStatus = (typeof quotaStatuses)[number];

/** A quota row of any status. */
export interface HeldQuota {
  readonly id: string;
  readonly key: string | null;
  readonly territoryId: string;
  readonly start: string;
  readonly end: string;
  readonly status: QuotaStatus;
  readonly amount: number | null;
  readonly original: number | null;
  readonly figures: QuotaFigures;
}

const shape = {
  Id: id,
  Key__c: optionalText,
  Territory__c: id,
  Period_Start__c: day,
  Period_End__c: day,
  Status__c: z.enum(quotaStatuses),
  Amount__c: optionalNumber,
  Original__c: optionalNumber,
  Attained__c: optionalNumber,
  Pace__c: optionalNumber,
  P10__c: optionalNumber,
  P50__c: optionalNumber,
  P90__c: optionalNumber
};

/** What a plan's quotas are for. */
export interface QuotasAsked {
  readonly tier: string;
  /** Left out for the whole tier. */
  readonly productFamily?: string | undefined;
  readonly start: string;
  readonly end: string;
}

/** Drafts and published quotas of a tier, or of one family of it, within a plan's period. @throws OrgError */
export async function readQuotasOf(
  connection: OrgConnection,
  { tier, productFamily, start, end }: QuotasAsked
): Promise<{ quotas: HeldQuota[]; problems: Problem[] }> {
  const family = productFamily === undefined ? 'null' : textLiteral(productFamily);
  const { records, problems } = await readChecked(
    connection,
    {
      object: quotaObject,
      where: `Tier__c = '${tier}' AND Product_Family__c = ${family} AND Period_Start__c >= ${start} AND Period_End__c <= ${end} AND Status__c IN ('Published', 'Draft')`
    },
    shape
  );
  return {
    problems,
    quotas: records.map((row) => ({
      id: row.Id,
      key: row.Key__c,
      territoryId: row.Territory__c,
      start: row.Period_Start__c,
      end: row.Period_End__c,
      status: row.Status__c,
      amount: row.Amount__c,
      original: row.Original__c,
      figures: {
        attained: row.Attained__c,
        pace: row.Pace__c,
        p10: row.P10__c,
        p50: row.P50__c,
        p90: row.P90__c
      }
    }))
  };
}
