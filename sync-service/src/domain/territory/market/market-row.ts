/** What a row of market data is about. */
export const marketLevels = ['ZIP', 'County', 'Industry', 'Account'] as const;

export type MarketLevel = (typeof marketLevels)[number];

/** What a source says of a place, an industry or an account. */
export interface MarketRow {
  readonly key: string;
  readonly level: MarketLevel;
  /** ZIP of five digits, county, industry, or account id of 18 characters. */
  readonly place: string;
  /** Expected revenue of twelve months from all accounts of the place together; null where not told. */
  readonly potential: number | null;
  readonly population: number | null;
  readonly competitors: string | null;
  readonly source: string;
  /** Day of the source, YYYY-MM-DD. */
  readonly date: string;
}

/** What tells rows apart: a newer file of a source takes the place of its older one. */
export function marketKey(level: MarketLevel, place: string, source: string): string {
  return `${level}:${place}:${source}`.toLowerCase();
}
