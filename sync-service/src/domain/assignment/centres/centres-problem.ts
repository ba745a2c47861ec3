/**
 * Capacitated p-median: choose `centres` of the points as bases and give each point to a base
 * within its capacity, so that the sum of distances is least.
 */
export interface CentresProblem {
  readonly points: number;
  readonly centres: number;
  /** `distance[i * points + j]`, symmetric, 0 on the diagonal. */
  readonly distance: Float64Array;
  readonly demand: Float64Array;
  /** What a point can serve if it is chosen as a base. */
  readonly capacity: Float64Array;
}

/** Why no design can exist, in words, or null where one may. */
export function centresFault(problem: CentresProblem): string | null {
  const { points, centres, distance, demand, capacity } = problem;
  if (points === 0) return 'There are no points';
  if (!Number.isInteger(centres) || centres < 1) return `${String(centres)} bases cannot be placed`;
  if (centres > points)
    return `${String(centres)} bases need as many points; there are ${String(points)}`;
  if (distance.length !== points * points || demand.length !== points || capacity.length !== points)
    return `${String(points)} points need as many demands and capacities and the square of distances`;
  if (distance.some((miles) => !(miles >= 0 && miles < Infinity)))
    return 'A distance is not a number of at least 0';
  if (demand.some((need) => !(need >= 0 && need < Infinity)))
    return 'A demand is not a number of at least 0';
  if (capacity.some((room) => Number.isNaN(room))) return 'A capacity is not a number';
  const largest = Float64Array.from(capacity).sort().reverse();
  const most = largest.subarray(0, centres).reduce((sum, room) => sum + Math.max(0, room), 0);
  const needed = demand.reduce((sum, need) => sum + need, 0);
  if (needed > most * (1 + 1e-12))
    return `The points need ${String(needed)}; ${String(centres)} bases hold at most ${String(most)}`;
  const widest = largest[0] ?? 0;
  const biggest = demand.reduce((most, need) => Math.max(most, need), 0);
  if (biggest > widest)
    return `A point needs ${String(biggest)}; no base holds more than ${String(widest)}`;
  return null;
}

/** Table of distances between places on a plane. */
export function planeDistances(
  x: readonly number[],
  y: readonly number[],
  round: (distance: number) => number = (distance) => distance
): Float64Array {
  const points = x.length;
  const table = new Float64Array(points * points);
  for (let i = 0; i < points; i += 1)
    for (let j = 0; j < i; j += 1) {
      const far = round(Math.hypot((x[i] ?? NaN) - (x[j] ?? NaN), (y[i] ?? NaN) - (y[j] ?? NaN)));
      table[i * points + j] = far;
      table[j * points + i] = far;
    }
  return table;
}
