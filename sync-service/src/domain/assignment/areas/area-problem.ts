/** One thing that territories of areas should share fairly: population, workload, revenue … */
export interface AreaMeasure {
  readonly name: string;
  /** Load of each area (N), 0 or more, in any unit. */
  readonly weight: Float64Array;
  /** Wanted share of each territory (K), 0 or more; scaled to sum to 1. */
  readonly share: Float64Array;
  /** The band is share × total × (1 ± tolerance). */
  readonly tolerance: number;
}

/**
 * Which territory should hold which area, every territory in one piece. N areas (counties, postal
 * areas …), K territories; index is identity. Degrees that are NaN mean "no place".
 *
 * Objective: Σ distanceWeight × miles to the base or centre + cutCost × borders between
 * territories + moveCost of areas that change hands.
 */
export interface AreaProblem {
  readonly areas: number;
  readonly territories: number;
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Pairs of areas that share a border: area, area, area, area … in either order. */
  readonly borders: Int32Array;
  readonly measures: readonly AreaMeasure[];
  /** Cost of each mile between the area and its territory's base or centre (N); by default the first measure. */
  readonly distanceWeight?: Float64Array;
  /** Degrees of each territory's base (K); NaN or left out where its centre counts instead. */
  readonly baseLatitude?: Float64Array;
  readonly baseLongitude?: Float64Array;
  /** Cost of each border between two territories; 0 where left out. */
  readonly cutCost?: number;
  /** Territory of each area today (N), −1 for none. */
  readonly current?: Int32Array;
  /** 1 where the area stays in its current territory (N). */
  readonly locked?: Uint8Array;
  /** Cost of taking the area from its current territory (N). */
  readonly moveCost?: Float64Array;
  readonly areaNames?: readonly string[];
  readonly territoryNames?: readonly string[];
}

/** Name of an area for people. */
export const areaName = (problem: AreaProblem, area: number): string =>
  problem.areaNames?.[area] ?? `Area ${String(area)}`;

/** Name of a territory for people. */
export const areaTerritoryName = (problem: AreaProblem, k: number): string =>
  problem.territoryNames?.[k] ?? `Territory ${String(k)}`;
