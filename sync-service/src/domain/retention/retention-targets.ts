import type { ByTier, Policy, Tier } from '../core/policy.ts';
import { tierNames } from '../core/policy.ts';
import type { Territory } from '../core/snapshot.ts';
import type { TerritoryTree } from '../territory/tree.ts';

/** Retention wished for of a territory's accounts, by tier, as ratios. */
export interface RetentionTargets {
  readonly gross: ByTier;
  readonly net: ByTier;
}

/** Targets by territory: its own, else that of the nearest territory above that has one, else the policy's. */
export function retentionTargets(
  tree: TerritoryTree,
  policy: Pick<Policy, 'grrTarget' | 'nrrTarget'>
): RetentionTargets[] {
  const setBy = (index: number, read: (territory: Territory) => number | null): number | null => {
    for (const at of [index, ...tree.above(index)]) {
      const territory = tree.territories[at];
      const target = territory === undefined ? null : read(territory);
      if (target !== null && target > 0) return target;
    }
    return null;
  };
  const byTier = (read: (tier: Tier) => number): ByTier => ({
    A: read('A'),
    B: read('B'),
    C: read('C')
  });
  return tree.territories.map((_, index) => ({
    gross: byTier(
      (tier) => setBy(index, (own) => own.retentionTargets?.gross[tier] ?? null) ?? policy.grrTarget
    ),
    net: byTier(
      (tier) => setBy(index, (own) => own.retentionTargets?.net[tier] ?? null) ?? policy.nrrTarget
    )
  }));
}

/** Revenue twelve months ago times its target, summed up; what the target of a mix is made of. */
export interface TargetSums {
  gross: number;
  net: number;
}

export function addTarget(
  sums: TargetSums,
  targets: RetentionTargets,
  tier: Tier,
  start: number
): void {
  if (!(start > 0)) return;
  sums.gross += start * targets.gross[tier];
  sums.net += start * targets.net[tier];
}

/** The target of a mix of tiers: their mean by revenue; the plain mean where there is none. */
export function mixedTarget(sum: number, start: number, targets: ByTier): number {
  if (start > 0) return sum / start;
  return tierNames.reduce((all, tier) => all + targets[tier], 0) / tierNames.length;
}
