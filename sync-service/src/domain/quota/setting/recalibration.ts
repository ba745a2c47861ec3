/** A quota that the year has overtaken, proposed anew. */
export interface Recalibration {
  readonly key: string;
  readonly before: number;
  readonly after: number;
  readonly reason: string;
}

/** What a quota was made of, then and now. */
export interface QuotaBasis {
  readonly key: string;
  readonly amount: number;
  readonly potentialThen: number | null;
  readonly potentialNow: number | null;
}

/**
 * Quotas whose potential moved beyond the threshold, with the amount of the plan made anew; for
 * approval, never applied by itself. Where potential was or is not known nothing is proposed.
 * @param planned amounts of the plan by today's figures, by key
 * @param threshold share of the potential then, such as 0.15
 */
export function recalibrations(
  bases: readonly QuotaBasis[],
  planned: ReadonlyMap<string, number>,
  threshold: number
): Recalibration[] {
  return bases.flatMap(({ key, amount, potentialThen, potentialNow }) => {
    const after = planned.get(key);
    if (after === undefined || after === amount) return [];
    if (potentialThen === null || potentialNow === null || potentialThen <= 0) return [];
    const moved = potentialNow / potentialThen - 1;
    if (Math.abs(moved) <= threshold) return [];
    const way = moved > 0 ? 'rose' : 'fell';
    return [
      {
        key,
        before: amount,
        after,
        reason: `Potential ${way} by ${(Math.abs(moved) * 100).toFixed(1)} % since the quota was set.`
      }
    ];
  });
}
