import { computeRun } from '../core/compute-run.ts';
import type { OrgSnapshot, ResultColumn } from '../core/snapshot.ts';
import type { FewestMoves } from '../rebalance/fewest-moves.ts';
import { fewestMoves } from '../rebalance/fewest-moves.ts';
import type { Duplicate } from './duplicates.ts';
import { findDuplicates } from './duplicates.ts';

/** A territory's figures as a run would write them; null is not known. */
export interface AuditedTerritory {
  readonly key: string;
  readonly name: string;
  readonly owner: string | null;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** A share of something that is there. */
export interface Missing {
  readonly what: string;
  readonly rows: number;
  readonly of: number;
  /** What cannot be said without it. */
  readonly costs: string;
}

/** What an org's territories look like, by the very figures that a nightly run writes. */
export interface Audit {
  readonly today: string;
  /** Territories are Evenfield's, or each account owner stands for one. */
  readonly by: 'territories' | 'owners';
  readonly accounts: number;
  readonly tolerance: number;
  /** Leaves at work, the furthest out of balance first. */
  readonly territories: readonly AuditedTerritory[];
  readonly outOfBand: number;
  readonly balanceIndex: number | null;
  readonly fewestMoves: FewestMoves | null;
  /** Accounts in nobody's hands, by state, the most potential first. */
  readonly gaps: readonly { state: string; accounts: number; potential: number }[];
  /** Accounts that several rules claim, by territory that holds them. */
  readonly overlaps: readonly { territory: string; accounts: number }[];
  readonly duplicates: readonly Duplicate[];
  /** Accounts not touched within the cadence of their tier, by territory. */
  readonly neglected: readonly { territory: string; tierA: number; all: number; of: number }[];
  readonly missing: readonly Missing[];
}

/** Findings of a run that owners alone cannot bear out: nobody said how many hours or how much quota. */
const needDesign = new Set(['OVER_CAPACITY', 'NO_QUOTA', 'NO_BASE']);
const mostListed = 50;

/**
 * Looks at an org as a night would, and writes nothing.
 * @param by whether the snapshot's territories are Evenfield's or were made of owners
 */
export function auditOf(snapshot: OrgSnapshot, by: Audit['by'], seed = 1): Audit {
  const result = computeRun(snapshot);
  const leafIds = new Set(snapshot.territories.map(({ id }) => id));
  for (const { parentId } of snapshot.territories) if (parentId !== null) leafIds.delete(parentId);
  const byId = new Map(snapshot.territories.map((territory) => [territory.id, territory]));
  const rows = result.territories.flatMap((row) => {
    const territory = byId.get(row.id ?? '');
    const isAtWork = territory?.stage === 'Active' || territory?.stage === 'Pilot';
    if (territory === undefined || !leafIds.has(territory.id) || !isAtWork) return [];
    return [{ territory, values: by === 'owners' ? withoutDesign(row.values) : row.values }];
  });
  const ownerOf = new Map(
    snapshot.members
      .filter(({ role }) => role === 'Owner')
      .map(({ territoryId, userId }) => [territoryId, snapshot.users.get(userId)?.name ?? null])
  );
  const territories = rows
    .map(({ territory, values }) => ({
      key: territory.key,
      name: territory.name,
      owner: ownerOf.get(territory.id) ?? null,
      values
    }))
    .sort((a, b) => furthest(b.values) - furthest(a.values) || (a.key < b.key ? -1 : 1));
  const staffed = rows
    .filter(({ territory }) => (ownerOf.get(territory.id) ?? null) !== null)
    .map(({ territory, values }) => ({
      id: territory.id,
      latitude: territory.baseLatitude,
      longitude: territory.baseLongitude,
      share: by === 'owners' ? 1 : numberOf(values['Effective_Capacity__c'])
    }));
  const roots = result.territories.filter(
    (row) => byId.get(row.id ?? '')?.parentId === null && row.values['Balance_Index__c'] !== null
  );
  const named = (id: string): string => byId.get(id)?.name ?? 'no territory';
  return {
    today: snapshot.today,
    by,
    accounts: snapshot.accounts.count,
    tolerance: snapshot.policy.tolerance,
    territories,
    outOfBand: territories.filter(({ values }) =>
      ['Over', 'Under'].includes(String(values['Band__c']))
    ).length,
    balanceIndex: roots.length === 1 ? numberOf(roots[0]?.values['Balance_Index__c']) : null,
    fewestMoves: fewestMoves(snapshot, result.coverage, staffed, seed),
    gaps: gapsOf(snapshot, result.coverage),
    overlaps: countBy(snapshot, result.coverage, 'Finding_Code__c', 'MULTIPLE_MATCHES').map(
      ([id, accounts]) => ({ territory: named(id), accounts })
    ),
    duplicates: findDuplicates(snapshot.accounts, snapshot.users).slice(0, mostListed),
    neglected: neglectedOf(snapshot, result.coverage, named),
    missing: missingOf(snapshot)
  };
}

function withoutDesign(values: AuditedTerritory['values']): AuditedTerritory['values'] {
  const lines = String(values['Findings__c'] ?? '')
    .split('\n')
    .filter((line) => ![...needDesign].some((code) => line.includes(code)));
  return {
    ...values,
    Findings__c: lines.join('\n'),
    Findings_Count__c: lines.filter((line) => line !== '').length,
    Effective_Capacity__c: null
  };
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

const furthest = (values: AuditedTerritory['values']): number =>
  Math.max(
    Math.abs(numberOf(values['Workload_Deviation__c'])),
    Math.abs(numberOf(values['Potential_Deviation__c']))
  );

const textsOf = (
  coverage: ReadonlyMap<string, ResultColumn>,
  name: string
): readonly (string | null)[] => {
  const column = coverage.get(name);
  return column?.kind === 'text' ? column.values : [];
};

function gapsOf(
  snapshot: OrgSnapshot,
  coverage: ReadonlyMap<string, ResultColumn>
): Audit['gaps'][number][] {
  const held = textsOf(coverage, 'Territory__c');
  const potential = coverage.get('Potential__c');
  const state = snapshot.accounts.fields.get('billingstate');
  const gaps = new Map<string, { accounts: number; potential: number }>();
  for (let index = 0; index < snapshot.accounts.count; index += 1) {
    if (typeof held[index] === 'string') continue;
    const name =
      state?.kind === 'text'
        ? (state.dictionary[state.codes[index] ?? -1] ?? 'unknown')
        : 'unknown';
    const amount = potential?.kind === 'number' ? (potential.values[index] ?? NaN) : NaN;
    const gap = gaps.get(name) ?? { accounts: 0, potential: 0 };
    gaps.set(name, {
      accounts: gap.accounts + 1,
      potential: gap.potential + (Number.isNaN(amount) ? 0 : amount)
    });
  }
  return [...gaps]
    .map(([name, gap]) => ({ state: name, ...gap }))
    .sort((a, b) => b.potential - a.potential || (a.state < b.state ? -1 : 1));
}

/** Accounts whose column holds the value, by territory id, the most first. */
function countBy(
  snapshot: OrgSnapshot,
  coverage: ReadonlyMap<string, ResultColumn>,
  name: string,
  value: string
): [string, number][] {
  const column = textsOf(coverage, name);
  const held = textsOf(coverage, 'Territory__c');
  const counts = new Map<string, number>();
  for (let index = 0; index < snapshot.accounts.count; index += 1)
    if (column[index] === value)
      counts.set(held[index] ?? '', (counts.get(held[index] ?? '') ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function neglectedOf(
  snapshot: OrgSnapshot,
  coverage: ReadonlyMap<string, ResultColumn>,
  named: (id: string) => string
): Audit['neglected'][number][] {
  const held = textsOf(coverage, 'Territory__c');
  const tier = textsOf(coverage, 'Tier__c');
  const touched = coverage.get('Last_Touch__c');
  const today = Date.parse(`${snapshot.today}T00:00:00Z`) / 86_400_000;
  const counts = new Map<string, { tierA: number; all: number; of: number }>();
  for (let index = 0; index < snapshot.accounts.count; index += 1) {
    const id = held[index];
    const own = tier[index] === 'A' ? 'A' : tier[index] === 'B' ? 'B' : 'C';
    const cadence = snapshot.policy.cadenceDays[own];
    if (typeof id !== 'string' || cadence <= 0) continue;
    const day = touched?.kind === 'date' ? (touched.values[index] ?? NaN) : NaN;
    const count = counts.get(id) ?? { tierA: 0, all: 0, of: 0 };
    const isLate = !(today - day <= cadence);
    counts.set(id, {
      tierA: count.tierA + (isLate && own === 'A' ? 1 : 0),
      all: count.all + (isLate ? 1 : 0),
      of: count.of + 1
    });
  }
  return [...counts]
    .filter(([, { all }]) => all > 0)
    .sort((a, b) => b[1].tierA - a[1].tierA || b[1].all - a[1].all || (a[0] < b[0] ? -1 : 1))
    .map(([id, count]) => ({ territory: named(id), ...count }));
}

function missingOf(snapshot: OrgSnapshot): Missing[] {
  const { accounts, figures } = snapshot;
  const of = accounts.count;
  const count = (isMissing: (index: number) => boolean): number => {
    let rows = 0;
    for (let index = 0; index < of; index += 1) if (isMissing(index)) rows += 1;
    return rows;
  };
  const blank = (name: string) => (index: number) => {
    const column = accounts.fields.get(name);
    if (column === undefined) return true;
    if (column.kind === 'text') return (column.codes[index] ?? -1) < 0;
    return column.kind === 'flag'
      ? column.values[index] === 255
      : Number.isNaN(column.values[index] ?? NaN);
  };
  return [
    {
      what: 'Accounts without a place',
      rows: count((index) => Number.isNaN(accounts.latitude[index] ?? NaN)),
      of,
      costs: 'their travel, and which territory is near'
    },
    {
      what: 'Accounts without an industry',
      rows: count(blank('industry')),
      of,
      costs: 'what look-alikes spend, and so their potential'
    },
    {
      what: 'Accounts without a number of employees',
      rows: count(blank('numberofemployees')),
      of,
      costs: 'what look-alikes spend, and so their potential'
    },
    {
      what: 'Accounts that nobody ever called, met or wrote to, as far as the org knows',
      rows: count((index) => Number.isNaN(figures.lastTouchDay[index] ?? NaN)),
      of,
      costs: 'whether they are neglected, or the work is not recorded'
    },
    {
      what: 'Territories without a quota for this period',
      rows: snapshot.territories.filter(
        ({ id }) => !snapshot.quotas.some((quota) => quota.territoryId === id)
      ).length,
      of: snapshot.territories.length,
      costs: 'attainment, pace, and quota against potential'
    }
  ];
}
