import type { Day } from '../core/snapshot.ts';
import type { PiecewiseMap } from '../core/piecewise.ts';
import type { Problem, ResultRow } from '../core/result.ts';
import { fieldScales, roundedOrNull } from '../core/rounding.ts';
import type {
  PersonalCreditRules,
  PersonalDeal,
  PersonalQuota,
  PersonalSum
} from './attainment/personal-credit.ts';
import { personalSum } from './attainment/personal-credit.ts';
import { attainment, pace, shareDue } from './pace.ts';
import { grouped } from './setting/rationale.ts';

/**
 * Attained, of it overlay, attainment and pace of the personal quotas that hold today, each over the
 * period of its own.
 */
export function personalRows(
  quotas: readonly PersonalQuota[],
  deals: readonly PersonalDeal[],
  rules: PersonalCreditRules,
  today: Day,
  season: PiecewiseMap | null
): { rows: ResultRow[]; problems: Problem[] } {
  const scales = fieldScales.Evenfield_Personal_Quota__c;
  const problems: Problem[] = [];
  const rows = quotas.map((quota): ResultRow => {
    const sum = personalSum(quota, deals, rules, today);
    if (sum.withoutRate > 0) problems.push(noRate(quota, sum.withoutRate));
    const attained = sum.revenue + sum.overlay;
    const due = shareDue(quota, today, season);
    return {
      key: quota.id,
      id: quota.id,
      values: {
        Attained__c: roundedOrNull(attained, scales.Attained__c),
        Attained_Overlay__c: roundedOrNull(sum.overlay, scales.Attained_Overlay__c),
        Attainment__c: roundedOrNull(attainment(attained, quota.amount), scales.Attainment__c),
        Pace__c: roundedOrNull(pace(attained, quota.amount, due), scales.Pace__c),
        Reason__c: reasonOf(sum)
      }
    };
  });
  return { rows, problems };
}

/** How the attained amount comes about: `2 deals: 250.00 as owner and by splits, 100.00 overlay.` */
function reasonOf({ revenue, overlay, deals }: PersonalSum): string {
  const count = `${String(deals)} ${deals === 1 ? 'deal' : 'deals'}`;
  return `${count}: ${grouped(revenue, 2)} as owner and by splits, ${grouped(overlay, 2)} overlay.`;
}

function noRate(quota: PersonalQuota, deals: number): Problem {
  return {
    object: 'Evenfield_Personal_Quota__c',
    record: quota.id,
    field: 'Attained__c',
    code: 'NO_RATE',
    message: `${String(deals)} won deals of the person cannot be stated in ${quota.isoCode ?? 'the corporate currency'}, because a currency has no rate; they are left out.`,
    cure: 'Give each currency a conversion rate in Setup, Manage Currencies.'
  };
}
