import { fieldScales, roundedOrNull } from '../core/rounding.ts';
import { attainment } from './pace.ts';

/** Computed figures of a quota row. */
export interface QuotaFigures {
  readonly attained: number | null;
  readonly pace: number | null;
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

/**
 * Figures of a quota whose amount changes in the middle of its period, until the next run computes
 * them: what was won and what is foretold do not depend on the amount, attainment and pace are its
 * inverse. The chance to reach another amount is not known.
 * @param before amount that the figures were computed for
 */
export function carriedFigures(
  figures: QuotaFigures,
  before: number | null,
  amount: number
): Record<string, number | null> {
  const scales = fieldScales.Evenfield_Quota__c;
  const { attained, pace, p10, p50, p90 } = figures;
  return {
    Attained__c: attained,
    Attainment__c:
      attained === null ? null : roundedOrNull(attainment(attained, amount), scales.Attainment__c),
    Pace__c:
      pace === null || before === null || amount === 0
        ? null
        : roundedOrNull((pace * before) / amount, scales.Pace__c),
    P10__c: p10,
    P50__c: p50,
    P90__c: p90,
    Reach_Chance__c: null
  };
}
