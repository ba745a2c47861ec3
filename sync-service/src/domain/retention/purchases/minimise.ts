/** Rounds of one search, and searches from where the last ended. */
const mostRounds = 600;
const restarts = 2;

/**
 * The lowest point of a smooth function near a start, by Nelder and Mead (1965), begun anew from
 * its end until that helps no more.
 * @returns the point and its value
 */
export function minimise(
  value: (point: readonly number[]) => number,
  start: readonly number[],
  width = 0.5
): { point: number[]; value: number } {
  let best = search(value, start, width);
  for (let again = 0; again < restarts; again += 1) {
    const next = search(value, best.point, width / 4);
    const gained = best.value - next.value;
    if (next.value < best.value) best = next;
    if (!(gained > 1e-10 * Math.abs(best.value))) break;
  }
  return best;
}

interface Corner {
  readonly point: number[];
  readonly value: number;
}

function search(
  value: (point: readonly number[]) => number,
  start: readonly number[],
  width: number
): Corner {
  const at = (point: number[]): Corner => {
    const found = value(point);
    return { point, value: Number.isNaN(found) ? Infinity : found };
  };
  const corners = [
    at([...start]),
    ...start.map((_, axis) => at(start.map((own, place) => (place === axis ? own + width : own))))
  ];
  const along = (from: readonly number[], to: readonly number[], share: number): number[] =>
    from.map((own, axis) => own + share * ((to[axis] ?? own) - own));
  for (let round = 0; round < mostRounds; round += 1) {
    corners.sort((a, b) => a.value - b.value);
    const [best] = corners;
    const worst = corners.at(-1);
    const second = corners.at(-2);
    if (best === undefined || worst === undefined || second === undefined) break;
    const wide = Math.max(
      ...corners.map((corner) =>
        Math.max(...corner.point.map((own, axis) => Math.abs(own - (best.point[axis] ?? own))))
      )
    );
    if (worst.value - best.value <= 1e-12 * Math.abs(best.value) && wide < 1e-4) break;
    const others = corners.slice(0, -1);
    const middle = start.map(
      (_, axis) =>
        others.reduce((sum, corner) => sum + (corner.point[axis] ?? 0), 0) / others.length
    );
    const mirrored = at(along(middle, worst.point, -1));
    let chosen: Corner | null = null;
    if (mirrored.value < best.value) {
      const further = at(along(middle, worst.point, -2));
      chosen = further.value < mirrored.value ? further : mirrored;
    } else if (mirrored.value < second.value) chosen = mirrored;
    else {
      const nearer = at(
        along(middle, mirrored.value < worst.value ? mirrored.point : worst.point, 0.5)
      );
      if (nearer.value < Math.min(mirrored.value, worst.value)) chosen = nearer;
    }
    if (chosen === null)
      corners.forEach((corner, place) => {
        if (place > 0) corners[place] = at(along(best.point, corner.point, 0.5));
      });
    else corners[corners.length - 1] = chosen;
  }
  corners.sort((a, b) => a.value - b.value);
  return corners[0] ?? at([...start]);
}
