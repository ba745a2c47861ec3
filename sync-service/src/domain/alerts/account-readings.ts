import { dayNumber } from '../core/days.ts';
import type { OrgSnapshot, ResultColumn } from '../core/snapshot.ts';
import type { TerritoryTree } from '../territory/tree.ts';
import type { Reading } from './alert.ts';

/**
 * Today's value of the metrics of single accounts, of the policy's tiers, that are in a territory; none is
 * read where no rule asks for it. What is not measured has no reading.
 * @param territoryOf territory of each account, by index; -1 for none
 */
export function accountReadings(
  { accounts, figures, policy, today }: OrgSnapshot,
  tree: TerritoryTree,
  territoryOf: Int32Array,
  coverage: ReadonlyMap<string, ResultColumn>
): Reading[] {
  const asked = new Set(policy.alertRules.map(({ metric }) => metric));
  const [untouched, renewal] = [asked.has('Account Untouched'), asked.has('Account Renewal')];
  const tier = coverage.get('Tier__c');
  const band = coverage.get('Risk_Band__c');
  if ((!untouched && !renewal) || tier?.kind !== 'text') return [];
  const now = dayNumber(today);
  const readings: Reading[] = [];
  territoryOf.forEach((territory, index) => {
    const subject = tree.territories[territory]?.id;
    const account = accounts.ids[index];
    const own = policy.alertAccountTiers.find((one) => one === tier.values[index]);
    if (subject === undefined || account === undefined || own === undefined) return;
    const cadence = policy.cadenceDays[own];
    const add = (metric: string, value: number): void => {
      if (Number.isFinite(value)) readings.push({ subject, account, metric, value });
    };
    if (untouched && cadence > 0)
      add('Account Untouched', (now - (figures.lastTouchDay[index] ?? NaN)) / cadence);
    if (renewal && band?.kind === 'text' && band.values[index] === 'High')
      add('Account Renewal', (figures.renewalDay[index] ?? NaN) - now);
  });
  return readings;
}
