import type { TerritoryMatrix } from './territory-matrix.ts';

/**
 * Place of each territory (K) in an order in which those that share accounts stand near one another,
 * so that a factor has little to fill in: breadth first from one at the edge, those with few
 * neighbours first (Cuthill and McKee 1969).
 */
export function narrowOrder(matrix: TerritoryMatrix): Int32Array {
  if (matrix.ordered?.pairs !== matrix.pairs)
    matrix.ordered = { pairs: matrix.pairs, place: placesOf(matrix) };
  return matrix.ordered.place;
}

function placesOf({ territories, pairs, pair }: TerritoryMatrix): Int32Array {
  const neighbours: number[][] = Array.from({ length: territories }, () => []);
  for (let slot = 0; slot < pairs; slot += 1) {
    const k = pair[slot * 2] ?? 0;
    const l = pair[slot * 2 + 1] ?? 0;
    neighbours[k]?.push(l);
    neighbours[l]?.push(k);
  }
  const degree = neighbours.map((list) => list.length);
  const fewFirst = (one: number, other: number): number =>
    (degree[one] ?? 0) - (degree[other] ?? 0) || one - other;
  for (const list of neighbours) list.sort(fewFirst);
  const place = new Int32Array(territories).fill(-1);
  const queue: number[] = [];
  const enter = (k: number): void => {
    if ((place[k] ?? 0) >= 0) return;
    place[k] = territories - 1 - queue.length;
    queue.push(k);
  };
  let next = 0;
  for (const seed of [...degree.keys()].sort(fewFirst)) {
    enter(seed);
    for (; next < queue.length; next += 1) neighbours[queue[next] ?? 0]?.forEach(enter);
  }
  return place;
}
