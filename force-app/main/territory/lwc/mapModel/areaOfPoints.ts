import type { Boundary, Ring } from './boundaries';

/** Side of a cell of the index, in degrees. */
const cell = 1;

/** Simplified coasts leave out what lies on them; a place so near a border belongs to it. Degrees. */
const nearCoast = 0.15;

/**
 * Index of the boundary that each place lies in, -1 for none. Corners stand so near each other that
 * the straight line between them in degrees serves for the border; holes count by even and odd.
 * A place in none belongs to the boundary with the nearest corner within about ten miles.
 */
export function areaOfPoints(
  boundaries: readonly Boundary[],
  longitudes: Float64Array,
  latitudes: Float64Array
): Int32Array {
  const cells = new Map<number, number[]>();
  boundaries.forEach(({ rings }, index) => {
    for (const key of cellsOf(rings)) {
      const there = cells.get(key);
      if (there === undefined) cells.set(key, [index]);
      else there.push(index);
    }
  });
  return Int32Array.from(longitudes, (longitude, point) => {
    const latitude = latitudes[point] ?? NaN;
    const [column, row] = [Math.floor(longitude / cell), Math.floor(latitude / cell)];
    const near = cells.get(keyOf(column, row)) ?? [];
    const own = near.find((index) => holds(boundaries[index]?.rings ?? [], longitude, latitude));
    if (own !== undefined) return own;
    const around = [-1, 0, 1].flatMap((right) =>
      [-1, 0, 1].flatMap((up) => cells.get(keyOf(column + right, row + up)) ?? [])
    );
    return nearestOf(boundaries, new Set(around), longitude, latitude);
  });
}

function nearestOf(
  boundaries: readonly Boundary[],
  candidates: ReadonlySet<number>,
  longitude: number,
  latitude: number
): number {
  const narrow = Math.cos((latitude * Math.PI) / 180);
  let nearest = -1;
  let least = nearCoast;
  for (const index of candidates)
    for (const ring of boundaries[index]?.rings ?? [])
      for (let place = 0; place < ring.length; place += 2) {
        const apart = Math.hypot(
          ((ring[place] ?? NaN) - longitude) * narrow,
          (ring[place + 1] ?? NaN) - latitude
        );
        if (apart < least) [least, nearest] = [apart, index];
      }
  return nearest;
}

function keyOf(column: number, row: number): number {
  return (column + 360) * 1000 + row + 360;
}

/** Cells that the box around any of the rings touches. */
function cellsOf(rings: readonly Ring[]): Set<number> {
  const keys = new Set<number>();
  for (const ring of rings) {
    const [west, south, east, north] = boxOf(ring);
    for (let column = Math.floor(west / cell); column <= Math.floor(east / cell); column += 1)
      for (let row = Math.floor(south / cell); row <= Math.floor(north / cell); row += 1)
        keys.add(keyOf(column, row));
  }
  return keys;
}

/** West, south, east, north. */
export function boxOf(ring: Ring): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let place = 0; place < ring.length; place += 2) {
    west = Math.min(west, ring[place] ?? west);
    east = Math.max(east, ring[place] ?? east);
    south = Math.min(south, ring[place + 1] ?? south);
    north = Math.max(north, ring[place + 1] ?? north);
  }
  return [west, south, east, north];
}

function holds(rings: readonly Ring[], longitude: number, latitude: number): boolean {
  let isIn = false;
  for (const ring of rings) {
    let [x, y] = [ring.at(-2) ?? 0, ring.at(-1) ?? 0];
    for (let place = 0; place < ring.length; place += 2) {
      const nextX = ring[place] ?? 0;
      const nextY = ring[place + 1] ?? 0;
      if (
        nextY > latitude !== y > latitude &&
        longitude < ((x - nextX) * (latitude - nextY)) / (y - nextY) + nextX
      )
        isIn = !isIn;
      [x, y] = [nextX, nextY];
    }
  }
  return isIn;
}
