import type { Place, Vector } from './sphere';
import { axesAround, dot, middleOf, placeOf, vectorOf } from './sphere';

/**
 * Indices of the corners of the convex hull in the plane, once around, none on a straight edge
 * (Andrew's monotone chain, 1979). Points that are equal or in line give two corners or one.
 */
export function planeHull(x: ArrayLike<number>, y: ArrayLike<number>): number[] {
  const order = Array.from({ length: x.length }, (_, index) => index).sort(
    (a, b) => (x[a] ?? 0) - (x[b] ?? 0) || (y[a] ?? 0) - (y[b] ?? 0)
  );
  const turn = (a: number, b: number, c: number): number =>
    ((x[b] ?? 0) - (x[a] ?? 0)) * ((y[c] ?? 0) - (y[a] ?? 0)) -
    ((y[b] ?? 0) - (y[a] ?? 0)) * ((x[c] ?? 0) - (x[a] ?? 0));
  const half = (points: readonly number[]): number[] => {
    const chain: number[] = [];
    for (const point of points) {
      while (chain.length > 1 && turn(chain.at(-2) ?? 0, chain.at(-1) ?? 0, point) <= 0)
        chain.pop();
      const last = chain.at(-1);
      if (last !== undefined && x[last] === x[point] && y[last] === y[point]) continue;
      chain.push(point);
    }
    return chain;
  };
  const lower = half(order);
  const upper = half(order.reverse());
  if (lower.length < 2) return lower;
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

/**
 * Corners of the convex hull on the sphere: the smallest area with these places whose edges are
 * great circles. From the sphere's middle such edges are straight, so it is a plane hull there
 * (gnomonic projection), wherever the date line or a pole is.
 * @returns null where the places do not fit on half the sphere around their middle
 */
export function sphericalHull(places: readonly Place[]): Place[] | null {
  if (places.length === 0) return [];
  const vectors = places.map(([longitude, latitude]) => vectorOf(longitude, latitude));
  const middle = middleOf(vectors);
  const [east, north] = axesAround(middle);
  const depth = vectors.map((vector) => dot(vector, middle));
  if (depth.some((value) => value < 1e-6)) return null;
  const along = (axis: Vector): number[] =>
    vectors.map((vector, index) => dot(vector, axis) / (depth[index] ?? 1));
  return planeHull(along(east), along(north)).map((index) => {
    const vector = vectors[index];
    return vector === undefined ? [0, 0] : placeOf(vector);
  });
}
