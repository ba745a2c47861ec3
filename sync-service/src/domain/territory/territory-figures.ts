import type { Policy } from '../core/policy.ts';
import type { OrgSnapshot, Quota, QuotaTier } from '../core/snapshot.ts';
import { attainment, pace, shareDue } from '../quota/pace.ts';
import { grossRetention, netRetention } from '../retention/revenue-retention.ts';
import { balanceIndex, deviation, fairShares, isBalanced } from './balance.ts';
import type { Capacity } from './capacity.ts';
import { countFragments } from './fragments.ts';
import type { TerritoryHealth } from './health.ts';
import { territoryHealth } from './health.ts';
import type { TerritorySums } from './territory-sums.ts';
import type { TerritoryTree } from './tree.ts';

export const quotaTiers: readonly QuotaTier[] = ['New', 'Renewal', 'Upsell'];

/** Everything that is known of a territory today; null means not known. */
export interface TerritoryFigures {
  readonly sums: TerritorySums;
  readonly capacity: Capacity;
  readonly quota: number | null;
  readonly attained: number;
  readonly attainment: number | null;
  readonly pace: number | null;
  readonly grossRetention: number | null;
  readonly netRetention: number | null;
  readonly coverageShare: number | null;
  readonly pipelineCoverage: number | null;
  readonly travelShare: number | null;
  readonly workloadDeviation: number | null;
  readonly potentialDeviation: number | null;
  readonly band: 'In band' | 'Over' | 'Under' | 'Unknown';
  readonly fragments: number;
  /** On territories with two leaves or more below. */
  readonly balanceIndex: number | null;
  readonly health: TerritoryHealth | null;
}

/** Quota amounts of the period of a territory, by tier; null where there is no row. */
export function quotaOf(
  quotas: readonly Quota[],
  territoryIds: readonly string[],
  snapshot: OrgSnapshot,
  tier?: QuotaTier
): number | null {
  const rows = quotas.filter(
    (quota) =>
      territoryIds.includes(quota.territoryId) &&
      quota.periodStart === snapshot.period.start &&
      quota.periodEnd === snapshot.period.end &&
      quota.amount !== null &&
      (tier === undefined || quota.tier === tier)
  );
  return rows.length === 0 ? null : rows.reduce((sum, quota) => sum + (quota.amount ?? 0), 0);
}

/** Figures of every territory; fair shares are those among the leaves in scope, by effective capacity. */
export function figuresOf(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  sums: readonly TerritorySums[],
  capacities: readonly Capacity[],
  rolled: readonly TerritorySums[]
): TerritoryFigures[] {
  const scope = tree.territories.flatMap((_, index) => (tree.inScope(index) ? [index] : []));
  const hours = (indexes: readonly number[]): number[] =>
    indexes.map((index) => capacities[index]?.effectiveHours ?? 0);
  const measure = (indexes: readonly number[], name: 'workloadHours' | 'potential'): number[] =>
    indexes.map((index) => sums[index]?.[name] ?? 0);
  const fairWork = byIndex(scope, fairShares(measure(scope, 'workloadHours'), hours(scope)));
  const fairPotential = byIndex(scope, fairShares(measure(scope, 'potential'), hours(scope)));
  const due = shareDue(snapshot.period, snapshot.today, snapshot.policy.season);
  return tree.territories.map((territory, index) => {
    const sum = rolled[index] ?? sums[index];
    const capacity = capacities[index];
    if (sum === undefined || capacity === undefined)
      throw new Error(`No sums for territory ${territory.key}`);
    const leaves = tree.leavesBelow(index);
    const quota = ownOrBelow(snapshot, tree, index, leaves);
    const attained = quotaTiers.reduce((total, tier) => total + sum.attained[tier], 0);
    const left = quota === null ? null : quota - attained;
    const inScope = tree.inScope(index);
    const work = inScope ? deviation(sum.workloadHours, fairWork.get(index) ?? 0) : null;
    const potential = inScope ? deviation(sum.potential, fairPotential.get(index) ?? 0) : null;
    const base = {
      sums: sum,
      capacity:
        leaves.length > 1 || !inScope
          ? { ...capacity, effectiveHours: total(hours(leaves)) }
          : capacity,
      quota,
      attained,
      attainment: attainment(attained, quota),
      pace: pace(attained, quota, due),
      grossRetention: grossRetention(sum.retention),
      netRetention: netRetention(sum.retention),
      coverageShare: sum.withCadence > 0 ? sum.touchedInTime / sum.withCadence : null,
      pipelineCoverage: left === null || left <= 0 ? null : sum.pipelinePeriod / left,
      travelShare:
        sum.placed > 0 && sum.workloadHours > 0 ? sum.travelHours / sum.workloadHours : null,
      workloadDeviation: work,
      potentialDeviation: potential
    };
    return {
      ...base,
      band: inScope
        ? bandOf(
            sum,
            fairWork.get(index) ?? 0,
            fairPotential.get(index) ?? 0,
            snapshot.policy.tolerance
          )
        : 'Unknown',
      fragments: inScope ? fragmentsOf(snapshot, sum) : 0,
      balanceIndex:
        leaves.length > 1
          ? balanceIndex(
              measure(leaves, 'workloadHours'),
              fairShares(measure(leaves, 'workloadHours'), hours(leaves))
            )
          : null,
      health: inScope
        ? territoryHealth(healthFigures(base, left, snapshot.policy), snapshot.policy)
        : null
    };
  });
}

function healthFigures(
  base: Omit<TerritoryFigures, 'band' | 'fragments' | 'balanceIndex' | 'health'>,
  left: number | null,
  policy: Policy
): Parameters<typeof territoryHealth>[0] {
  return {
    Attainment: base.pace,
    Coverage: base.coverageShare,
    Workload: base.workloadDeviation,
    Potential: base.potentialDeviation,
    Retention: base.grossRetention === null ? null : base.grossRetention / policy.grrTarget,
    Pipeline:
      left === null
        ? null
        : left <= 0
          ? Infinity
          : (base.pipelineCoverage ?? 0) / policy.pipelineTarget,
    Travel: base.travelShare
  };
}

/** A territory's own quota rows, else those of the leaves below. */
function ownOrBelow(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  index: number,
  leaves: readonly number[]
): number | null {
  const id = (at: number): string => tree.territories[at]?.id ?? '';
  return (
    quotaOf(snapshot.quotas, [id(index)], snapshot) ??
    quotaOf(snapshot.quotas, leaves.map(id), snapshot)
  );
}

/** Over or Under where workload or potential leaves the tolerance, workload first. */
function bandOf(
  sum: TerritorySums,
  fairWork: number,
  fairPotential: number,
  tolerance: number
): TerritoryFigures['band'] {
  const parts: readonly [number, number][] = [
    [sum.workloadHours, fairWork],
    [sum.potential, fairPotential]
  ];
  for (const [measure, fair] of parts) {
    if (isBalanced(measure, fair, tolerance)) continue;
    return measure > fair ? 'Over' : 'Under';
  }
  return 'In band';
}

function fragmentsOf(snapshot: OrgSnapshot, sum: TerritorySums): number {
  const { latitude, longitude } = snapshot.accounts;
  return countFragments(
    sum.members.map((index) => latitude[index] ?? NaN),
    sum.members.map((index) => longitude[index] ?? NaN),
    snapshot.policy.fragmentMiles
  );
}

function byIndex(indexes: readonly number[], values: readonly number[]): Map<number, number> {
  return new Map(indexes.map((index, place) => [index, values[place] ?? 0]));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
