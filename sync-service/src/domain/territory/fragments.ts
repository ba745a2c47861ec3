const earthRadiusMiles = 3958.7613;
const radians = Math.PI / 180;

/**
 * Number of groups that places fall into when those within `miles` of each other belong together,
 * directly or through others (single linkage). Places that are not known are left out.
 *
 * Points go onto the sphere in three dimensions and into cubes so small that two in one cube are
 * always near; only cubes side by side are compared, and those until the first near pair.
 */
export function countFragments(
  latitudes: readonly number[],
  longitudes: readonly number[],
  miles: number
): number {
  const chord =
    2 * earthRadiusMiles * Math.sin(Math.min(Math.PI / 2, miles / (2 * earthRadiusMiles)));
  const side = chord / Math.sqrt(3);
  const cubes = new Map<string, number>();
  const members: number[][] = [];
  const corners: [number, number, number][] = [];
  const points: [number, number, number][] = [];
  latitudes.forEach((latitude, index) => {
    const longitude = longitudes[index] ?? NaN;
    if (Number.isNaN(latitude) || Number.isNaN(longitude)) return;
    const point = onSphere(latitude, longitude);
    const corner = point.map((part) => Math.floor(part / side)) as [number, number, number];
    const key = corner.join(',');
    let cube = cubes.get(key);
    if (cube === undefined) {
      cube = members.length;
      cubes.set(key, cube);
      members.push([]);
      corners.push(corner);
    }
    members[cube]?.push(points.length);
    points.push(point);
  });
  const parent = members.map((_, index) => index);
  const find = (start: number): number => {
    let at = start;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const near = (a: number, b: number): boolean =>
    (members[a] ?? []).some((one) =>
      (members[b] ?? []).some((other) => distance(points[one], points[other]) <= chord)
    );
  corners.forEach((corner, cube) => {
    for (const key of keysAround(corner)) {
      const other = cubes.get(key);
      if (other === undefined || other <= cube || find(other) === find(cube)) continue;
      if (near(cube, other)) parent[find(other)] = find(cube);
    }
  });
  return new Set(parent.map((_, index) => find(index))).size;
}

function onSphere(latitude: number, longitude: number): [number, number, number] {
  const across = Math.cos(latitude * radians) * earthRadiusMiles;
  return [
    across * Math.cos(longitude * radians),
    across * Math.sin(longitude * radians),
    Math.sin(latitude * radians) * earthRadiusMiles
  ];
}

/** Cubes that can hold a point within √3 sides: two steps each way. */
function* keysAround([x, y, z]: readonly [number, number, number]): Generator<string> {
  for (let dx = -2; dx <= 2; dx += 1)
    for (let dy = -2; dy <= 2; dy += 1)
      for (let dz = -2; dz <= 2; dz += 1)
        yield `${String(x + dx)},${String(y + dy)},${String(z + dz)}`;
}

type Point = readonly [number, number, number];

function distance(a: Point | undefined, b: Point | undefined): number {
  if (a === undefined || b === undefined) return Infinity;
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
