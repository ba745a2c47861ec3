const earthRadiusMiles = 3958.7613;
const radians = Math.PI / 180;

/** Points on the unit sphere; NaN where a degree is not known. */
export interface SpherePoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** Degrees to points on the unit sphere, so that poles and the date line need no special case. */
export function spherePoints(latitude: Float64Array, longitude: Float64Array): SpherePoints {
  const count = latitude.length;
  const points = {
    x: new Float64Array(count),
    y: new Float64Array(count),
    z: new Float64Array(count)
  };
  for (let index = 0; index < count; index += 1) {
    const north = (latitude[index] ?? NaN) * radians;
    const east = (longitude[index] ?? NaN) * radians;
    const ring = Math.cos(north);
    points.x[index] = ring * Math.cos(east);
    points.y[index] = ring * Math.sin(east);
    points.z[index] = north === north && east === east ? Math.sin(north) : NaN;
  }
  return points;
}

/**
 * Great-circle miles by the haversine: the square of half the chord is the haversine of the angle.
 * 0 where a place is not known.
 */
export function milesApart(a: SpherePoints, i: number, b: SpherePoints, j: number): number {
  const dx = (a.x[i] ?? 0) - (b.x[j] ?? 0);
  const dy = (a.y[i] ?? 0) - (b.y[j] ?? 0);
  const dz = (a.z[i] ?? 0) - (b.z[j] ?? 0);
  const square = dx * dx + dy * dy + dz * dz;
  if (square !== square) return 0;
  const half = 0.5 * Math.sqrt(square);
  return 2 * earthRadiusMiles * Math.asin(half < 1 ? half : 1);
}

/** Miles that a straight chord of the unit sphere is at least long on the surface. */
export const milesOfChord = (chord: number): number => earthRadiusMiles * chord;
/** Miles on the surface that a chord of the unit sphere is at most. */
export const mostMilesOfChord = (chord: number): number =>
  earthRadiusMiles * Math.min(Math.PI, (Math.PI / 2) * chord);
