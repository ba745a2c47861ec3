/** Decimal places of the number fields that the service writes, by object and field, as in `force-app`. */
export const fieldScales = {
  Evenfield_Coverage__c: {
    Churn_Risk__c: 6,
    Contraction_Risk__c: 6,
    Expansion_Chance__c: 6,
    Health__c: 1,
    Likeness__c: 1,
    Open_Pipeline__c: 2,
    Potential__c: 2,
    Recurring_Revenue__c: 2,
    Share_of_Wallet__c: 6,
    White_Space__c: 2,
    Won_12_Months__c: 2,
    Won_Period__c: 2,
    Workload_Hours__c: 3
  },
  Evenfield_Territory__c: {
    Accounts_A__c: 0,
    Accounts__c: 0,
    Attained__c: 2,
    Attainment_Quantile__c: 6,
    Attainment__c: 6,
    Balance_Index__c: 6,
    Coverage_Share__c: 6,
    Effective_Capacity__c: 2,
    Findings_Count__c: 0,
    Fragments__c: 0,
    GRR_Target__c: 6,
    GRR__c: 6,
    Health_Attainment__c: 1,
    Health_Coverage__c: 1,
    Health_Pipeline__c: 1,
    Health_Potential__c: 1,
    Health_Quantile__c: 6,
    Health_Retention__c: 1,
    Health_Travel__c: 1,
    Health_Weight_Known__c: 6,
    Health_Workload__c: 1,
    Health__c: 1,
    NRR_Target__c: 6,
    NRR__c: 6,
    Pace__c: 6,
    Pipeline_Coverage__c: 6,
    Potential_Deviation__c: 6,
    Potential__c: 2,
    Quota__c: 2,
    Travel_Hours__c: 2,
    Workload_Deviation__c: 6,
    Workload_Hours__c: 2,
    Workload_Quantile__c: 6
  },
  Evenfield_Quota__c: {
    Attained__c: 2,
    Attainment__c: 6,
    P10__c: 2,
    P50__c: 2,
    P90__c: 2,
    Pace__c: 6,
    Reach_Chance__c: 6
  },
  Evenfield_Review__c: {
    Accounts__c: 0,
    Alerts__c: 0,
    Attained__c: 2,
    Attainment__c: 6,
    Calls_Goal__c: 0,
    Calls__c: 0,
    Capacity_Hours__c: 2,
    Closed__c: 0,
    Emails_Goal__c: 0,
    Emails__c: 0,
    GRR__c: 6,
    Health__c: 1,
    Meetings_Goal__c: 0,
    Meetings__c: 0,
    NRR__c: 6,
    New_Leads_Goal__c: 0,
    New_Leads__c: 0,
    Open_Pipeline__c: 2,
    Pace__c: 6,
    Proposals_Goal__c: 0,
    Proposals__c: 0,
    Quota__c: 2,
    Win_Rate_High__c: 6,
    Win_Rate_Low__c: 6,
    Win_Rate__c: 6,
    Won__c: 0,
    Workload_Hours__c: 2
  },
  Evenfield_Personal_Quota__c: {
    Attained_Overlay__c: 2,
    Attained__c: 2,
    Attainment__c: 6,
    Pace__c: 6
  },
  Evenfield_Health_Snapshot__c: {
    Accounts__c: 0,
    Attainment__c: 1,
    Coverage__c: 1,
    Pipeline__c: 1,
    Potential__c: 1,
    Potential_per_Account__c: 2,
    Retention__c: 1,
    Score__c: 1,
    Travel__c: 1,
    Workload__c: 1
  }
} as const satisfies Record<string, Record<string, number>>;

/** Rounds half away from zero to `places` decimals, as Salesforce does on save; NaN stays NaN. */
export function roundTo(value: number, places: number): number {
  if (!Number.isFinite(value)) return NaN;
  const factor = 10 ** places;
  const size = Math.abs(value);
  const rounded = Math.round(size * factor * (1 + Number.EPSILON)) / factor;
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

/** As `roundTo`, null for what is not known. */
export function roundedOrNull(value: number | null, places: number): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  return roundTo(value, places);
}
