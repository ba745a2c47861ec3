/** Areas that no border joins to the rest of the map. */
export interface Island {
  readonly areas: readonly number[];
  /** The area of the island that counts as bordering `to`, the nearest area of the rest. */
  readonly from: number;
  readonly to: number;
  readonly miles: number;
}

/** An area that is beyond the band of every territory by itself. */
export interface OversizedArea {
  readonly area: number;
  /** The first measure that it is too big for, by name. */
  readonly measure: string;
  readonly weight: number;
  /** The widest upper limit there was for it. */
  readonly most: number;
  /** The territory that it alone fills; the others share what is left. */
  readonly territory: number;
}

/** A limit that the plan does not meet. */
export interface AreaViolation {
  /** Load beyond a band; a territory in several pieces; a territory without areas. */
  readonly kind: 'band' | 'pieces' | 'empty';
  /** Measure by name; '' for the others. */
  readonly name: string;
  readonly territory: number;
  readonly actual: number;
  readonly least: number;
  readonly most: number;
  /** What locks and oversized areas alone put there; more than `most` can meet no plan. */
  readonly fixed: number;
  readonly message: string;
}

export interface AreaPlan {
  /** Territory of each area (N). */
  readonly territory: Int32Array;
  readonly cost: number;
  /** Σ distanceWeight × miles. */
  readonly travel: number;
  /** Borders between areas of different territories, the links of islands among them. */
  readonly cutEdges: number;
  /** Degrees of each territory's base or centre (K). */
  readonly centreLatitude: Float64Array;
  readonly centreLongitude: Float64Array;
  /** Load (K × M), and what each territory should hold. */
  readonly load: Float64Array;
  readonly target: Float64Array;
  readonly violations: readonly AreaViolation[];
  readonly oversized: readonly OversizedArea[];
  readonly islands: readonly Island[];
  readonly counters: { readonly nodes: number; readonly accepted: number };
}

export interface AreaOptions {
  readonly seed: number;
  /** Proposals and areas looked at: the budget that makes runs alike. */
  readonly nodes?: number;
  /** Asked now and then; true ends the search with the best plan so far. */
  readonly stop?: () => boolean;
}
