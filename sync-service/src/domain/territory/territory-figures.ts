import type { Policy } from '../core/policy.ts';
import type { OrgSnapshot, Quota, QuotaTier } from '../core/snapshot.ts';
import { attainment, pace, shareDue } from '../quota/pace.ts';
import type { RetentionTargets } from '../retention/retention-targets.ts';
import { mixedTarget } from '../retention/retention-targets.ts';
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
  /** What the two are held against. */
  readonly grossTarget: number;
  readonly netTarget: number;
  readonly coverageShare: number | null;
  readonly pipelineCoverage: number | null;
  readonly travelShare: number | null;
  readonly workloadDeviation: number | null;
  readonly potentialDeviation: number | null;
  readonly band: 'In band' | 'Over' | 'Under' | 'Unknown';
  /** Null where no account has a place. */
  readonly fragments: number | null;
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

/**
 * Figures of every territory; fair shares are those among the leaves of one approach under one
 * root, by effective capacity. Accounts in no territory count as one with target 0 where there is
 * one such group; among several nobody can say whose they are.
 */
export function figuresOf(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  sums: readonly TerritorySums[],
  capacities: readonly Capacity[],
  rolled: readonly TerritorySums[],
  unassigned: { readonly workloadHours: number; readonly potential: number },
  targets: readonly RetentionTargets[]
): TerritoryFigures[] {
  const scope = tree.territories.flatMap((_, index) => (tree.inScope(index) ? [index] : []));
  const hours = (indexes: readonly number[]): number[] =>
    indexes.map((index) => capacities[index]?.effectiveHours ?? 0);
  const measure = (indexes: readonly number[], name: 'workloadHours' | 'potential'): number[] =>
    indexes.map((index) => sums[index]?.[name] ?? 0);
  const groups = groupsOf(tree, scope);
  const fair = (name: 'workloadHours' | 'potential'): Map<number, number> =>
    new Map(
      groups.flatMap((group) => {
        const shares = fairShares(
          measure(group, name),
          hours(group),
          groups.length === 1 ? unassigned[name] : 0
        );
        return group.map((index, place) => [index, shares[place] ?? 0] as const);
      })
    );
  const fairWork = fair('workloadHours');
  const fairPotential = fair('potential');
  const due = shareDue(snapshot.period, snapshot.today, snapshot.policy.season);
  return tree.territories.map((territory, index) => {
    const sum = rolled[index] ?? sums[index];
    const capacity = capacities[index];
    const target = targets[index];
    if (sum === undefined || capacity === undefined || target === undefined)
      throw new Error(`No sums for territory ${territory.key}`);
    const leaves = tree.leavesBelow(index);
    const quota = ownOrBelow(snapshot, tree, index, leaves);
    const attained = quotaTiers.reduce((total, tier) => total + sum.attained[tier], 0);
    const left = quota === null ? null : quota - attained;
    const inScope = tree.inScope(index);
    const work = inScope ? deviation(sum.workloadHours, fairWork.get(index) ?? 0) : null;
    const potential =
      inScope && isPotentialKnown(sum)
        ? deviation(sum.potential, fairPotential.get(index) ?? 0)
        : null;
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
      grossTarget: mixedTarget(sum.retentionTarget.gross, sum.retention.start, target.gross),
      netTarget: mixedTarget(sum.retentionTarget.net, sum.retention.start, target.net),
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
      fragments: inScope ? fragmentsOf(snapshot, sum) : null,
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
    Retention: base.grossRetention === null ? null : base.grossRetention / base.grossTarget,
    Pipeline:
      left === null || base.quota === 0
        ? null
        : left <= 0
          ? Infinity
          : (base.pipelineCoverage ?? 0) / policy.pipelineTarget,
    Travel: base.travelShare
  };
}

/** Potential is known where an account has one, or there is none that could. */
export function isPotentialKnown(sum: TerritorySums): boolean {
  return sum.accounts === 0 || sum.withPotential > 0;
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

function fragmentsOf(snapshot: OrgSnapshot, sum: TerritorySums): number | null {
  const { latitude, longitude } = snapshot.accounts;
  const count = countFragments(
    sum.members.map((index) => latitude[index] ?? NaN),
    sum.members.map((index) => longitude[index] ?? NaN),
    snapshot.policy.fragmentMiles
  );
  return count === 0 ? null : count;
}

/** Leaves in scope by approach and root. */
function groupsOf(tree: TerritoryTree, scope: readonly number[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const index of scope) {
    const root = tree.above(index).at(-1) ?? (tree.above(index).length === 0 ? -1 : index);
    const key = `${tree.territories[index]?.approach ?? ''}|${String(root)}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [...groups.values()];
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
