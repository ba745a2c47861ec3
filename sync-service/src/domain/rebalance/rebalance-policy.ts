/** How a rebalance is applied, undone and guarded: the policy's part on it. */
export interface RebalancePolicy {
  readonly undoDays: number;
  /** Stages of open opportunities that hold an account. */
  readonly holdStages: readonly string[];
  /** Days within which a closing date or a contract's end holds an account; null holds none. */
  readonly holdCloseDays: number | null;
  readonly holdRenewalDays: number | null;
  /** Days after which a held account moves all the same. */
  readonly holdCapDays: number;
  readonly followOpportunities: boolean;
  readonly followCases: boolean;
  readonly followTasks: boolean;
  readonly keepTeams: boolean;
  readonly keepShares: boolean;
  /** Whether a rule's association that a move leaves may be ended by an exclusion. */
  readonly excludeFromRules: boolean;
  readonly challengeAcceptShare: number;
  readonly driftAccounts: number;
  readonly driftRevenueShare: number;
  readonly driftCooldownDays: number;
  readonly handoffDays: number;
  /** Which fields tell of people, as `parsePeopleFields` reads it; null for none. */
  readonly peopleFields: string | null;
}

/** Columns of the policy row that are read for it. */
export const rebalancePolicyNumbers = [
  'Undo_Days__c',
  'Hold_Close_Days__c',
  'Hold_Renewal_Days__c',
  'Hold_Cap_Days__c',
  'Challenge_Accept_Share__c',
  'Drift_Accounts__c',
  'Drift_Revenue_Share__c',
  'Drift_Cooldown_Days__c',
  'Handoff_Days__c'
] as const;
export const rebalancePolicyFlags = [
  'Follow_Opportunities__c',
  'Follow_Cases__c',
  'Follow_Tasks__c',
  'Keep_Teams__c',
  'Keep_Shares__c',
  'Exclude_From_Rules__c'
] as const;
export const rebalancePolicyTexts = ['Hold_Stages__c', 'People_Fields__c'] as const;

/** The policy from the org's active row; blanks take their defaults. Without a row nothing follows and all is kept. */
export function rebalancePolicy(row: Readonly<Record<string, unknown>> | null): RebalancePolicy {
  const number = (name: (typeof rebalancePolicyNumbers)[number]): number | null => {
    const value = row?.[name];
    if (value === null || value === undefined || value === '') return null;
    const parsed = Number(value);
    return Number.isFinite(parsed) && parsed >= 0 ? parsed : null;
  };
  const flag = (name: (typeof rebalancePolicyFlags)[number]): boolean => row?.[name] === true;
  const stages = row?.['Hold_Stages__c'];
  const people = row?.['People_Fields__c'];
  return {
    undoDays: number('Undo_Days__c') ?? 365,
    holdStages:
      typeof stages === 'string'
        ? stages
            .split(';')
            .map((stage) => stage.trim())
            .filter((stage) => stage !== '')
        : [],
    holdCloseDays: number('Hold_Close_Days__c'),
    holdRenewalDays: number('Hold_Renewal_Days__c'),
    holdCapDays: number('Hold_Cap_Days__c') ?? 90,
    followOpportunities: flag('Follow_Opportunities__c'),
    followCases: flag('Follow_Cases__c'),
    followTasks: flag('Follow_Tasks__c'),
    keepTeams: row === null || flag('Keep_Teams__c'),
    keepShares: row === null || flag('Keep_Shares__c'),
    excludeFromRules: row === null || flag('Exclude_From_Rules__c'),
    challengeAcceptShare: number('Challenge_Accept_Share__c') ?? 0,
    driftAccounts: number('Drift_Accounts__c') ?? 0,
    driftRevenueShare: number('Drift_Revenue_Share__c') ?? 0.02,
    driftCooldownDays: number('Drift_Cooldown_Days__c') ?? 180,
    handoffDays: number('Handoff_Days__c') ?? 0,
    peopleFields: typeof people === 'string' ? people : null
  };
}
