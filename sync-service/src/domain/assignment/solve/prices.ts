/**
 * What one more unit of load costs where a band binds: positive where a territory is full,
 * negative where it is short, 0 inside the band.
 */
export interface BandPrices {
  /** K × M, territory-major; the measures are those of `BandSet.names`. */
  readonly band: Float64Array;
  /** One for each disruption budget, 0 or more. */
  readonly budget: Float64Array;
}

/** Prices of 0. */
export function noPrices(territories: number, measures: number, budgets: number): BandPrices {
  return {
    band: new Float64Array(territories * measures),
    budget: new Float64Array(budgets)
  };
}

/** Prices as they are now. */
export function copyPrices({ band, budget }: BandPrices): BandPrices {
  return { band: band.slice(), budget: budget.slice() };
}

/** Sets prices to others of the same problem, in place. */
export function setPrices(prices: BandPrices, { band, budget }: BandPrices): void {
  prices.band.set(band);
  prices.budget.set(budget);
}
