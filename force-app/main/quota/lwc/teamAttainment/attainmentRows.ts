import type { Connection, Field } from 'c/graphqlNodes';
import { nodesOf, valueOf } from 'c/graphqlNodes';

export interface TeamData {
  readonly Evenfield_Territory__c: Connection<{
    readonly Id: string;
    readonly Name: Field<string>;
    readonly Parent__c: Field<string>;
    readonly Quota__c: Field<number>;
    readonly Attained__c: Field<number>;
    readonly Attainment__c: Field<number>;
    readonly Pace__c: Field<number>;
    readonly Help_Asked__c?: Field<string>;
    readonly Help_Note__c?: Field<string>;
  }>;
  /** Alerts to act on that stand, as far as she may see them. */
  readonly Evenfield_Alert__c?: Connection<{
    readonly Id: string;
    readonly Territory__c: Field<string>;
    readonly What__c: Field<string>;
    readonly Opened__c: Field<string>;
    readonly Snoozed_Until__c: Field<string>;
  }>;
  readonly Evenfield_Quota__c: Connection<{
    readonly Id: string;
    readonly Territory__c: Field<string>;
    readonly Tier__c: Field<string>;
    readonly Reach_Chance__c: Field<number>;
  }>;
}

export interface AttainmentRow {
  readonly id: string;
  readonly name: string;
  readonly quota: number | null;
  readonly attained: number | null;
  readonly attainment: number | null;
  readonly pace: number | null;
  /** Of the kind of revenue that is least likely; null where nothing is foretold. */
  readonly chance: number | null;
  readonly chanceTier: string;
}

export type AttainmentShow = 'all' | 'behind' | 'unlikely';

/** Under this pace a territory is behind, as the policy's alerts have it by default. */
const behind = 0.8;
const unlikely = 0.2;

/** Territories with a quota that have none below them, by name: nobody is ranked. */
export function attainmentRows(data: TeamData): AttainmentRow[] {
  const territories = nodesOf(data.Evenfield_Territory__c);
  const isAbove = new Set(territories.map((node) => valueOf(node.Parent__c)));
  const least = new Map<string, { chance: number; tier: string }>();
  for (const quota of nodesOf(data.Evenfield_Quota__c)) {
    const id = valueOf(quota.Territory__c) ?? '';
    const chance = valueOf(quota.Reach_Chance__c);
    if (chance === null || (least.get(id)?.chance ?? 2) <= chance) continue;
    least.set(id, { chance, tier: valueOf(quota.Tier__c) ?? '' });
  }
  return territories
    .filter((node) => !isAbove.has(node.Id) && valueOf(node.Quota__c) !== null)
    .map((node) => ({
      id: node.Id,
      name: valueOf(node.Name) ?? '',
      quota: valueOf(node.Quota__c),
      attained: valueOf(node.Attained__c),
      attainment: valueOf(node.Attainment__c),
      pace: valueOf(node.Pace__c),
      chance: least.get(node.Id)?.chance ?? null,
      chanceTier: least.get(node.Id)?.tier ?? ''
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Rows that meet the filter; what is not known meets none but all. */
export function chosenRows(rows: readonly AttainmentRow[], show: AttainmentShow): AttainmentRow[] {
  return rows.filter(
    ({ pace, chance }) =>
      show === 'all' ||
      (show === 'behind' && pace !== null && pace < behind) ||
      (show === 'unlikely' && chance !== null && chance < unlikely)
  );
}

/** How many territories have which pace: under 60 %, 60 to 80, 80 to 100, more, not known. */
export function paceBands(rows: readonly AttainmentRow[]): number[] {
  const edges = [0.6, behind, 1];
  const counts = [0, 0, 0, 0, 0];
  for (const { pace } of rows) {
    const place = pace === null ? 4 : edges.filter((edge) => pace >= edge).length;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** How many territories are how likely to reach their quota: under 20 %, to 50, to 80, more, not forecast. */
export function riskBands(rows: readonly AttainmentRow[]): number[] {
  const edges = [unlikely, 0.5, 0.8];
  const counts = [0, 0, 0, 0, 0];
  for (const { chance } of rows) {
    const place = chance === null ? 4 : edges.filter((edge) => chance >= edge).length;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** Sums over the rows; null where no row is known, never zero in its place. */
export function teamTotal(rows: readonly AttainmentRow[]): {
  quota: number | null;
  attained: number | null;
  attainment: number | null;
} {
  const sum = (values: readonly (number | null)[]): number | null => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((all, value) => all + value, 0);
  };
  const quota = sum(rows.map((row) => row.quota));
  const attained = sum(rows.map((row) => row.attained));
  return {
    quota,
    attained,
    attainment: quota === null || quota === 0 || attained === null ? null : attained / quota
  };
}
