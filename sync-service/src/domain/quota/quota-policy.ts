/** What the policy says of quotas beyond the night's own numbers. */
export interface QuotaPolicy {
  /** Share of its potential that a territory must have gained or lost for new quotas to be proposed; null proposes none. */
  readonly recalibrateBeyond: number | null;
  readonly creditTerritory: CreditTerritory;
  readonly creditSplits: boolean;
}

export const creditTerritories = [
  'Account Today',
  'Account on Close',
  'Owner Today',
  'Owner on Close'
] as const;
/** Which territory a won deal counts for. */
export type CreditTerritory = (typeof creditTerritories)[number];

/** Columns of the policy row that are read for it. */
export const quotaPolicyTexts = ['Recalibrate_Beyond__c', 'Credit_Territory__c'] as const;
export const quotaPolicyFlags = ['Credit_Splits__c'] as const;

/** The policy from the org's active row; blanks take their defaults, by which nothing more is read. */
export function quotaPolicy(row: Readonly<Record<string, unknown>> | null): QuotaPolicy {
  const beyond = Number(row?.['Recalibrate_Beyond__c'] ?? NaN);
  const named = row?.['Credit_Territory__c'];
  return {
    recalibrateBeyond: beyond > 0 ? beyond : null,
    creditTerritory: creditTerritories.find((one) => one === named) ?? 'Account Today',
    creditSplits: row?.['Credit_Splits__c'] === true
  };
}
