import type { AdditiveModel } from './additive-model.ts';

/** Passes that move what a pair says of one signal alone into that signal's shape. */
const passes = 40;

/**
 * The same function in its clear form: each shape and each pair averages to 0 over the training
 * rows, and a pair says nothing that one of its signals says alone (Lengerich et al. 2020), so
 * that a signal's part is read from its shape. No customer's log-odds change.
 * @param bins by feature, of the training rows
 */
export function centred(
  model: AdditiveModel,
  bins: readonly Uint16Array[],
  weights: Float64Array
): AdditiveModel {
  let intercept = model.intercept;
  const shapes = model.shapes.map((shape) => ({ ...shape, scores: [...shape.scores] }));
  const pairs = model.pairs.map((pair) => {
    const [first, second] = pair.features;
    const scores = [...pair.scores];
    const rows = scores.length / pair.columns;
    const heavy = new Float64Array(scores.length);
    bins[first]?.forEach((bin, row) => {
      const cell =
        (pair.groups[0][bin] ?? 0) * pair.columns + (pair.groups[1][bins[second]?.[row] ?? 0] ?? 0);
      heavy[cell] = (heavy[cell] ?? 0) + (weights[row] ?? 1);
    });
    const sides = [
      {
        feature: first,
        lines: rows,
        groups: pair.groups[0],
        cell: (line: number, other: number) => line * pair.columns + other,
        others: pair.columns
      },
      {
        feature: second,
        lines: pair.columns,
        groups: pair.groups[1],
        cell: (line: number, other: number) => other * pair.columns + line,
        others: rows
      }
    ];
    for (let pass = 0; pass < passes; pass += 1)
      for (const { feature, lines, groups, cell, others } of sides) {
        const shape = shapes.find((own) => own.feature === feature);
        if (shape === undefined) continue;
        const means = Array.from({ length: lines }, (_, line) => {
          let sum = 0;
          let all = 0;
          for (let other = 0; other < others; other += 1) {
            const own = heavy[cell(line, other)] ?? 0;
            sum += own * (scores[cell(line, other)] ?? 0);
            all += own;
          }
          return all > 0 ? sum / all : 0;
        });
        for (let line = 0; line < lines; line += 1)
          for (let other = 0; other < others; other += 1)
            scores[cell(line, other)] = (scores[cell(line, other)] ?? 0) - (means[line] ?? 0);
        shape.scores.forEach((score, bin) => {
          shape.scores[bin] = score + (means[groups[bin] ?? 0] ?? 0);
        });
      }
    return { ...pair, scores };
  });
  for (const shape of shapes) {
    let sum = 0;
    let all = 0;
    bins[shape.feature]?.forEach((bin, row) => {
      sum += (weights[row] ?? 1) * (shape.scores[bin] ?? 0);
      all += weights[row] ?? 1;
    });
    const mean = all > 0 ? sum / all : 0;
    shape.scores.forEach((score, bin) => {
      shape.scores[bin] = score - mean;
    });
    intercept += mean;
  }
  return { ...model, intercept, shapes, pairs };
}
