import type { AdditiveModel } from './additive-model.ts';
import { logOddsOfTable } from './additive-model.ts';
import type { Calibration } from './calibrate.ts';
import { fitCalibration } from './calibrate.ts';
import type { LabelledTable } from './feature-table.ts';

/** Churners below which a slope would be noise, and only the level is set. */
const enoughForSlope = 50;
const enoughForLevel = 10;
/** A slope outside says that the calibration rows are unlike the training ones, not how much to bend. */
const slopes = [0.5, 1.5] as const;

/** The model calibrated on rows that came later than those it learned from. */
export function recalibrated(model: AdditiveModel, later: LabelledTable): AdditiveModel {
  const churners = later.churned.reduce((sum, own) => sum + own, 0);
  if (churners < enoughForLevel || churners === later.count) return model;
  const raw = logOddsOfTable(model, later);
  const line = fitCalibration(raw, later.churned, later.weights);
  if (churners >= enoughForSlope && line.slope >= slopes[0] && line.slope <= slopes[1])
    return scaled(model, line);
  return scaled(model, { offset: levelOf(raw, later), slope: 1 });
}

/** The shift at which the chances add up to what happened, by bisection. */
function levelOf(raw: Float64Array, later: LabelledTable): number {
  let low = -10;
  let high = 10;
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    let surplus = 0;
    raw.forEach((own, row) => {
      surplus +=
        (later.weights[row] ?? 1) * (1 / (1 + Math.exp(-own - middle)) - (later.churned[row] ?? 0));
    });
    if (surplus > 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

function scaled(model: AdditiveModel, { offset, slope }: Calibration): AdditiveModel {
  const times = (scores: readonly number[]): number[] => scores.map((score) => score * slope);
  return {
    ...model,
    intercept: offset + slope * model.intercept,
    shapes: model.shapes.map((shape) => ({ ...shape, scores: times(shape.scores) })),
    pairs: model.pairs.map((pair) => ({ ...pair, scores: times(pair.scores) }))
  };
}
