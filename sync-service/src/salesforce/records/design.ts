import { z } from 'zod';
import type { Problem } from '../../domain/core/result.ts';
import type {
  Day,
  FamilyQuota,
  OrgUser,
  Period,
  Quota,
  TemporaryHours,
  Territory,
  TerritoryMember,
  TerritoryRule
} from '../../domain/core/snapshot.ts';
import type { FiscalPeriods } from '../../domain/quota/reviews/review-periods.ts';
import { policyDefaults } from '../../domain/core/policy.ts';
import { goalPolicyTexts } from '../../domain/quota/goals/goal-policy.ts';
import { quotaPolicyFlags, quotaPolicyTexts } from '../../domain/quota/quota-policy.ts';
import {
  rebalancePolicyFlags,
  rebalancePolicyNumbers,
  rebalancePolicyTexts
} from '../../domain/rebalance/rebalance-policy.ts';
import type { OrgConnection } from '../connection.ts';
import {
  day,
  flag,
  id,
  optionalDay,
  optionalId,
  optionalNumber,
  optionalText,
  readChecked
} from './checked.ts';
import { unlessHidden } from './unless-hidden.ts';

/** What people have designed: territories, members, rules, quotas, policy, and who they are. */
export interface Design {
  readonly territories: Territory[];
  readonly members: TerritoryMember[];
  readonly rules: TerritoryRule[];
  readonly quotas: Quota[];
  /** Those for one product family, apart. */
  readonly familyQuotas: FamilyQuota[];
  readonly users: Map<string, OrgUser>;
  /** Quarters of the org's fiscal year, from before a year ago to tomorrow; none where it does not tell. */
  readonly fiscalQuarters: readonly Period[];
  /** Its months, likewise. */
  readonly fiscalMonths: readonly Period[];
  /** The one active policy row by API name; null where there is none. */
  readonly policyRow: Record<string, unknown> | null;
  readonly problems: Problem[];
  readonly read: number;
}

const stage = z.enum(['Planned', 'Pilot', 'Active', 'Retired']);

const temporaryShape = {
  Temporary_Hours__c: optionalNumber,
  Temporary_Start__c: optionalDay,
  Temporary_End__c: optionalDay
};

const territoryShape = {
  Id: id,
  Key__c: optionalText,
  Name: z.string(),
  Parent__c: optionalId,
  Stage__c: stage.nullable(),
  Approach__c: optionalText,
  OwnerId: id,
  Base_Latitude__c: optionalNumber,
  Base_Longitude__c: optionalNumber,
  Base_City__c: optionalText,
  Capacity_Hours__c: optionalNumber,
  ...temporaryShape,
  Mix_Target_A__c: optionalNumber,
  GRR_Target_A__c: optionalNumber,
  GRR_Target_B__c: optionalNumber,
  GRR_Target_C__c: optionalNumber,
  NRR_Target_A__c: optionalNumber,
  NRR_Target_B__c: optionalNumber,
  NRR_Target_C__c: optionalNumber
};

const memberShape = {
  Id: id,
  Key__c: optionalText,
  Territory__c: id,
  User__c: id,
  Role__c: z.enum(['Owner', 'Overlay', 'Support', 'Cover']),
  Start_Date__c: optionalDay,
  End_Date__c: optionalDay,
  Capacity_Hours__c: optionalNumber,
  ...temporaryShape,
  Ramp__c: optionalNumber
};

const ruleShape = {
  Id: id,
  Key__c: optionalText,
  Territory__c: id,
  Order__c: z.string().transform(Number),
  Criteria__c: optionalText,
  Active__c: flag
};

export const quotaShape = {
  Id: id,
  Key__c: optionalText,
  Territory__c: id,
  Tier__c: z.enum(['New', 'Renewal', 'Upsell'], { error: 'is none of New, Renewal, Upsell' }),
  Product_Family__c: optionalText,
  Period_Start__c: day,
  Period_End__c: day,
  Amount__c: optionalNumber
};

const userShape = { Id: id, Name: z.string(), IsActive: flag, ManagerId: optionalId };

const policyFlags = ['Family_Follows_Parent__c', ...quotaPolicyFlags, ...rebalancePolicyFlags];
const policyTexts = [
  'Tier_Field__c',
  'Time_Zone__c',
  'Season__c',
  'Alert_Marks__c',
  'Alert_Account_Tiers__c',
  'Write_Mode__c',
  'Churn_Label__c',
  'Churn_Signals__c',
  'High_Value_Rule__c',
  'Signal_Fields__c',
  ...goalPolicyTexts,
  ...quotaPolicyTexts,
  ...rebalancePolicyTexts,
  ...rebalancePolicyNumbers
];
const policyColumns = [...Object.keys(policyDefaults), ...policyFlags, ...policyTexts];
const policyShape: Record<string, z.ZodType> = {
  Id: id,
  Key__c: optionalText,
  ...Object.fromEntries(
    policyColumns.map((name) => [name, policyFlags.includes(name) ? flag : optionalText])
  )
};

/** The active policy's row, the one with the smallest id where several claim to be it. @throws OrgError */
export async function readPolicyRow(
  connection: OrgConnection
): Promise<{ row: Record<string, unknown> | null; problems: Problem[]; read: number }> {
  const { records, problems, read } = await readChecked(
    connection,
    { object: 'Evenfield_Policy__c', where: 'Active__c = true' },
    policyShape
  );
  const sorted = records
    .map((record) => record as Record<string, unknown>)
    .sort((a, b) => (String(a['Id']) < String(b['Id']) ? -1 : 1));
  const row = sorted[0] ?? null;
  if (sorted.length > 1)
    problems.push({
      object: 'Evenfield_Policy__c',
      record: String(row?.['Key__c'] ?? row?.['Id']),
      field: 'Active__c',
      code: 'SEVERAL_POLICIES',
      message: `${String(sorted.length)} policies are active; the oldest is used.`,
      cure: 'Leave one policy active.'
    });
  return { row, problems, read };
}

/** Reads the design. @throws OrgError */
export async function readDesign(connection: OrgConnection): Promise<Design> {
  const [policy, territories, members, rules, quotas, users, fiscal] = await Promise.all([
    readPolicyRow(connection),
    readChecked(connection, { object: 'Evenfield_Territory__c' }, territoryShape),
    readChecked(connection, { object: 'Evenfield_Territory_Member__c' }, memberShape),
    readChecked(connection, { object: 'Evenfield_Territory_Rule__c' }, ruleShape),
    readChecked(
      connection,
      {
        object: 'Evenfield_Quota__c',
        where: "Status__c = 'Published' AND Period_Start__c <= TODAY AND Period_End__c >= TODAY"
      },
      quotaShape
    ),
    readUsers(connection),
    readFiscalPeriods(connection)
  ]);
  const parts = [policy, territories, members, rules, quotas, users];
  return {
    policyRow: policy.row,
    fiscalQuarters: fiscal.quarters,
    fiscalMonths: fiscal.months,
    territories: territories.records.map((row) => ({
      id: row.Id,
      key: row.Key__c ?? row.Id,
      name: row.Name,
      parentId: row.Parent__c,
      stage: row.Stage__c ?? 'Planned',
      approach: row.Approach__c,
      ownerId: row.OwnerId,
      baseLatitude: row.Base_Latitude__c,
      baseLongitude: row.Base_Longitude__c,
      baseCity: row.Base_City__c,
      capacityHoursPerWeek: row.Capacity_Hours__c,
      temporary: temporaryOf(row),
      mixTargetA: row.Mix_Target_A__c,
      retentionTargets: {
        gross: { A: row.GRR_Target_A__c, B: row.GRR_Target_B__c, C: row.GRR_Target_C__c },
        net: { A: row.NRR_Target_A__c, B: row.NRR_Target_B__c, C: row.NRR_Target_C__c }
      }
    })),
    members: members.records.map((row) => ({
      id: row.Id,
      key: row.Key__c,
      territoryId: row.Territory__c,
      userId: row.User__c,
      role: row.Role__c,
      start: row.Start_Date__c,
      end: row.End_Date__c,
      capacityHoursPerWeek: row.Capacity_Hours__c,
      temporary: temporaryOf(row),
      ramp: row.Ramp__c
    })),
    rules: rules.records.map((row) => ({
      id: row.Id,
      key: row.Key__c ?? row.Id,
      territoryId: row.Territory__c,
      order: row.Order__c,
      criteria: row.Criteria__c ?? '',
      active: row.Active__c
    })),
    quotas: quotas.records.filter((row) => row.Product_Family__c === null).map(quotaOf),
    familyQuotas: quotas.records.flatMap((row) =>
      row.Product_Family__c === null ? [] : [{ ...quotaOf(row), family: row.Product_Family__c }]
    ),
    users: users.users,
    problems: parts.flatMap((part) => part.problems),
    read: parts.reduce((sum, part) => sum + part.read, 0)
  };
}

export function quotaOf(row: z.infer<z.ZodObject<typeof quotaShape>>): Quota {
  return {
    id: row.Id,
    key: row.Key__c,
    territoryId: row.Territory__c,
    tier: row.Tier__c,
    periodStart: row.Period_Start__c,
    periodEnd: row.Period_End__c,
    amount: row.Amount__c
  };
}

function temporaryOf(row: {
  readonly Temporary_Hours__c: number | null;
  readonly Temporary_Start__c: Day | null;
  readonly Temporary_End__c: Day | null;
}): TemporaryHours | null {
  return row.Temporary_Hours__c === null
    ? null
    : {
        hoursPerWeek: row.Temporary_Hours__c,
        start: row.Temporary_Start__c,
        end: row.Temporary_End__c
      };
}

/** Everybody of the org, by id. @throws OrgError */
export async function readUsers(
  connection: OrgConnection
): Promise<{ users: Map<string, OrgUser>; problems: Problem[]; read: number }> {
  const { records, problems, read } = await readChecked(connection, { object: 'User' }, userShape);
  const users = new Map(
    records.map((row) => [
      row.Id,
      { id: row.Id, name: row.Name, active: row.IsActive, managerId: row.ManagerId }
    ])
  );
  return { users, problems, read };
}

/**
 * Months and quarters that hold today or a day beside it, and those of the sixteen months before.
 * Whether the integration licence may read Period is not documented; without it the calendar counts.
 * @throws OrgError
 */
export async function readFiscalPeriods(connection: OrgConnection): Promise<FiscalPeriods> {
  const rows = await readPeriods(
    connection,
    "Type IN ('Month', 'Quarter') AND StartDate <= TOMORROW AND EndDate >= LAST_N_DAYS:480"
  );
  return { months: ofType(rows, 'Month'), quarters: ofType(rows, 'Quarter') };
}

/** The org's fiscal months or quarters that lie within a period; none where they cannot be read. @throws OrgError */
export async function readFiscalPeriodsWithin(
  connection: OrgConnection,
  { start, end }: Period,
  type: PeriodType
): Promise<Period[]> {
  const rows = await readPeriods(
    connection,
    `Type = '${type}' AND StartDate >= ${start} AND EndDate <= ${end}`
  );
  return ofType(rows, type);
}

const periodTypes = ['Month', 'Quarter'] as const;
type PeriodType = (typeof periodTypes)[number];
type PeriodRow = Period & { readonly type: PeriodType };

async function readPeriods(connection: OrgConnection, where: string): Promise<PeriodRow[]> {
  const read = await unlessHidden(() =>
    readChecked(
      connection,
      { object: 'Period', where },
      { StartDate: day, EndDate: day, Type: z.enum(periodTypes) }
    )
  );
  return (read?.records ?? []).map((row) => ({
    start: row.StartDate,
    end: row.EndDate,
    type: row.Type
  }));
}

function ofType(rows: readonly PeriodRow[], wanted: PeriodType): Period[] {
  return rows.flatMap(({ start, end, type }) => (type === wanted ? [{ start, end }] : []));
}
