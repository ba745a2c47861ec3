/** Recurring revenue between two days, as the night keeps it. */
export interface Flow {
  readonly customers: number;
  readonly lost: number;
  readonly start: number;
  readonly churned: number;
  readonly contracted: number;
  readonly expanded: number;
}

export interface Detail {
  readonly quarters: readonly (Flow & { readonly from: string; readonly to: string })[];
  readonly tiers: readonly (Flow & {
    readonly tier: string;
    readonly gross: number;
    readonly net: number;
  })[];
  readonly cohorts: readonly (Flow & { readonly year: number })[];
}

const noDetail: Detail = { quarters: [], tiers: [], cohorts: [] };

/** What the night wrote on a territory; nothing where it cannot be read. */
export function detailOf(text: string | null): Detail {
  if (text === null || text === '') return noDetail;
  try {
    return { ...noDetail, ...(JSON.parse(text) as Partial<Detail>) };
  } catch {
    return noDetail;
  }
}

/** Several territories as one; targets of a tier are the mean by its revenue at the start. */
export function together(details: readonly Detail[]): Detail {
  return {
    quarters: summed(
      details.flatMap(({ quarters }) => quarters),
      ({ from }) => from
    ),
    tiers: summed(
      details.flatMap(({ tiers }) => tiers),
      ({ tier }) => tier
    ),
    cohorts: summed(
      details.flatMap(({ cohorts }) => cohorts),
      ({ year }) => String(year)
    )
  };
}

function summed<T extends Flow>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  const sums = new Map<string, T>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = sums.get(key);
    sums.set(key, before === undefined ? row : { ...before, ...added(before, row) });
  }
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

type Targets = { readonly gross?: number; readonly net?: number };

function added(a: Flow & Targets, b: Flow & Targets): Partial<Flow & Targets> {
  const mean = (name: 'gross' | 'net'): number =>
    ((a[name] ?? 0) * a.start + (b[name] ?? 0) * b.start) / (a.start + b.start);
  return {
    customers: a.customers + b.customers,
    lost: a.lost + b.lost,
    start: a.start + b.start,
    churned: a.churned + b.churned,
    contracted: a.contracted + b.contracted,
    expanded: a.expanded + b.expanded,
    ...(a.gross === undefined ? {} : { gross: mean('gross'), net: mean('net') })
  };
}

/** Shares of what there was at the start; there always was some. */
export const grossOf = ({ start, churned, contracted }: Flow): number =>
  1 - (churned + contracted) / start;
export const netOf = (flow: Flow): number => grossOf(flow) + flow.expanded / flow.start;
export const lostOf = ({ customers, lost }: Flow): number => lost / customers;
