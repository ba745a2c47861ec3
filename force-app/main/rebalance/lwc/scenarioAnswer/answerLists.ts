/** A territory's figures, as the service writes them. */
export interface FiguresRow {
  readonly key: string;
  readonly name: string;
  readonly accounts: number;
  readonly hours: number;
  readonly potential: number;
  readonly revenue: number;
  /** Load over fair share, minus 1; only of the measures that the scenario asks for. */
  readonly deviations: Readonly<Partial<Record<string, number | null>>>;
  readonly isInBand: boolean;
}

/** An account that one would expect to move and that stays. */
export interface StayRow {
  readonly accountId: string;
  readonly accountName: string;
  readonly territory: string;
  readonly why: string;
}

/** A list that the service wrote, and how many rows had no room in the field. */
export interface WrittenList<Row> {
  readonly rows: readonly Row[];
  readonly missing: number;
}

/** The list that a field holds; an empty one where it holds none. */
export function writtenList<Row extends object>(text: string | null): WrittenList<Row> {
  const all = JSON.parse(text ?? '[]') as readonly (Row | { readonly missing: number })[];
  const isRow = (one: Row | { readonly missing: number }): one is Row => !('missing' in one);
  const missing = all.reduce((sum, one) => ('missing' in one ? sum + Number(one.missing) : sum), 0);
  return { rows: all.filter(isRow), missing };
}
