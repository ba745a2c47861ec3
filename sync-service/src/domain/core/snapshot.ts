/** What a run reads from the org before it computes: checked rows of the small objects, columns of the large ones. */
import type { Alert } from '../alerts/alert.ts';
import type { Contest } from '../territory/market/contest.ts';
import type { MarketRow } from '../territory/market/market-row.ts';
import type { AccountFigures, AccountTable, AssetTable, DealTable } from './columns.ts';
import type { CompetitorMet } from '../territory/competitors.ts';
import type { KeptModel } from '../retention/kept-model.ts';
import type { LearningPast } from '../retention/past/learning-past.ts';
import type { RecentRow } from '../retention/past/recent-rows.ts';
import type { DatedAccounts } from '../quota/goals/proposals.ts';
import type { Policy } from './policy.ts';

/** A day as YYYY-MM-DD. */
export type Day = string;

/** Hours a week that hold instead of the usual ones between two days, both included. */
export interface TemporaryHours {
  readonly hoursPerWeek: number;
  readonly start: Day | null;
  readonly end: Day | null;
}

export type TerritoryStage = 'Planned' | 'Pilot' | 'Active' | 'Retired';

export interface Territory {
  /** 18-character id. */
  readonly id: string;
  /** `Key__c`; the id stands in where a person left it blank. */
  readonly key: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly stage: TerritoryStage;
  readonly approach: string | null;
  readonly ownerId: string;
  /** Degrees; null where the territory has no base. */
  readonly baseLatitude: number | null;
  readonly baseLongitude: number | null;
  readonly baseCity: string | null;
  /** Planned selling hours a week; null means the sum of its members. */
  readonly capacityHoursPerWeek: number | null;
  /** Replaces the planned hours for a while. */
  readonly temporary?: TemporaryHours | null;
  /** Largest share of tier A accounts wished for, 0 to 1. */
  readonly mixTargetA: number | null;
  /** Retention wished for by tier; null where it is not set here. */
  readonly retentionTargets?: {
    readonly gross: Readonly<Record<'A' | 'B' | 'C', number | null>>;
    readonly net: Readonly<Record<'A' | 'B' | 'C', number | null>>;
  };
}

export type MemberRole = 'Owner' | 'Overlay' | 'Support' | 'Cover';

export interface TerritoryMember {
  readonly id: string;
  readonly key: string | null;
  readonly territoryId: string;
  readonly userId: string;
  readonly role: MemberRole;
  readonly start: Day | null;
  readonly end: Day | null;
  readonly capacityHoursPerWeek: number | null;
  /** Replaces her hours for a while. */
  readonly temporary?: TemporaryHours | null;
  /** Share of full capacity while ramping, 0 to 1; null means 1. */
  readonly ramp: number | null;
}

export interface TerritoryRule {
  readonly id: string;
  readonly key: string;
  readonly territoryId: string;
  readonly order: number;
  /** Criteria as the JSON text that the org holds; the domain parses and reports what is wrong. */
  readonly criteria: string;
  readonly active: boolean;
}

export type QuotaTier = 'New' | 'Renewal' | 'Upsell';

export interface Quota {
  readonly id: string;
  readonly key: string | null;
  readonly territoryId: string;
  readonly tier: QuotaTier;
  readonly periodStart: Day;
  readonly periodEnd: Day;
  readonly amount: number | null;
}

/** A quota for one product family of a tier; in no sum of a territory. */
export interface FamilyQuota extends Quota {
  readonly family: string;
}

/** Which part of a won deal of the running period is of which product family. */
export interface FamilyDeal {
  readonly id: string;
  readonly accountId: string;
  readonly tier: QuotaTier;
  /** In the stated currency; above 0. */
  readonly amount: number;
  /** Shares of the amount by family, 0 to 1; what is left is of no family. */
  readonly shares: ReadonlyMap<string, number>;
}

/** An amount that counts for another territory than that of the deal's account. */
export interface CreditMove {
  readonly dealId: string;
  readonly accountId: string;
  readonly tier: QuotaTier;
  readonly amount: number;
  /** It stays where it is where the account's own is among them, or none or several are; empty: it counts for none. */
  readonly territoryIds: readonly string[];
}

export interface OrgUser {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly managerId: string | null;
}

/** A territory's last snapshot before today. */
export interface PastSnapshot {
  readonly territoryId: string;
  readonly date: Day;
  readonly score: number | null;
  /** Component scores by name (Attainment, Coverage, Workload, Potential, Retention, Pipeline, Travel). */
  readonly components: Readonly<Record<string, number | null>>;
  /** Mean potential of the accounts whose potential was known. */
  readonly potentialPerAccount?: number | null;
  readonly accounts?: number | null;
}

/**
 * A column of a result, by row. Numbers are rounded to the field's scale before they stand here,
 * so that what was written once compares equal. NaN and null mean empty.
 */
export type ResultColumn =
  | { readonly kind: 'text'; readonly values: (string | null)[] }
  | { readonly kind: 'number'; readonly values: Float64Array }
  /** Whole days since 1970-01-01. */
  | { readonly kind: 'date'; readonly values: Float64Array }
  | { readonly kind: 'flag'; readonly values: Uint8Array };

/** Coverage rows that the org holds, one slot an account; columns by API name. */
export interface CoverageTable {
  /** 1 where the account has a row. */
  readonly present: Uint8Array;
  /** Every column that the service writes and the four that people write; ids 18 characters. */
  readonly columns: ReadonlyMap<string, ResultColumn>;
}

/** The quota period: the quota rows' own where one holds today, else the calendar quarter. */
export interface Period {
  readonly start: Day;
  readonly end: Day;
}

export interface OrgSnapshot {
  /** The org's own day in the policy's time zone. */
  readonly today: Day;
  /** The org's own moment, UTC milliseconds, cut to the second. */
  readonly now: number;
  readonly period: Period;
  /** Quarters of the org's fiscal year, as far back as they are told; none where left out. */
  readonly fiscalQuarters?: readonly Period[];
  readonly policy: Policy;
  readonly territories: readonly Territory[];
  readonly members: readonly TerritoryMember[];
  readonly rules: readonly TerritoryRule[];
  readonly quotas: readonly Quota[];
  /** Quotas by product family, apart from `quotas`; none where left out. */
  readonly familyQuotas?: readonly FamilyQuota[];
  /** What of the running period's won deals is of which family; left out where it is not asked for or cannot be read. */
  readonly familyDeals?: readonly FamilyDeal[];
  /** What the policy's credit rule counts for another territory than the account's. */
  readonly creditMoves?: readonly CreditMove[];
  readonly users: ReadonlyMap<string, OrgUser>;
  readonly pastSnapshots: readonly PastSnapshot[];
  /** Null where the org does not tell. */
  readonly competitors?: readonly CompetitorMet[] | null;
  /** Market data; left out where the policy does not trust it. */
  readonly market?: readonly MarketRow[];
  /** What people say of the potential of accounts; none where left out. */
  readonly contests?: readonly Contest[];
  readonly accounts: AccountTable;
  readonly figures: AccountFigures;
  readonly coverage: CoverageTable;
  /** What forecasts are learned from; without it there are none. */
  readonly deals?: DealTable;
  /** What accounts own and subscribe to; without it there is no white space and no retention by quarter. */
  readonly assets?: AssetTable;
  /** The churn model in use; null or left out where none is. */
  readonly churnModel?: KeptModel | null;
  /** The model of contraction in use; null or left out where none is. */
  readonly contractionModel?: KeptModel | null;
  /** Likewise of expansion. */
  readonly expansionModel?: KeptModel | null;
  /** Rows of the last year that models of dated history read besides. */
  readonly recent?: readonly RecentRow[];
  /** Dated history to fit the churn model from; only in a night whose fit is due. */
  readonly learning?: LearningPast | null;
  /** Alerts that stand in the org or closed today; left out by a run that is not to change any. */
  readonly alerts?: readonly Alert[];
  /** Goals that people set by hand, by the goal's key; left out by a run that is not to change any. */
  readonly goalsByHand?: ReadonlyMap<string, number>;
  /** Proposals of accounts, by index; left out where the history of stages is not known. */
  readonly proposals?: DatedAccounts;
  /** Days on which leads of each territory were created, by its id; left out where they are not known. */
  readonly newLeadDays?: ReadonlyMap<string, readonly number[]>;
  /** Names of the roles of users, by id; left out where no goal is set by role. */
  readonly roles?: ReadonlyMap<string, string>;
  /** True for a night, which may fit the churn model anew; all else scores by the one in use. */
  readonly mayFit?: boolean;
}
