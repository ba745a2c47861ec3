/**
 * Area under the ROC curve by ranks, ties in the middle (Mann and Whitney).
 * @returns NaN where one of the two kinds is missing
 */
export function areaUnderCurve(scores: readonly number[], outcomes: readonly boolean[]): number {
  const order = [...scores.keys()].sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to += 1;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at += 1)
      if (outcomes[order[at] ?? 0] === true) {
        positives += 1;
        rankSum += rank;
      }
    from = to;
  }
  const negatives = order.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Mean squared distance of chance and outcome. */
export function brierScore(chances: readonly number[], outcomes: readonly boolean[]): number {
  const sum = chances.reduce(
    (all, chance, at) => all + (chance - (outcomes[at] === true ? 1 : 0)) ** 2,
    0
  );
  return sum / chances.length;
}

/** A forecast held against what came. */
export interface Scored {
  readonly actual: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Share of forecasts whose band holds what came, ends included. */
export function coverage80(scored: readonly Scored[]): number {
  return (
    scored.filter(({ actual, p10, p90 }) => p10 <= actual && actual <= p90).length / scored.length
  );
}

/** Σ |forecast − actual|. */
export function summedError(forecasts: readonly number[], actuals: readonly number[]): number {
  return forecasts.reduce((sum, forecast, at) => sum + Math.abs(forecast - (actuals[at] ?? 0)), 0);
}
