import type { Binning } from './bins.ts';
import { binOf } from './bins.ts';
import type { FeatureTable } from './feature-table.ts';
import { chanceOf } from './feature-table.ts';

/** The score of one signal by its bin. */
export interface Shape {
  readonly feature: number;
  /** Log-odds by bin of the feature; centred, so that an average customer adds 0. */
  readonly scores: readonly number[];
}

/** The score of two signals together, beyond what each says alone. */
export interface PairShape {
  readonly features: readonly [number, number];
  /** Group of the grid by bin of each feature. */
  readonly groups: readonly [readonly number[], readonly number[]];
  readonly columns: number;
  /** Log-odds by cell, row by row. */
  readonly scores: readonly number[];
}

/** Log-odds = intercept + one score a shape + one score a pair. Plain data: it is kept in the org as JSON. */
export interface AdditiveModel {
  readonly kind: 'additive';
  readonly binnings: readonly Binning[];
  readonly intercept: number;
  readonly shapes: readonly Shape[];
  readonly pairs: readonly PairShape[];
}

/** The model's terms for one customer: shapes first, then pairs; bins by feature. */
function termScores(model: AdditiveModel, bins: readonly number[]): number[] {
  return [
    ...model.shapes.map((shape) => shape.scores[bins[shape.feature] ?? 0] ?? 0),
    ...model.pairs.map((pair) => {
      const row = pair.groups[0][bins[pair.features[0]] ?? 0] ?? 0;
      const column = pair.groups[1][bins[pair.features[1]] ?? 0] ?? 0;
      return pair.scores[row * pair.columns + column] ?? 0;
    })
  ];
}

function binsAt(model: AdditiveModel, values: readonly number[]): number[] {
  return model.binnings.map((binning, place) => binOf(binning, values[place] ?? NaN));
}

/** Log-odds of one customer. @param values by feature, NaN where not known */
export function logOddsAt(model: AdditiveModel, values: readonly number[]): number {
  return termScores(model, binsAt(model, values)).reduce(
    (sum, score) => sum + score,
    model.intercept
  );
}

/** What each signal adds to a customer's log-odds; a pair's score is shared by its two signals. */
export interface Drivers {
  readonly intercept: number;
  /** By feature; intercept and these add up to the log-odds. */
  readonly byFeature: readonly number[];
}

/** Exact parts of one customer's log-odds. */
export function driversAt(model: AdditiveModel, values: readonly number[]): Drivers {
  const scores = termScores(model, binsAt(model, values));
  const byFeature = model.binnings.map(() => 0);
  const add = (feature: number, score: number): void => {
    byFeature[feature] = (byFeature[feature] ?? 0) + score;
  };
  model.shapes.forEach((shape, place) => {
    add(shape.feature, scores[place] ?? 0);
  });
  model.pairs.forEach((pair, place) => {
    const score = scores[model.shapes.length + place] ?? 0;
    for (const feature of pair.features) add(feature, score / 2);
  });
  return { intercept: model.intercept, byFeature };
}

/** A pair's score in typed arrays. */
interface Pair {
  readonly first: number;
  readonly second: number;
  readonly rowGroups: Uint16Array;
  readonly columnGroups: Uint16Array;
  readonly columns: number;
  readonly scores: Float64Array;
}

/** Parts of one row's log-odds; the same array for every row. */
export interface RowDrivers {
  readonly byFeature: Float64Array;
  logOdds: number;
  /** The row's log-odds if one feature fell into another bin and all others stayed. */
  logOddsIf(feature: number, bin: number): number;
}

/** Exact parts of the log-odds of a table's rows, as `driversAt` gives them, with nothing allocated a row. */
export function driversOfTable(
  model: AdditiveModel,
  table: FeatureTable
): (row: number) => RowDrivers {
  const size = model.binnings.length;
  const bins = new Uint16Array(size);
  const shapes = model.shapes.map(({ feature, scores }) => ({
    feature,
    scores: Float64Array.from(scores)
  }));
  const pairs = model.pairs.map(({ features, groups, columns, scores }): Pair => ({
    first: features[0],
    second: features[1],
    rowGroups: Uint16Array.from(groups[0]),
    columnGroups: Uint16Array.from(groups[1]),
    columns,
    scores: Float64Array.from(scores)
  }));
  const pairScore = ({ first, second, rowGroups, columnGroups, columns, scores }: Pair): number =>
    scores[(rowGroups[bins[first] ?? 0] ?? 0) * columns + (columnGroups[bins[second] ?? 0] ?? 0)] ??
    0;
  const shapesOf = model.binnings.map((_, own) => shapes.filter(({ feature }) => feature === own));
  const pairsOf = model.binnings.map((_, own) =>
    pairs.filter(({ first, second }) => first === own || second === own)
  );
  /** The terms of a feature at the bins as they are. */
  const termsOf = (feature: number): number => {
    let sum = 0;
    for (const { scores } of shapesOf[feature] ?? []) sum += scores[bins[feature] ?? 0] ?? 0;
    for (const pair of pairsOf[feature] ?? []) sum += pairScore(pair);
    return sum;
  };
  const told: RowDrivers = {
    byFeature: new Float64Array(size),
    logOdds: 0,
    logOddsIf(feature, bin) {
      const held = bins[feature] ?? 0;
      const now = termsOf(feature);
      bins[feature] = bin;
      const then = termsOf(feature);
      bins[feature] = held;
      return told.logOdds - now + then;
    }
  };
  const { byFeature } = told;
  return (row) => {
    let sum = model.intercept;
    for (let feature = 0; feature < size; feature += 1) {
      const binning = model.binnings[feature];
      bins[feature] =
        binning === undefined ? 0 : binOf(binning, table.values[feature]?.[row] ?? NaN);
      byFeature[feature] = 0;
    }
    for (const { feature, scores } of shapes) {
      const score = scores[bins[feature] ?? 0] ?? 0;
      byFeature[feature] = (byFeature[feature] ?? 0) + score;
      sum += score;
    }
    for (const pair of pairs) {
      const { first, second } = pair;
      const score = pairScore(pair);
      byFeature[first] = (byFeature[first] ?? 0) + score / 2;
      byFeature[second] = (byFeature[second] ?? 0) + score / 2;
      sum += score;
    }
    told.logOdds = sum;
    return told;
  };
}

/** The chance if one signal took another value and all others stayed. */
export function chanceIf(
  model: AdditiveModel,
  values: readonly number[],
  feature: number,
  value: number
): number {
  return chanceOf(
    logOddsAt(
      model,
      values.map((held, place) => (place === feature ? value : held))
    )
  );
}

/** Log-odds of every row; no object a row. */
export function logOddsOfTable(model: AdditiveModel, table: FeatureTable): Float64Array {
  const logOdds = new Float64Array(table.count).fill(model.intercept);
  const pairsLeft = model.binnings.map(
    (_, feature) => model.pairs.filter((pair) => pair.features.includes(feature)).length
  );
  const bins = model.binnings.map((binning, feature) => {
    const column = table.values[feature] ?? new Float64Array(table.count).fill(NaN);
    const shape = model.shapes.find((own) => own.feature === feature);
    const scores = Float64Array.from(shape?.scores ?? []);
    const kept = pairsLeft[feature] === 0 ? null : new Uint16Array(table.count);
    for (let row = 0; row < table.count; row += 1) {
      const bin = binOf(binning, column[row] ?? NaN);
      if (kept !== null) kept[row] = bin;
      logOdds[row] = (logOdds[row] ?? 0) + (scores[bin] ?? 0);
    }
    return kept;
  });
  for (const pair of model.pairs) {
    const [first, second] = pair.features.map((feature) => bins[feature]);
    const [rows, columns] = pair.groups.map((groups) => Uint16Array.from(groups));
    const scores = Float64Array.from(pair.scores);
    for (let row = 0; row < table.count; row += 1) {
      const cell =
        (rows?.[first?.[row] ?? 0] ?? 0) * pair.columns + (columns?.[second?.[row] ?? 0] ?? 0);
      logOdds[row] = (logOdds[row] ?? 0) + (scores[cell] ?? 0);
    }
  }
  return logOdds;
}
