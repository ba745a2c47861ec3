import type { ResultRow } from '../core/result.ts';
import { fieldScales, roundedOrNull } from '../core/rounding.ts';
import type { OrgSnapshot } from '../core/snapshot.ts';
import type { TerritoryFigures } from '../territory/territory-figures.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import { quotaTiers } from './attainment/attained.ts';
import { attainedByFamily, laidOnFamilies } from './attainment/product-families.ts';
import { attainment, pace, shareDue } from './pace.ts';
import { fromUnits } from './units.ts';

/**
 * Attained, attainment and pace of the running period's quotas by product family. Together with what is
 * of no family they add up to what the territory attained of the tier. Nothing is forecast for a family:
 * open deals say too little of what they will hold when they close.
 * @param territoryOf territory of each account, by index
 * @returns none where the snapshot does not say what is of which family
 */
export function familyRows(
  snapshot: OrgSnapshot,
  tree: TerritoryTree,
  figures: readonly TerritoryFigures[],
  territoryOf: Int32Array
): ResultRow[] {
  const { period, familyQuotas = [], familyDeals, creditMoves = [], accounts } = snapshot;
  const running = familyQuotas.filter(
    (quota) => quota.periodStart === period.start && quota.periodEnd === period.end
  );
  if (familyDeals === undefined || running.length === 0) return [];
  const families = [...new Set(running.map(({ family }) => family))].sort();
  const sums = attainedByFamily(
    families,
    familyDeals,
    creditMoves,
    accounts.ids,
    territoryOf,
    tree
  );
  const due = shareDue(period, snapshot.today, snapshot.policy.season);
  const scales = fieldScales.Evenfield_Quota__c;
  return running.flatMap((quota): ResultRow[] => {
    const index = tree.indexById.get(quota.territoryId);
    const own = index === undefined ? undefined : figures[index];
    if (index === undefined || own === undefined) return [];
    const place = index * quotaTiers.length + quotaTiers.indexOf(quota.tier);
    const { units } = laidOnFamilies(
      own.sums.attained[quota.tier],
      new Map(families.map((family) => [family, sums.get(family)?.[place] ?? 0])),
      scales.Attained__c
    );
    const attained = fromUnits(units.get(quota.family) ?? 0, scales.Attained__c);
    return [
      {
        key: quota.key ?? quota.id,
        id: quota.id,
        values: {
          Attained__c: attained,
          Attainment__c: roundedOrNull(attainment(attained, quota.amount), scales.Attainment__c),
          Pace__c: roundedOrNull(pace(attained, quota.amount, due), scales.Pace__c),
          P10__c: null,
          P50__c: null,
          P90__c: null,
          Reach_Chance__c: null
        }
      }
    ];
  });
}
