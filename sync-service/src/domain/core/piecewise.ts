/** Corner points of a map from a figure to a score, by rising figure. */
export interface PiecewiseMap {
  readonly figures: readonly number[];
  readonly scores: readonly number[];
}

/**
 * Reads "x:y;x:y", figures rising.
 * @returns null where the text is no such map
 */
export function parsePiecewise(text: string): PiecewiseMap | null {
  const figures: number[] = [];
  const scores: number[] = [];
  for (const pair of text.split(';')) {
    const [figure, score, ...rest] = pair.split(':').map((part) => part.trim());
    if (figure === undefined || score === undefined || rest.length > 0) return null;
    if (figure === '' || score === '') return null;
    const x = Number(figure);
    const y = Number(score);
    const last = figures.at(-1);
    if (!Number.isFinite(x) || !Number.isFinite(y) || (last !== undefined && x <= last))
      return null;
    figures.push(x);
    scores.push(y);
  }
  return { figures, scores };
}

/** Score at a figure: straight lines between the corners, flat outside them. */
export function scoreAt(map: PiecewiseMap, figure: number): number {
  const { figures, scores } = map;
  const last = figures.length - 1;
  if (figure <= (figures[0] ?? 0)) return scores[0] ?? 0;
  if (figure >= (figures[last] ?? 0)) return scores[last] ?? 0;
  let right = 1;
  while ((figures[right] ?? Infinity) < figure) right += 1;
  const x0 = figures[right - 1] ?? 0;
  const y0 = scores[right - 1] ?? 0;
  const x1 = figures[right] ?? x0;
  const y1 = scores[right] ?? y0;
  return y0 + ((figure - x0) / (x1 - x0)) * (y1 - y0);
}
