/**
 * One thing that territories should share fairly: workload, potential, revenue, accounts …
 * Loads are 0 or more, in any unit.
 */
export interface Measure {
  readonly name: string;
  /** Load of each account (N), wherever it is held. */
  readonly weight: Float64Array;
  /** Load of each account (N) for each mile between it and the base of the territory that holds it. */
  readonly perMile?: Float64Array;
  /** Wanted share of each territory (K), 0 or more; scaled to sum to 1. */
  readonly share: Float64Array;
  /** What the shares divide; by default Σ weight, and with `perMile` the miles to the nearest base. */
  readonly total?: number;
  /** The band is share × total × (1 ± tolerance). */
  readonly tolerance: number;
  /** A hard band is met or named as violated; a soft one costs `penalty` for each unit beyond it. */
  readonly hard: boolean;
  readonly penalty?: number;
}

/** Skills and attributes as bits, `words` 32-bit words for each account or territory. */
export interface Skills {
  readonly words: number;
  /** N × words: the territory must offer all of these. */
  readonly needed: Int32Array;
  /** N × words: each one that the territory lacks costs `mismatchCost`. */
  readonly preferred?: Int32Array;
  readonly mismatchCost?: number;
  /** K × words. */
  readonly offered: Int32Array;
}

/** Hard limits of each territory (K); leave out what is not limited. */
export interface TerritoryLimits {
  readonly minAccounts?: Int32Array;
  readonly maxAccounts?: Int32Array;
  /** Most load of the measure at this index, on top of its band. */
  readonly maxLoad?: { readonly measure: number; readonly most: Float64Array };
  /** No account further from the base than this, in miles. */
  readonly radiusMiles?: Float64Array;
}

/** At most `maxShare` of all marked accounts (tier A, say) may be in one territory. */
export interface MixLimit {
  readonly marked: Uint8Array;
  readonly maxShare: number;
}

/** Most that may change hands: a number of accounts, and an amount of revenue. */
export interface DisruptionBudget {
  readonly accounts?: number;
  readonly revenue?: { readonly amount: Float64Array; readonly most: number };
}

/**
 * Who should hold which account. N accounts, K territories; index is identity. Degrees that are
 * NaN mean "no place": such an account is no miles from anywhere.
 *
 * Objective: Σ costPerMile × miles + mismatch + moveCost of what changes hands + soft imbalance.
 */
export interface Problem {
  readonly accounts: number;
  readonly territories: number;
  readonly accountLatitude: Float64Array;
  readonly accountLongitude: Float64Array;
  readonly baseLatitude: Float64Array;
  readonly baseLongitude: Float64Array;
  readonly measures: readonly Measure[];
  /** Territory of each account today, −1 for none; placing such an account is not a move. */
  readonly current: Int32Array;
  /** 1 where the account stays in its current territory. */
  readonly locked: Uint8Array;
  /** Accounts of one family (0 or more; −1 for none) go together. */
  readonly family: Int32Array;
  /** Cost of taking the account from its current territory. */
  readonly moveCost: Float64Array;
  /** Cost of each mile between the account and its territory's base. */
  readonly costPerMile: Float64Array;
  readonly skills?: Skills;
  readonly limits?: TerritoryLimits;
  readonly mix?: MixLimit;
  readonly budget?: DisruptionBudget;
  /** Pairs account, territory, account, territory … */
  readonly required?: Int32Array;
  readonly forbidden?: Int32Array;
  /** Pairs account, account, account, account … */
  readonly together?: Int32Array;
  readonly apart?: Int32Array;
}
