import type { AccountTable, Column, TextColumn } from '../../src/domain/core/columns.ts';
import { createFigures } from '../../src/domain/core/figures.ts';
import type { Policy } from '../../src/domain/core/policy.ts';
import { parsePolicy } from '../../src/domain/core/policy.ts';
import type {
  CoverageTable,
  OrgSnapshot,
  OrgUser,
  ResultColumn,
  Territory,
  TerritoryMember,
  TerritoryRule
} from '../../src/domain/core/snapshot.ts';

/** An account as a test writes it. */
export interface TestAccount {
  readonly state?: string | null;
  readonly tier?: 'A' | 'B' | 'C';
  readonly parent?: number;
  readonly latitude?: number;
  readonly longitude?: number;
  /** Whole days since 1970; left out, never touched. */
  readonly touched?: number;
  readonly wonNew?: number;
  readonly won12?: number;
  readonly pipeline?: number;
  /** Of all open opportunities, whenever they close. */
  readonly openPipeline?: number;
  readonly industry?: string;
  readonly employees?: number;
  readonly start?: number;
  readonly now?: number;
  /** Territory that its coverage row holds. */
  readonly held?: string;
  readonly locked?: boolean;
  readonly override?: string;
}

export const user = (id: string, active = true): OrgUser => ({
  id,
  name: `Person ${id}`,
  active,
  managerId: null
});

export const territory = (id: string, more: Partial<Territory> = {}): Territory => ({
  id,
  key: id,
  name: id.toUpperCase(),
  parentId: null,
  stage: 'Active',
  approach: 'Geographic',
  ownerId: 'u1',
  baseLatitude: null,
  baseLongitude: null,
  baseCity: null,
  capacityHoursPerWeek: null,
  mixTargetA: null,
  ...more
});

export const owner = (
  territoryId: string,
  hours: number | null,
  more: Partial<TerritoryMember> = {}
): TerritoryMember => ({
  id: `m-${territoryId}`,
  key: null,
  territoryId,
  userId: 'u1',
  role: 'Owner',
  start: null,
  end: null,
  capacityHoursPerWeek: hours,
  ramp: null,
  ...more
});

export const stateRule = (territoryId: string, state: string, order: number): TerritoryRule => ({
  id: `r-${territoryId}-${String(order)}`,
  key: `r-${territoryId}-${String(order)}`,
  territoryId,
  order,
  criteria: JSON.stringify({ field: 'BillingState', op: 'equals', value: state }),
  active: true
});

function textColumn(values: readonly (string | null)[]): TextColumn {
  const dictionary = [...new Set(values.filter((value) => value !== null))];
  return {
    kind: 'text',
    codes: Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value))),
    dictionary
  };
}

export interface TestOrg {
  readonly accounts: readonly TestAccount[];
  readonly territories?: readonly Territory[];
  readonly members?: readonly TerritoryMember[];
  readonly rules?: readonly TerritoryRule[];
  readonly quotas?: OrgSnapshot['quotas'];
  readonly policy?: Record<string, unknown>;
  readonly today?: string;
  readonly coverage?: CoverageTable;
  readonly users?: readonly OrgUser[];
}

/** A snapshot of a small org. Tiers are kept in the field Rating. */
export function snapshotOf(org: TestOrg): OrgSnapshot {
  const { accounts } = org;
  const number = (read: (account: TestAccount) => number | undefined): Float64Array =>
    Float64Array.from(accounts, (account) => read(account) ?? NaN);
  const table: AccountTable = {
    count: accounts.length,
    ids: accounts.map((_, index) => accountId(index)),
    names: accounts.map((_, index) => `Account ${String(index)}`),
    parent: Int32Array.from(accounts, (account) => account.parent ?? -1),
    owner: textColumn(accounts.map(() => 'u1')),
    latitude: number((account) => account.latitude),
    longitude: number((account) => account.longitude),
    placeSource: Uint8Array.from(accounts, (account) => (account.latitude === undefined ? 4 : 0)),
    fields: new Map<string, Column>([
      ['billingstate', textColumn(accounts.map((account) => account.state ?? null))],
      ['rating', textColumn(accounts.map((account) => account.tier ?? 'C'))],
      ['industry', textColumn(accounts.map((account) => account.industry ?? null))],
      ['numberofemployees', { kind: 'number', values: number((account) => account.employees) }]
    ])
  };
  const figures = createFigures(accounts.length);
  accounts.forEach((account, index) => {
    figures.lastTouchDay[index] = account.touched ?? NaN;
    figures.wonPeriodNew[index] = account.wonNew ?? 0;
    figures.won12[index] = Math.max(0, account.won12 ?? 0);
    figures.openPipelinePeriod[index] = account.pipeline ?? 0;
    figures.openPipeline[index] = Math.max(0, account.openPipeline ?? 0);
    figures.recurringStart[index] = Math.max(0, account.start ?? 0);
    // As rows are summed: an amount below 0 adds nothing and is counted.
    if ((account.won12 ?? 0) < 0 || (account.openPipeline ?? 0) < 0)
      figures.dealsBelowZero[index] = 1;
    if ((account.start ?? 0) < 0) figures.assetsBelowZero[index] = 1;
    figures.recurringNow[index] = account.now ?? 0;
  });
  const policy: Policy = parsePolicy({
    Key__c: 'p',
    Tier_Field__c: 'Rating',
    ...org.policy
  }).policy;
  return {
    today: org.today ?? '2026-05-16',
    now: Date.parse(`${org.today ?? '2026-05-16'}T02:00:00Z`),
    period: { start: '2026-04-01', end: '2026-06-30' },
    policy,
    territories: org.territories ?? [],
    members: org.members ?? [],
    rules: org.rules ?? [],
    quotas: org.quotas ?? [],
    users: new Map((org.users ?? [user('u1')]).map((person) => [person.id, person])),
    pastSnapshots: [],
    accounts: table,
    figures,
    coverage: org.coverage ?? heldCoverage(accounts)
  };
}

export function accountId(index: number): string {
  return `001${String(index).padStart(12, '0')}AAA`;
}

function heldCoverage(accounts: readonly TestAccount[]): CoverageTable {
  const text = (read: (account: TestAccount) => string | undefined): ResultColumn => ({
    kind: 'text',
    values: accounts.map((account) => read(account) ?? null)
  });
  return {
    present: Uint8Array.from(accounts, (account) =>
      account.held === undefined && account.override === undefined ? 0 : 1
    ),
    columns: new Map<string, ResultColumn>([
      ['Territory__c', text((account) => account.held)],
      ['Override_Territory__c', text((account) => account.override)],
      ['Source__c', text((account) => (account.held === undefined ? undefined : 'Import'))],
      [
        'Since__c',
        {
          kind: 'date',
          values: Float64Array.from(accounts, (account) =>
            account.held === undefined ? NaN : 20_000
          )
        }
      ],
      [
        'Locked__c',
        {
          kind: 'flag',
          values: Uint8Array.from(accounts, (account) => (account.locked === true ? 1 : 0))
        }
      ],
      ['Locked_Until__c', { kind: 'date', values: new Float64Array(accounts.length).fill(NaN) }]
    ])
  };
}
