import type { ResultRow } from '../core/result.ts';
import { fieldScales, roundedOrNull } from '../core/rounding.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { TerritoryFigures } from '../territory/territory-figures.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import { attainment, pace, shareDue } from './pace.ts';
import type { QuotaForecasts } from './quota-forecast.ts';

/**
 * Attained, attainment, pace and forecast of the running period's quota rows.
 */
export function quotaRows(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  figures: readonly TerritoryFigures[],
  forecasts: QuotaForecasts
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
    const forecast = forecasts.get(quota.id);
    return [
      {
        key: quota.key ?? quota.id,
        id: quota.id,
        values: {
          Attained__c: roundedOrNull(attained, scales.Attained__c),
          Attainment__c: roundedOrNull(attainment(attained, quota.amount), scales.Attainment__c),
          Pace__c: roundedOrNull(pace(attained, quota.amount, due), scales.Pace__c),
          P10__c: roundedOrNull(forecast?.p10 ?? null, scales.P10__c),
          P50__c: roundedOrNull(forecast?.p50 ?? null, scales.P50__c),
          P90__c: roundedOrNull(forecast?.p90 ?? null, scales.P90__c),
          Reach_Chance__c: roundedOrNull(forecast?.reach ?? null, scales.Reach_Chance__c)
        }
      }
    ];
  });
}
