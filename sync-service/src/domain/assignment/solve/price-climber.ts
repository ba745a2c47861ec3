import type { BandSet } from './bands.ts';
import type { Candidates } from './candidates.ts';
import type { FirstChoices } from './first-choices.ts';
import { firstChoices } from './first-choices.ts';
import type { Instance } from './instance.ts';
import type { PricedRows } from './newton-ascent.ts';
import { newtonAscent } from './newton-ascent.ts';
import type { PlacedBlocks } from './placed-blocks.ts';
import type { BandPrices } from './prices.ts';
import type { TerritoryMatrix } from './territory-matrix.ts';

const usualTolerance = 1e-5;
/** At cold prices a whole step from a block just placed goes too far. */
const leastDamping = 3e-2;

/** What new prices are found with. */
export interface Repricing {
  /** Changed in place. */
  readonly prices: BandPrices;
  readonly matrix: TerritoryMatrix;
  readonly fixed: { readonly fixedLoad: Float64Array; readonly fixedMoved: Float64Array };
  readonly cap: Float64Array;
  readonly unit: Float64Array;
  readonly leastScale: number;
}

/** Newton steps on rows of which some are placed. */
export interface Climber {
  /** Notes the first choices of all rows at the prices of now. */
  look(table: Candidates): void;
  climb(
    temperature: number,
    most: number,
    until?: { readonly tolerance?: number; readonly enough?: number }
  ): { value: number; converged: boolean };
  looks(): number;
  steps(): number;
}

/** @param ends of the bands where they are not those of the instance */
export function climberOf(
  instance: Instance,
  placed: PlacedBlocks,
  times: Float64Array | null,
  repricing: Repricing,
  cancelled: () => boolean,
  ends: Pick<BandSet, 'lower' | 'upper'> = instance.bands
): Climber {
  const { lower, upper } = ends;
  const { prices, matrix, cap, unit, leastScale } = repricing;
  const { open, fixedLoad, fixedMoved } = placed;
  let choices: FirstChoices | null = null;
  let damping = leastDamping;
  let steps = 0;
  let looks = 0;
  return {
    look(table) {
      choices = firstChoices(instance, table, prices);
    },
    climb(temperature, most, { tolerance = usualTolerance, enough = Infinity } = {}) {
      const rows: PricedRows = {
        candidates: open,
        choices,
        times,
        fixedLoad,
        fixedMoved,
        lower,
        upper,
        leastScale
      };
      const limits = {
        temperature,
        steps: most,
        tolerance,
        cap,
        unit,
        reach: Infinity,
        damping,
        enough
      };
      const done = newtonAscent(instance, rows, prices, matrix, limits, cancelled);
      steps += done.steps;
      damping = Math.min(1, Math.max(leastDamping, 0.1 * done.damping));
      looks += (done.steps + 1) * open.rows;
      return done;
    },
    looks: () => looks,
    steps: () => steps
  };
}
