import { within } from '../../core/days.ts';
import type { Period, QuotaTier } from '../../core/snapshot.ts';
import { fromUnits, toUnits } from '../units.ts';
import type { Credit } from './credit.ts';

export const quotaTiers = ['New', 'Renewal', 'Upsell'] as const satisfies readonly QuotaTier[];

export type ByQuotaTier = Readonly<Record<QuotaTier, number>>;

/**
 * What was won within a period by tier, added up in the smallest unit. Amounts below zero count:
 * a tier can stand below zero.
 */
export function attainedByTier(
  credits: readonly Credit[],
  period: Period,
  decimals: number
): ByQuotaTier {
  const units: Record<QuotaTier, number> = { New: 0, Renewal: 0, Upsell: 0 };
  for (const { amount, tier, closeDay } of credits)
    if (within(closeDay, period.start, period.end)) units[tier] += toUnits(amount, decimals);
  return {
    New: fromUnits(units.New, decimals),
    Renewal: fromUnits(units.Renewal, decimals),
    Upsell: fromUnits(units.Upsell, decimals)
  };
}
