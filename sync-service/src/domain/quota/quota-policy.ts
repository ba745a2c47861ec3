import type { MixTerm } from './setting/quota-node.ts';
import { listedWords } from './listed-words.ts';

/** What the policy says of quotas beyond the night's own numbers. */
export interface QuotaPolicy {
  /** Share of its potential that a territory must have gained or lost for new quotas to be proposed; null proposes none. */
  readonly recalibrateBeyond: number | null;
  readonly creditTerritory: CreditTerritory;
  readonly creditSplits: boolean;
  /** Who is credited on top of a deal, for a quota of her own alone. */
  readonly creditOverlay: CreditOverlay;
  /** Share of a deal that each of them is credited with, 0 to 1. */
  readonly overlayShare: number;
  /** Roles on the opportunity's team that count, in lower case; none given means every role. */
  readonly teamRoles: readonly string[];
  /** Beginnings, in lower case, of statuses in which nobody works on a lead any more. */
  readonly leadEndedStatuses: readonly string[];
  /** Days without a finished activity after which an open lead is dropped. */
  readonly leadDroppedDays: number;
  /** What the terms of a plan count where it says nothing itself. */
  readonly planWeights: Readonly<Record<MixTerm, number>>;
  /** Share of a full quota by month of a new owner; none means her ramp of today, null that the text is no such list. */
  readonly planRamp: readonly number[] | null;
}

export const creditTerritories = [
  'Account Today',
  'Account on Close',
  'Owner Today',
  'Owner on Close'
] as const;
/** Which territory a won deal counts for. */
export type CreditTerritory = (typeof creditTerritories)[number];

export const creditOverlays = ['Opportunity Team', 'Territory Overlays', 'Both'] as const;
/** Whom the overlay share is for; null is nobody. */
export type CreditOverlay = (typeof creditOverlays)[number] | null;

/** Columns of the policy row that are read for it. */
export const quotaPolicyTexts = [
  'Recalibrate_Beyond__c',
  'Credit_Territory__c',
  'Credit_Overlay__c',
  'Credit_Overlay_Share__c',
  'Credit_Team_Roles__c',
  'Lead_Ended_Statuses__c',
  'Lead_Dropped_Days__c',
  'Quota_Ramp__c',
  'Quota_Weight_Last_Result__c',
  'Quota_Weight_Potential__c',
  'Quota_Weight_Pipeline__c',
  'Quota_Weight_Capacity__c'
] as const;
export const quotaPolicyFlags = ['Credit_Splits__c'] as const;

/** The policy from the org's active row; blanks take their defaults, by which nothing more is read. */
export function quotaPolicy(row: Readonly<Record<string, unknown>> | null): QuotaPolicy {
  const beyond = Number(row?.['Recalibrate_Beyond__c'] ?? NaN);
  const named = row?.['Credit_Territory__c'];
  const overlay = row?.['Credit_Overlay__c'];
  const share = Number(row?.['Credit_Overlay_Share__c'] ?? NaN);
  const ended = listedWords(row?.['Lead_Ended_Statuses__c']);
  const dropped = Number(row?.['Lead_Dropped_Days__c'] ?? NaN);
  return {
    recalibrateBeyond: beyond > 0 ? beyond : null,
    creditTerritory: creditTerritories.find((one) => one === named) ?? 'Account Today',
    creditSplits: row?.['Credit_Splits__c'] === true,
    creditOverlay: creditOverlays.find((one) => one === overlay) ?? null,
    overlayShare: share > 0 ? Math.min(1, share) : 0,
    teamRoles: listedWords(row?.['Credit_Team_Roles__c']),
    leadEndedStatuses: ended.length > 0 ? ended : ['closed', 'unqualified'],
    leadDroppedDays: dropped > 0 ? dropped : 30,
    planRamp: sharesIn(row?.['Quota_Ramp__c']),
    planWeights: {
      lastResult: weightOf(row?.['Quota_Weight_Last_Result__c']),
      potential: weightOf(row?.['Quota_Weight_Potential__c']),
      pipeline: weightOf(row?.['Quota_Weight_Pipeline__c']),
      capacity: weightOf(row?.['Quota_Weight_Capacity__c'])
    }
  };
}

/** Empty counts 1, as the others; 0 leaves the term out. */
function weightOf(given: unknown): number {
  const weight = Number(given ?? NaN);
  return weight >= 0 ? weight : 1;
}

/** Shares between commas, 0 to 1; null where one is none. */
function sharesIn(text: unknown): number[] | null {
  const shares = listedWords(text).map(Number);
  return shares.every((share) => share >= 0 && share <= 1) ? shares : null;
}

/** Whether credit goes to who was in place when a deal closed, not to who is today. */
export function countsOnClose({ creditTerritory }: Pick<QuotaPolicy, 'creditTerritory'>): boolean {
  return creditTerritory === 'Owner on Close' || creditTerritory === 'Account on Close';
}
