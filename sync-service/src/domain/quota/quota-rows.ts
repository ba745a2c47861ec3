import type { ResultRow } from '../core/result.ts';
import { fieldScales, roundedOrNull } from '../core/rounding.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { TerritoryFigures } from '../territory/territory-figures.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import { attainment, pace, shareDue } from './pace.ts';

/** Attained, attainment and pace of the running period's quota rows. */
export function quotaRows(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  figures: readonly TerritoryFigures[]
): ResultRow[] {
  const { period } = snapshot;
  const due = shareDue(period, snapshot.today, snapshot.policy.season);
  const scales = fieldScales.Evenfield_Quota__c;
  return snapshot.quotas.flatMap((quota): ResultRow[] => {
    if (quota.periodStart !== period.start || quota.periodEnd !== period.end) return [];
    const index = tree.indexById.get(quota.territoryId);
    const own = index === undefined ? undefined : figures[index];
    if (own === undefined) return [];
    const attained = own.sums.attained[quota.tier];
    return [
      {
        key: quota.key ?? quota.id,
        id: quota.id,
        values: {
          Attained__c: roundedOrNull(attained, scales.Attained__c),
          Attainment__c: roundedOrNull(attainment(attained, quota.amount), scales.Attainment__c),
          Pace__c: roundedOrNull(pace(attained, quota.amount, due), scales.Pace__c)
        }
      }
    ];
  });
}
