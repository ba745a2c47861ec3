/** Ways to cut an organization into territories. */
export const approachNames = [
  'geography',
  'industry',
  'size',
  'product',
  'potential',
  'lead source',
  'hybrid'
] as const;

export type ApproachName = (typeof approachNames)[number];

/** A value with the middle nine tenths of what resampling the accounts gives. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What territories built by an approach would be like, the number of territories as today. */
export interface Buildable {
  /** Groups that stand by themselves; smaller ones are pooled. */
  readonly groups: number;
  /** 1 − ½ Σ|x − τ| / Σx over hours a week without travel. */
  readonly balance: number;
  /** Hours a week on the road from the middle of each territory. */
  readonly travelHours: number;
  /** Hours a week in all, travel included. */
  readonly hours: number;
  /** Share of accounts in a territory today that would be in another; null where nobody is in one. */
  readonly moved: number | null;
}

export interface ComparedApproach {
  readonly name: ApproachName;
  /** What accounts are told apart by: "Billing State", "Industry". */
  readonly by: string;
  /** Share of accounts that say what the approach asks, 0 to 1. */
  readonly known: number;
  readonly build: Buildable | null;
  /** Share of the differences that the approach tells of accounts not used to learn it; null where deals are too few. */
  readonly winRate: Interval | null;
  readonly dealSize: Interval | null;
  /** Out-of-fold log-likelihood beyond that of one rate and one size for all, in nats. */
  readonly gain: number;
}

/** The approach that past results speak for, and how surely. */
export interface NamedApproach {
  readonly name: ApproachName | null;
  /** Share of resamples of the accounts in which it comes out first. */
  readonly sure: number;
  /** Chance that shuffled accounts show the best approach's gain; over all approaches at once. */
  readonly chance: number;
  readonly words: string;
}

export interface ApproachComparison {
  readonly accounts: number;
  readonly territories: number;
  /** Closed deals used, and those of them that were won. */
  readonly deals: number;
  readonly won: number;
  readonly approaches: readonly ComparedApproach[];
  readonly named: NamedApproach;
  /** The approach that today's territories are nearest to: the fewest accounts would move. */
  readonly nearestToday: ApproachName | null;
  /** Approaches that could not be compared, and why. */
  readonly left: readonly { readonly name: ApproachName; readonly why: string }[];
}

/** A closed deal. */
export interface ClosedDeals {
  /** Index of the account. */
  readonly account: Int32Array;
  /** 1 where it was won. */
  readonly won: Uint8Array;
  /** NaN where it is not known. */
  readonly amount: Float64Array;
}
