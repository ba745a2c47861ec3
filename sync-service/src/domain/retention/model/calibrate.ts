import { chanceOf } from './feature-table.ts';

/** Calibrated log-odds = offset + slope × raw log-odds. */
export interface Calibration {
  readonly offset: number;
  readonly slope: number;
}

/** Newton steps; the loss is convex, so few are needed. */
const mostSteps = 50;
const slightRidge = 1e-6;

/**
 * Platt's line (1999) through log-odds and outcomes that the model has not seen, by Newton steps.
 * Its slope on held-out data is the calibration slope of Cox (1958): 1 is right, below 1 the
 * chances are too far apart. Without both outcomes it is the line that changes nothing.
 * @param weights rows count by them
 */
export function fitCalibration(
  logOdds: Float64Array,
  churned: Uint8Array,
  weights: Float64Array
): Calibration {
  if (!churned.includes(1) || !churned.includes(0)) return { offset: 0, slope: 1 };
  let offset = 0;
  let slope = 1;
  for (let step = 0; step < mostSteps; step += 1) {
    let g0 = 0;
    let g1 = -slightRidge * (slope - 1);
    let h00 = 0;
    let h01 = 0;
    let h11 = slightRidge;
    logOdds.forEach((raw, row) => {
      const weight = weights[row] ?? 1;
      const chance = chanceOf(offset + slope * raw);
      const pull = weight * ((churned[row] ?? 0) - chance);
      const bend = weight * chance * (1 - chance);
      g0 += pull;
      g1 += pull * raw;
      h00 += bend;
      h01 += bend * raw;
      h11 += bend * raw * raw;
    });
    const determinant = h00 * h11 - h01 * h01;
    if (!(Math.abs(determinant) > 1e-12)) break;
    const move0 = (h11 * g0 - h01 * g1) / determinant;
    const move1 = (h00 * g1 - h01 * g0) / determinant;
    const size = Math.max(1, Math.abs(move0), Math.abs(move1));
    offset += move0 / size;
    slope += move1 / size;
    if (Math.abs(move0) + Math.abs(move1) < 1e-10) break;
  }
  return { offset, slope };
}
