import type { Random } from '../dense/seeded-random.ts';
import type { CentresProblem } from './centres-problem.ts';

/**
 * Bases drawn far from each other, each by demand times distance to the nearest already drawn (as
 * k-means++ of Arthur and Vassilvitskii 2007 draws by squares), then points in order of demand to
 * the nearest base with room, or else to the nearest.
 */
export function firstCentres(
  problem: CentresProblem,
  random: Random
): { readonly base: Int32Array; readonly group: Int32Array } {
  const { points, centres, distance, demand, capacity } = problem;
  const base = new Int32Array(centres);
  const nearest = new Float64Array(points).fill(Infinity);
  const chosen = new Uint8Array(points);
  const choose = (at: number, point: number): void => {
    base[at] = point;
    chosen[point] = 1;
    for (let other = 0; other < points; other += 1)
      nearest[other] = Math.min(
        nearest[other] as number,
        distance[point * points + other] as number
      );
  };
  choose(0, Math.floor(random() * points));
  for (let at = 1; at < centres; at += 1) {
    const pull = (point: number): number =>
      chosen[point] === 1
        ? 0
        : (nearest[point] as number) * (1 + (demand[point] as number)) + 1e-12;
    let total = 0;
    for (let point = 0; point < points; point += 1) total += pull(point);
    let draw = random() * total;
    let taken = -1;
    for (let point = 0; point < points && draw >= 0; point += 1) {
      const weight = pull(point);
      if (weight > 0) taken = point;
      draw -= weight;
    }
    choose(at, taken);
  }
  const room = Float64Array.from(base, (point) => capacity[point] as number);
  const group = new Int32Array(points).fill(-1);
  base.forEach((point, at) => {
    group[point] = at;
    room[at] = (room[at] as number) - (demand[point] as number);
  });
  const order = Array.from({ length: points }, (_, point) => point).sort(
    (a, b) => (demand[b] as number) - (demand[a] as number) || a - b
  );
  for (const point of order) {
    if ((group[point] as number) >= 0) continue;
    let best = -1;
    let bestKey = Infinity;
    for (let at = 0; at < centres; at += 1) {
      const short = Math.max(0, (demand[point] as number) - (room[at] as number));
      const key = (distance[point * points + (base[at] as number)] as number) + short * 1e6;
      if (key < bestKey) {
        bestKey = key;
        best = at;
      }
    }
    group[point] = best;
    room[best] = (room[best] as number) - (demand[point] as number);
  }
  return { base, group };
}
