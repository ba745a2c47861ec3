import { vectorOf } from './sphere';

const earthRadiusMiles = 3958.7613;

/**
 * Which fragment each place belongs to, numbered from 0 by its first place: places within `miles` of
 * each other belong together, directly or through others (single linkage), as the service counts
 * them. Places without degrees get -1.
 */
export function fragmentsOf(
  longitudes: ArrayLike<number>,
  latitudes: ArrayLike<number>,
  miles: number
): Int32Array {
  const count = longitudes.length;
  const chord = 2 * Math.sin(Math.min(Math.PI / 2, miles / (2 * earthRadiusMiles)));
  const labels = new Int32Array(count).fill(-1);
  const parent = Int32Array.from({ length: count }, (_, index) => index);
  const xyz = new Float64Array(3 * count);
  const cells = new Map<string, number[]>();
  const corner = (value: number): number => Math.floor(value / Math.max(chord, 1e-9));
  for (let index = 0; index < count; index += 1) {
    const longitude = longitudes[index] ?? NaN;
    const latitude = latitudes[index] ?? NaN;
    if (Number.isNaN(longitude) || Number.isNaN(latitude)) continue;
    labels[index] = 0;
    const point = vectorOf(longitude, latitude);
    xyz.set(point, 3 * index);
    const key = point.map(corner).join(' ');
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [index]);
    else cell.push(index);
  }
  const find = (start: number): number => {
    let at = start;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const near = (a: number, b: number): boolean =>
    Math.hypot(
      (xyz[3 * a] ?? 0) - (xyz[3 * b] ?? 0),
      (xyz[3 * a + 1] ?? 0) - (xyz[3 * b + 1] ?? 0),
      (xyz[3 * a + 2] ?? 0) - (xyz[3 * b + 2] ?? 0)
    ) <= chord;
  for (const [key, cell] of cells) {
    const [x = 0, y = 0, z = 0] = key.split(' ').map(Number);
    for (const other of cellsAround(cells, x, y, z))
      for (const a of cell)
        for (const b of other)
          if (a < b && find(a) !== find(b) && near(a, b)) parent[find(b)] = find(a);
  }
  const numbers = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    if (labels[index] === -1) continue;
    const root = find(index);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    labels[index] = number;
  }
  return labels;
}

function* cellsAround(
  cells: ReadonlyMap<string, readonly number[]>,
  x: number,
  y: number,
  z: number
): Generator<readonly number[]> {
  for (let dx = -1; dx <= 1; dx += 1)
    for (let dy = -1; dy <= 1; dy += 1)
      for (let dz = -1; dz <= 1; dz += 1) {
        const cell = cells.get(`${x + dx} ${y + dy} ${z + dz}`);
        if (cell !== undefined) yield cell;
      }
}
