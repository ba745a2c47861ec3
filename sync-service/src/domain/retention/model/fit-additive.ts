import type { AdditiveModel } from './additive-model.ts';
import type { Binning } from './bins.ts';
import { binsOf, coarseGroups, fitBins } from './bins.ts';
import type { BoostOptions, Term } from './boost-terms.ts';
import { boostTerms } from './boost-terms.ts';
import { fitCalibration } from './calibrate.ts';
import type { LabelledTable } from './feature-table.ts';
import { chanceOf, logOddsOf } from './feature-table.ts';
import { stratifiedFolds } from './folds.ts';
import { centred } from './centre-terms.ts';
import type { StepOptions } from './step-shapes.ts';
import { bestQuarters, stepOverBins, stepOverGrid } from './step-shapes.ts';

export interface AdditiveOptions {
  readonly seed: number;
  readonly bins: number;
  /** Groups along each side of a pair's grid. */
  readonly grid: number;
  readonly pairs: number;
  /** Each of the parts × repeats fits holds out one part, which ends it and calibrates the sum. */
  readonly parts: number;
  readonly repeats: number;
  readonly shapes: BoostOptions & StepOptions;
  readonly pairShapes: BoostOptions & StepOptions;
}

/** What the bench of the public sets and the nightly job both use. */
export const additiveDefaults: AdditiveOptions = {
  seed: 1,
  bins: 64,
  grid: 16,
  pairs: 20,
  parts: 5,
  repeats: 2,
  shapes: { learningRate: 0.05, rounds: 1500, patience: 40, leastCurvature: 0.2, ridge: 0.1 },
  pairShapes: { learningRate: 0.1, rounds: 1500, patience: 40, leastCurvature: 0.1, ridge: 0.1 }
};

/** A fitted model and what it said of rows that each fit had held out. */
export interface AdditiveFit {
  readonly model: AdditiveModel;
  /** Calibrated log-odds of each training row by fits that had not seen it. */
  readonly heldOut: Float64Array;
}

/**
 * A generalised additive logistic model with pairs, after the explainable boosting machine (Lou et
 * al. 2012, 2013; Nori et al. 2019): shapes by cyclic boosting, pairs by boosting what is left,
 * the mean of several fits that each hold a part out, calibrated on what was held out.
 */
export function fitAdditive(table: LabelledTable, options: AdditiveOptions): AdditiveFit {
  const binnings = fitBins(table, options.bins);
  const bins = binnings.map((binning, place) =>
    binsOf(binning, table.values[place] ?? new Float64Array(table.count).fill(NaN))
  );
  const heavy = table.weights.reduce((sum, weight) => sum + weight, 0);
  const left = table.weights.reduce(
    (sum, weight, row) => sum + weight * (table.churned[row] ?? 0),
    0
  );
  const base = logOddsOf(left / heavy);
  const shapeTerms = binnings.map((binning, place) => shapeTerm(binning, bins[place], options));
  const bags = heldOutParts(table, options);
  const starts = bags.map(() => new Float64Array(table.count).fill(base));
  const shapes = bags.map((inside, bag) =>
    boostTerms(
      shapeTerms,
      table.churned,
      table.weights,
      inside,
      starts[bag] ?? new Float64Array(0),
      options.shapes
    )
  );
  const pairs = choosePairs(table, binnings, bins, meanOf(starts), options);
  const pairTerms = pairs.map((pair) => pairTerm(pair, binnings, bins, options));
  const pairShapes = bags.map((inside, bag) =>
    boostTerms(
      pairTerms,
      table.churned,
      table.weights,
      inside,
      starts[bag] ?? new Float64Array(0),
      options.pairShapes
    )
  );
  const heldOut = heldOutLogOdds(bags, starts, table.count);
  const { offset, slope } = fitCalibration(heldOut, table.churned, table.weights);
  const scaled = (tables: readonly Float64Array[]): number[] =>
    Array.from(meanOf(tables), (score) => score * slope);
  const raw: AdditiveModel = {
    kind: 'additive',
    binnings,
    intercept: offset + slope * base,
    shapes: binnings.map((_, feature) => ({
      feature,
      scores: scaled(shapes.map((own) => own[feature] ?? new Float64Array(0)))
    })),
    pairs: pairs.map((pair, place) => ({
      features: pair.features,
      groups: [Array.from(pair.groups[0]), Array.from(pair.groups[1])],
      columns: pair.columns,
      scores: scaled(pairShapes.map((own) => own[place] ?? new Float64Array(0)))
    }))
  };
  return {
    model: centred(raw, bins, table.weights),
    heldOut: heldOut.map((value) => offset + slope * value)
  };
}

function shapeTerm(
  binning: Binning,
  cells: Uint16Array | undefined,
  options: AdditiveOptions
): Term {
  return {
    cells: cells ?? new Uint16Array(0),
    size: binning.size,
    step(gradient, curvature, out) {
      stepOverBins(gradient, curvature, binning.feature.monotone, options.shapes, out);
    }
  };
}

interface ChosenPair {
  readonly features: readonly [number, number];
  readonly groups: readonly [Uint16Array, Uint16Array];
  readonly columns: number;
  readonly rows: number;
}

function pairTerm(
  pair: ChosenPair,
  binnings: readonly Binning[],
  bins: readonly Uint16Array[],
  options: AdditiveOptions
): Term {
  const [first, second] = pair.features;
  const monotone = [
    binnings[first]?.feature.monotone ?? 0,
    binnings[second]?.feature.monotone ?? 0
  ] as const;
  return {
    cells: cellsOf(pair, bins),
    size: pair.rows * pair.columns,
    step(gradient, curvature, out) {
      stepOverGrid(gradient, curvature, pair.columns, monotone, options.pairShapes, out);
    }
  };
}

function cellsOf(pair: ChosenPair, bins: readonly Uint16Array[]): Uint16Array {
  const [first, second] = pair.features.map((feature) => bins[feature]);
  return Uint16Array.from(
    first ?? [],
    (bin, row) =>
      (pair.groups[0][bin] ?? 0) * pair.columns + (pair.groups[1][second?.[row] ?? 0] ?? 0)
  );
}

/** For each fit, which rows take part: all but one part of a stratified split, repeated with other seeds. */
function heldOutParts(table: LabelledTable, options: AdditiveOptions): Uint8Array[] {
  return Array.from({ length: options.repeats }, (_, repeat) => {
    const parts = stratifiedFolds(table, options.parts, options.seed * 1000 + repeat);
    return Array.from({ length: options.parts }, (_part, part) =>
      parts.map((own) => (own === part ? 0 : 1))
    );
  }).flat();
}

/** The pairs that explain most of what the shapes leave, by their best quarters. */
function choosePairs(
  table: LabelledTable,
  binnings: readonly Binning[],
  bins: readonly Uint16Array[],
  logOdds: Float64Array,
  options: AdditiveOptions
): ChosenPair[] {
  if (options.pairs === 0) return [];
  const chances = logOdds.map(chanceOf);
  const groups = binnings.map((binning, place) =>
    coarseGroups(binning, bins[place] ?? new Uint16Array(0), table.weights, options.grid)
  );
  const sizeOf = (feature: number): number => Math.max(0, ...(groups[feature] ?? [])) + 1;
  const found: { pair: ChosenPair; gain: number }[] = [];
  for (let first = 0; first < binnings.length; first += 1)
    for (let second = first + 1; second < binnings.length; second += 1) {
      const pair: ChosenPair = {
        features: [first, second],
        groups: [groups[first] ?? new Uint16Array(0), groups[second] ?? new Uint16Array(0)],
        rows: sizeOf(first),
        columns: sizeOf(second)
      };
      const gradient = new Float64Array(pair.rows * pair.columns);
      const curvature = new Float64Array(gradient.length);
      cellsOf(pair, bins).forEach((cell, row) => {
        const weight = table.weights[row] ?? 1;
        const chance = chances[row] ?? 0;
        gradient[cell] = (gradient[cell] ?? 0) + weight * ((table.churned[row] ?? 0) - chance);
        curvature[cell] = (curvature[cell] ?? 0) + weight * chance * (1 - chance);
      });
      const best = bestQuarters(gradient, curvature, pair.columns, [0, 0], options.pairShapes);
      if (best !== null) found.push({ pair, gain: best.gain });
    }
  found.sort((a, b) => b.gain - a.gain);
  return found.slice(0, options.pairs).map(({ pair }) => pair);
}

function meanOf(tables: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(tables[0]?.length ?? 0);
  for (const own of tables)
    own.forEach((value, place) => {
      mean[place] = (mean[place] ?? 0) + value / tables.length;
    });
  return mean;
}

/** The mean log-odds of each row over the fits that had held it out. */
function heldOutLogOdds(
  bags: readonly Uint8Array[],
  logOdds: readonly Float64Array[],
  count: number
): Float64Array {
  const sums = new Float64Array(count);
  const times = new Float64Array(count);
  bags.forEach((inside, bag) => {
    inside.forEach((own, row) => {
      if (own === 1) return;
      sums[row] = (sums[row] ?? 0) + (logOdds[bag]?.[row] ?? 0);
      times[row] = (times[row] ?? 0) + 1;
    });
  });
  return sums.map((sum, row) => sum / (times[row] ?? 1));
}
