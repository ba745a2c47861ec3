/** Rates of an org with several currencies. */
export interface CurrencyRates {
  /** ISO code of the one currency that all amounts are stated in. */
  readonly corporate: string;
  /** By currency: units of it for one of the corporate currency, today. */
  readonly today: Readonly<Record<string, number>>;
  /** Dated ones: whole days since 1970, the first included, the last not. */
  readonly dated: readonly {
    readonly isoCode: string;
    readonly fromDay: number;
    readonly toDay: number;
    readonly rate: number;
  }[];
}

/**
 * What an amount of a currency is multiplied with to be one of the corporate currency.
 * @param day whole days since 1970; the rate of that day counts, today's where no dated one holds
 * @returns NaN for a currency that the org does not know
 */
export type ToCorporate = (isoCode: string | null, day: number) => number;

/**
 * Salesforce states an opportunity at the dated rate of its close date, and a custom object's
 * amounts at today's; so the service converts by itself, by the close date, before it sums.
 */
export function toCorporate(rates: CurrencyRates | null): ToCorporate {
  if (rates === null) return () => 1;
  const dated = new Map<string, CurrencyRates['dated'][number][]>();
  for (const rate of rates.dated)
    dated.set(rate.isoCode, [...(dated.get(rate.isoCode) ?? []), rate]);
  return (isoCode, day) => {
    if (isoCode === null || isoCode === rates.corporate) return 1;
    const held = dated.get(isoCode)?.find(({ fromDay, toDay }) => day >= fromDay && day < toDay);
    return 1 / (held?.rate ?? rates.today[isoCode] ?? NaN);
  };
}
