/** How far an ascent of the dual may go, and in what units. */
export interface AscentLimits {
  readonly temperature: number;
  readonly steps: number;
  /** Stop when a step is foretold to gain less than this fraction of the dual's value. */
  readonly tolerance: number;
  /** Largest price by band (M), then by budget. */
  readonly cap: Float64Array;
  /** Change of a price, by band then budget, that changes a typical block's cost by its scale. */
  readonly unit: Float64Array;
  /** How many units a price may go from where the ascent begins; the candidates may hold no further. */
  readonly reach: number;
  /** Damping to begin with: a little less than an ascent before this one ended with. */
  readonly damping: number;
  /** Stops once the value is here or above. */
  readonly enough: number;
}
