import { dayNumber } from '../core/days.ts';
import type { ResultRow } from '../core/result.ts';
import type { KeptModel } from './kept-model.ts';
import { worseBy } from './kept-model.ts';
import type { FeatureTable } from './model/feature-table.ts';

export const daysBetweenFits = 7;

/** Whether a week has not gone by since the last fit, whatever came of it. */
export function isFresh(kept: KeptModel | null, today: string): boolean {
  return kept !== null && dayNumber(today) - dayNumber(kept.lastFit) < daysBetweenFits;
}

/** Whether a model reads the signals that there are today; the scorecard reads none. */
export function readsSame(
  kept: Pick<KeptModel, 'sums'>,
  features: FeatureTable['features']
): boolean {
  if (kept.sums === null) return true;
  const names = kept.sums.binnings.map(({ feature }) => `${feature.name} ${feature.kind}`);
  return names.join() === features.map(({ name, kind }) => `${name} ${kind}`).join();
}

/** Whether a new version takes the place of the one in use: it is not worse beyond noise, or the other reads something else. */
export function isBetter(
  brierSkill: number | null,
  kept: KeptModel | null,
  features: FeatureTable['features']
): boolean {
  if (kept === null || !readsSame(kept, features)) return true;
  return (brierSkill ?? 0) >= (kept.brierSkill ?? 0) - worseBy;
}

/** Why a worse version is not in use. */
export function worseThan(brierSkill: number | null, kept: KeptModel | null): string {
  return `Not in use: its skill of ${(brierSkill ?? 0).toFixed(3)} is below ${(kept?.brierSkill ?? 0).toFixed(3)} of the version fitted on ${kept?.fitted ?? ''}.`;
}

/** The row that takes the version in use out of use. */
export function retired(kept: KeptModel | null, key: string): ResultRow[] {
  return kept === null || kept.key === key
    ? []
    : [{ key: kept.key, id: kept.id, values: { In_Use__c: false } }];
}
