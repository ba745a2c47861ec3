import type { Instance } from './instance.ts';

/** The smoothed dual at one set of prices: its parts that come from the rows. */
export interface DualPoint {
  /** Σ of the soft minimum of each row's priced costs. */
  value: number;
  /** K × M: load of each territory when each row is shared out by the soft minimum. */
  readonly load: Float64Array;
  readonly moved: Float64Array;
}

export function dualPoint(instance: Instance): DualPoint {
  return {
    value: 0,
    load: new Float64Array(instance.territories * instance.bands.count),
    moved: new Float64Array(instance.budgets.length)
  };
}
