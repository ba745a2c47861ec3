/** What a churn model learns from and scores: one row a customer, one column a signal. */
export interface Feature {
  readonly name: string;
  /** A category's values are codes 0, 1, 2 … into `labels`. */
  readonly kind: 'number' | 'category';
  /** 1: more of it never lowers the risk; -1: never raises it; 0: free. */
  readonly monotone: -1 | 0 | 1;
  readonly labels: readonly string[];
}

export interface FeatureTable {
  readonly count: number;
  readonly features: readonly Feature[];
  /** One column a feature; NaN where it is not known. */
  readonly values: readonly Float64Array[];
}

export interface LabelledTable extends FeatureTable {
  /** 1 churned, 0 stayed. */
  readonly churned: Uint8Array;
  /** How many customers a row stands for, above 0. */
  readonly weights: Float64Array;
  /** Rows of one group (the snapshots of one account) are never parted between training and test. */
  readonly groups?: Int32Array;
}

/** The given rows of a table, in that order. */
export function rowsOf(table: LabelledTable, rows: Int32Array): LabelledTable {
  return {
    count: rows.length,
    features: table.features,
    values: table.values.map((column) => Float64Array.from(rows, (row) => column[row] ?? NaN)),
    churned: Uint8Array.from(rows, (row) => table.churned[row] ?? 0),
    weights: Float64Array.from(rows, (row) => table.weights[row] ?? 1),
    ...(table.groups === undefined
      ? {}
      : { groups: Int32Array.from(rows, (row) => table.groups?.[row] ?? row) })
  };
}

/** The chance behind log-odds. */
export function chanceOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Log-odds of a chance that is held off 0 and 1 by 1e-6. */
export function logOddsOf(chance: number): number {
  const held = Math.min(1 - 1e-6, Math.max(1e-6, chance));
  return Math.log(held / (1 - held));
}
