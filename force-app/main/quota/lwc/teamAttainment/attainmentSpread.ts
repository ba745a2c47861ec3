/** Edges of the bands of attainment; a lower edge is in its band. */
const edges = [0.5, 0.8, 1, 1.2];
/** The strip ends at one and a half of the quota; what is beyond stands at its end. */
const most = 1.5;
/** Points this near to each other stand one above the other. */
const step = 0.03;
const highest = 8;

/** How many territories attained how much: under 50 %, to 80, to 100, to 120, more, not known. */
export function attainmentBands(shares: readonly (number | null)[]): number[] {
  const counts = [0, 0, 0, 0, 0, 0];
  for (const share of shares) {
    const band = share === null ? 5 : edges.filter((edge) => share >= edge).length;
    counts[band] = (counts[band] ?? 0) + 1;
  }
  return counts;
}

/** A point of the strip, in a field of 150 by 30. */
export interface StripPoint {
  readonly key: string;
  readonly x: string;
  readonly y: string;
}

/** A point for each share that is known, stacked where they lie close. */
export function stripPoints(shares: readonly (number | null)[]): StripPoint[] {
  const heights = new Map<number, number>();
  return shares.flatMap((share, place) => {
    if (share === null) return [];
    const column = Math.round(Math.min(most, Math.max(0, share)) / step);
    const height = heights.get(column) ?? 0;
    heights.set(column, height + 1);
    return [
      {
        key: String(place),
        x: String(Math.round(column * step * 1000) / 10),
        y: String(26 - 3 * Math.min(highest, height))
      }
    ];
  });
}
