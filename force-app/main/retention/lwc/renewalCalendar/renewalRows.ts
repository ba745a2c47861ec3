/** An account whose contract ends. */
export interface Renewal {
  readonly accountId: string;
  readonly account: string;
  readonly territory: string;
  /** ISO day on which the contract ends. */
  readonly day: string;
  readonly band: string;
  /** Null unless the chance is measured on the org's own data. */
  readonly chance: number | null;
  /** A year's recurring revenue; null where no subscription is on record. */
  readonly revenue: number | null;
}

export type RenewalShow = 'all' | 'High' | 'Medium';

export interface RenewalMonth {
  /** First day of the month, ISO. */
  readonly first: string;
  readonly renewals: readonly Renewal[];
}

/** Renewals of the chosen band by month, months and days in order; accounts of one day by name. */
export function renewalMonths(renewals: readonly Renewal[], show: RenewalShow): RenewalMonth[] {
  const months = new Map<string, Renewal[]>();
  for (const renewal of renewals) {
    if (show !== 'all' && renewal.band !== show) continue;
    const first = `${renewal.day.slice(0, 7)}-01`;
    const month = months.get(first);
    if (month === undefined) months.set(first, [renewal]);
    else month.push(renewal);
  }
  return [...months]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([first, own]) => ({
      first,
      renewals: own.sort((a, b) => a.day.localeCompare(b.day) || a.account.localeCompare(b.account))
    }));
}
