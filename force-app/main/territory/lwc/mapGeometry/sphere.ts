/** A point of the unit sphere, or a direction. */
export type Vector = readonly [x: number, y: number, z: number];
/** Degrees, longitude first as in GeoJSON. */
export type Place = readonly [longitude: number, latitude: number];

const radians = Math.PI / 180;

/** Degrees to a point of the unit sphere. */
export function vectorOf(longitude: number, latitude: number): Vector {
  const across = Math.cos(latitude * radians);
  return [
    across * Math.cos(longitude * radians),
    across * Math.sin(longitude * radians),
    Math.sin(latitude * radians)
  ];
}

/** A vector of any length but 0 to degrees, longitude from -180 to 180. */
export function placeOf([x, y, z]: Vector): Place {
  return [Math.atan2(y, x) / radians, Math.atan2(z, Math.hypot(x, y)) / radians];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The vector at length 1; `fallback` where it has no direction. */
export function unit(vector: Vector, fallback: Vector = [1, 0, 0]): Vector {
  const length = Math.hypot(vector[0], vector[1], vector[2]);
  if (length < 1e-12) return fallback;
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}

/** Middle of points on the sphere; any one of them where they cancel out. */
export function middleOf(vectors: readonly Vector[]): Vector {
  let [x, y, z] = [0, 0, 0];
  for (const vector of vectors) {
    x += vector[0];
    y += vector[1];
    z += vector[2];
  }
  return unit([x, y, z], vectors[0]);
}

/** Two directions square to the vector and to each other. */
export function axesAround(vector: Vector): readonly [Vector, Vector] {
  const other: Vector = Math.abs(vector[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const first = unit(cross(other, vector));
  return [first, cross(vector, first)];
}
