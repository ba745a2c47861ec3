import type { AdditiveModel } from './additive-model.ts';
import { logOddsOfTable } from './additive-model.ts';
import type { Binning } from './bins.ts';
import { binsOf, fitBins } from './bins.ts';
import { centred } from './centre-terms.ts';
import type { LabelledTable } from './feature-table.ts';
import { rowsOf } from './feature-table.ts';
import type { AdditiveFit } from './fit-additive.ts';
import { stratifiedFolds } from './folds.ts';
import { fitRidgeLogistic } from './ridge-logistic.ts';

/** Published log-odds of a feature's value, NaN for what is not known; null where the scorecard does not speak of it. */
export type Scorecard = (feature: string, value: number) => number | null;

/** Penalties tried; the one with the least loss on held-out parts is taken. */
const penalties = [1, 3, 10, 30, 100] as const;
const parts = 5;
const mostBins = 32;

/**
 * Ridge logistic in the additive form: each feature one straight line over its bins' standard
 * scores (a category: one number each label), drawn towards 0, on top of the published scorecard
 * times a factor that is fitted too. With a penalty of 0 and no scorecard it is the plain logistic
 * regression on binned values.
 */
export function fitRidge(
  table: LabelledTable,
  seed: number,
  scorecard: Scorecard | null
): AdditiveFit {
  const folds = stratifiedFolds(table, parts, seed);
  const split = Array.from({ length: parts }, (_, part) => {
    const rows = (inside: boolean): Int32Array =>
      Int32Array.from(folds.keys().filter((row) => (folds[row] !== part) === inside));
    return {
      ridge: ridgeOf(rowsOf(table, rows(true)), scorecard),
      test: rowsOf(table, rows(false)),
      rows: rows(false)
    };
  });
  let best: { penalty: number; loss: number } = { penalty: penalties[2], loss: Infinity };
  for (const penalty of penalties) {
    let loss = 0;
    for (const { ridge, test } of split) loss += lossOn(test, logOddsOfTable(ridge(penalty), test));
    if (loss < best.loss) best = { penalty, loss };
  }
  const heldOut = new Float64Array(table.count);
  for (const { ridge, test, rows } of split) {
    const told = logOddsOfTable(ridge(best.penalty), test);
    rows.forEach((row, place) => {
      heldOut[row] = told[place] ?? 0;
    });
  }
  return { model: ridgeAt(table, best.penalty, scorecard), heldOut };
}

function lossOn(table: LabelledTable, logOdds: Float64Array): number {
  let loss = 0;
  logOdds.forEach((own, row) => {
    const signed = table.churned[row] === 1 ? own : -own;
    loss +=
      (table.weights[row] ?? 1) * (Math.max(0, -signed) + Math.log1p(Math.exp(-Math.abs(signed))));
  });
  return loss;
}

/** A column of the regression: what it is worth by bin of its feature. */
interface Line {
  readonly feature: number;
  readonly byBin: readonly number[];
}

/** Ridge logistic at one penalty. Lines that run against the sense of their feature are left out. */
export function ridgeAt(
  table: LabelledTable,
  penalty: number,
  scorecard: Scorecard | null
): AdditiveModel {
  return ridgeOf(table, scorecard)(penalty);
}

/** The ridge logistics of one table; each penalty begins where the last one ended. */
function ridgeOf(
  table: LabelledTable,
  scorecard: Scorecard | null
): (penalty: number) => AdditiveModel {
  const binnings = fitBins(table, mostBins);
  const bins = binnings.map((binning, place) =>
    binsOf(binning, table.values[place] ?? new Float64Array(table.count).fill(NaN))
  );
  const means = binnings.map((binning, place) => binMeans(binning, bins[place], table, place));
  const card = binnings.map((binning, place) => cardByBin(binning, means[place] ?? [], scorecard));
  const all = binnings.flatMap((binning, place) =>
    linesOf(binning, place, bins[place], means[place] ?? [], table.weights)
  );
  const cardColumn = new Float64Array(table.count);
  card.forEach((byBin, place) => {
    bins[place]?.forEach((bin, row) => {
      cardColumn[row] = (cardColumn[row] ?? 0) + (byBin[bin] ?? 0);
    });
  });
  const hasCard = cardColumn.some((value) => value !== 0);
  let whole: readonly number[] | null = null;
  return (penalty) => {
    let lines = all;
    let start = whole;
    for (;;) {
      const columns = [
        new Float64Array(table.count).fill(1),
        ...(hasCard ? [cardColumn] : []),
        ...lines.map((line) =>
          Float64Array.from(bins[line.feature] ?? [], (bin) => line.byBin[bin] ?? 0)
        )
      ];
      const fixed = columns.length - lines.length;
      const coefficients = fitRidgeLogistic({
        columns,
        churned: table.churned,
        weights: table.weights,
        penalties: columns.map((_, place) => (place === 0 ? 0 : place < fixed ? 1 : penalty)),
        centres: columns.map((_, place) => (hasCard && place === 1 ? 1 : 0)),
        ...(start === null ? {} : { start })
      });
      if (lines === all) whole = coefficients;
      const against = lines.filter(
        (line, place) =>
          (coefficients[fixed + place] ?? 0) * (binnings[line.feature]?.feature.monotone ?? 0) < 0
      );
      if (against.length === 0) {
        const factor = hasCard ? Math.max(0, coefficients[1] ?? 0) : 0;
        const shapes = binnings.map((binning, feature) => ({
          feature,
          scores: Array.from({ length: binning.size }, (_, bin) =>
            lines.reduce(
              (sum, line, place) =>
                line.feature === feature
                  ? sum + (coefficients[fixed + place] ?? 0) * (line.byBin[bin] ?? 0)
                  : sum,
              factor * (card[feature]?.[bin] ?? 0)
            )
          )
        }));
        const raw: AdditiveModel = {
          kind: 'additive',
          binnings,
          intercept: coefficients[0] ?? 0,
          shapes,
          pairs: []
        };
        return centred(raw, bins, table.weights);
      }
      start = coefficients.filter(
        (_, place) => place < fixed || !against.includes(lines[place - fixed] ?? noLine)
      );
      lines = lines.filter((line) => !against.includes(line));
    }
  };
}

const noLine: Line = { feature: -1, byBin: [] };

/** The mean value of each bin of a number; NaN for bin 0 and for categories. */
function binMeans(
  binning: Binning,
  bins: Uint16Array | undefined,
  table: LabelledTable,
  place: number
): number[] {
  const sums = new Float64Array(binning.size);
  const heavy = new Float64Array(binning.size);
  bins?.forEach((bin, row) => {
    const weight = table.weights[row] ?? 1;
    sums[bin] = (sums[bin] ?? 0) + weight * (table.values[place]?.[row] ?? 0);
    heavy[bin] = (heavy[bin] ?? 0) + weight;
  });
  return Array.from(sums, (sum, bin) => (bin === 0 ? NaN : sum / (heavy[bin] ?? 1)));
}

/** Published log-odds by bin; what is not known takes none. */
function cardByBin(
  binning: Binning,
  means: readonly number[],
  scorecard: Scorecard | null
): number[] {
  return means.map((mean) =>
    Number.isNaN(mean) ? 0 : (scorecard?.(binning.feature.name, mean) ?? 0)
  );
}

function linesOf(
  binning: Binning,
  feature: number,
  bins: Uint16Array | undefined,
  means: readonly number[],
  weights: Float64Array
): Line[] {
  if (binning.feature.kind === 'category')
    return Array.from({ length: binning.size - 1 }, (_, place) => ({
      feature,
      byBin: Array.from({ length: binning.size }, (_bin, bin) => (bin === place + 1 ? 1 : 0))
    }));
  let sum = 0;
  let square = 0;
  let heavy = 0;
  bins?.forEach((bin, row) => {
    const mean = means[bin] ?? NaN;
    if (Number.isNaN(mean)) return;
    const weight = weights[row] ?? 1;
    sum += weight * mean;
    square += weight * mean * mean;
    heavy += weight;
  });
  const centre = sum / heavy;
  const spread = Math.sqrt(Math.max(0, square / heavy - centre * centre));
  if (!(spread > 0)) return [];
  return [
    { feature, byBin: means.map((mean) => (Number.isNaN(mean) ? 0 : (mean - centre) / spread)) }
  ];
}
