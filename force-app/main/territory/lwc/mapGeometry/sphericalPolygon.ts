import type { Place, Vector } from './sphere';
import { axesAround, cross, dot, middleOf, unit, vectorOf } from './sphere';

/** A closed line of great-circle arcs; what it encloses is the smaller of its two sides. */
export interface SphericalPolygon {
  readonly vertices: readonly Vector[];
  /** Square to the plane of each edge, the edge that begins at the vertex of the same place. */
  readonly normals: readonly Vector[];
  /** A point that lies on no edge, far from the polygon's middle, and whether it is enclosed. */
  readonly reference: Vector;
  readonly isReferenceInside: boolean;
  readonly middle: Vector;
  /** Points whose cosine to the middle is below this lie beyond every edge. */
  readonly nearest: number;
}

/**
 * The polygon of these corners; the last is joined to the first. Which side is enclosed is decided by
 * area, so neither the direction of drawing nor a pole nor the date line matters. Where the line
 * crosses itself, inside is what an odd number of crossings leads to (even-odd rule).
 * @returns null for fewer than three different corners
 */
export function sphericalPolygon(corners: readonly Place[]): SphericalPolygon | null {
  const vertices = corners
    .map(([longitude, latitude]) => vectorOf(longitude, latitude))
    .filter((vector, index, all) => index === 0 || !isSame(vector, all[index - 1]));
  if (vertices.length > 1 && isSame(vertices.at(-1), vertices[0])) vertices.pop();
  if (vertices.length < 3) return null;
  const middle = middleOf(vertices);
  const opposite: Vector = [-middle[0], -middle[1], -middle[2]];
  const normals = vertices.map((vertex, index) =>
    cross(vertex, vertices[(index + 1) % vertices.length] ?? vertex)
  );
  const isOppositeInside = Math.abs(areaAround(vertices, middle)) > 2 * Math.PI;
  const [east, north] = axesAround(opposite);
  // Tilted, so that no point of a symmetric figure stands right across from it.
  const reference = unit([
    opposite[0] + 0.0217 * east[0] + 0.0113 * north[0],
    opposite[1] + 0.0217 * east[1] + 0.0113 * north[1],
    opposite[2] + 0.0217 * east[2] + 0.0113 * north[2]
  ]);
  const isReferenceInside =
    crossings(vertices, normals, reference, opposite) % 2 === 1
      ? !isOppositeInside
      : isOppositeInside;
  const farthest = Math.min(...vertices.map((vertex) => dot(vertex, middle)));
  return {
    vertices,
    normals,
    reference,
    isReferenceInside,
    middle,
    nearest: farthest > 0 && !isReferenceInside ? farthest : -1
  };
}

/** Whether the polygon encloses the place. Edges themselves may count either way. */
export function isInside(polygon: SphericalPolygon, longitude: number, latitude: number): boolean {
  const point = vectorOf(longitude, latitude);
  if (dot(point, polygon.middle) < polygon.nearest) return false;
  const odd = crossings(polygon.vertices, polygon.normals, point, polygon.reference) % 2 === 1;
  return odd !== polygon.isReferenceInside;
}

/** Edges that the shorter arc between two points crosses; a corner on the arc counts with one of its sides. */
function crossings(
  vertices: readonly Vector[],
  normals: readonly Vector[],
  from: Vector,
  to: Vector
): number {
  const across = cross(from, to);
  let count = 0;
  let last = vertices.at(-1) ?? from;
  let wasLeft = dot(across, last) >= 0;
  for (let index = 0; index < vertices.length; index += 1) {
    const next = vertices[index] ?? last;
    const isLeft = dot(across, next) >= 0;
    if (isLeft !== wasLeft) {
      const normal = normals[index === 0 ? vertices.length - 1 : index - 1] ?? across;
      const fromSide = dot(normal, from);
      const toSide = dot(normal, to);
      if (fromSide >= 0 !== toSide >= 0) {
        // The planes meet in two opposite points; only the one on both arcs is a crossing.
        const meeting = cross(across, normal);
        const onArc = dot(meeting, [from[0] + to[0], from[1] + to[1], from[2] + to[2]]);
        const onEdge = dot(meeting, [last[0] + next[0], last[1] + next[1], last[2] + next[2]]);
        if (onArc > 0 === onEdge > 0) count += 1;
      }
    }
    last = next;
    wasLeft = isLeft;
  }
  return count;
}

/**
 * Signed area within the line in steradians where the point across from `middle` counts as outside:
 * the triangles from the middle to each edge, by the formula of Van Oosterom and Strackee (1983).
 */
function areaAround(vertices: readonly Vector[], middle: Vector): number {
  let area = 0;
  vertices.forEach((a, index) => {
    const b = vertices[(index + 1) % vertices.length] ?? a;
    area +=
      2 * Math.atan2(dot(middle, cross(a, b)), 1 + dot(middle, a) + dot(a, b) + dot(b, middle));
  });
  return area;
}

function isSame(a: Vector | undefined, b: Vector | undefined): boolean {
  return (
    a !== undefined && b !== undefined && Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) < 1e-12
  );
}
