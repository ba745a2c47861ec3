import { seededRandom } from '../../assignment/dense/seeded-random.ts';
import { fitCalibration } from './calibrate.ts';
import { chanceOf } from './feature-table.ts';
import type { CalibrationBin } from './measures.ts';
import {
  brierScore,
  calibrationCurve,
  calibrationCurveOfSorted,
  calibrationError,
  liftOfTopTenth,
  precisionArea,
  rocArea
} from './measures.ts';

/** What the back-test shows of a model, on rows that it has not seen. */
export interface Measures {
  readonly rows: number;
  readonly churners: number;
  readonly rocArea: number;
  readonly precisionArea: number;
  readonly brier: number;
  readonly calibrationError: number;
  /** 1 is right; below 1 the chances are too far apart. */
  readonly calibrationSlope: number;
  readonly lift: number;
  readonly curve: readonly CalibrationBin[];
}

/** @param weights how many customers each row stands for */
export function measured(
  logOdds: Float64Array,
  churned: Uint8Array,
  weights: Float64Array
): Measures {
  const chances = logOdds.map(chanceOf);
  const curve = calibrationCurve(chances, churned, weights);
  return {
    rows: chances.length,
    churners: churned.reduce((sum, own) => sum + own, 0),
    rocArea: rocArea(chances, churned, weights),
    precisionArea: precisionArea(chances, churned, weights),
    brier: brierScore(chances, churned, weights),
    calibrationError: calibrationError(curve),
    calibrationSlope: fitCalibration(logOdds, churned, weights).slope,
    lift: liftOfTopTenth(chances, churned, weights),
    curve
  };
}

/**
 * The calibration error that a perfect model of these chances stays under in 95 of 100 cases: the
 * 95th percentile over draws of outcomes from the chances themselves.
 */
export function usualCalibrationError(chances: Float64Array, seed: number, draws = 500): number {
  const random = seededRandom(seed);
  const sorted = Float64Array.from(chances).sort();
  const errors = Float64Array.from({ length: draws }, () =>
    calibrationError(
      calibrationCurveOfSorted(
        sorted,
        sorted.map((chance) => (random() < chance ? 1 : 0))
      )
    )
  ).sort();
  return errors[Math.ceil(0.95 * draws) - 1] ?? NaN;
}
