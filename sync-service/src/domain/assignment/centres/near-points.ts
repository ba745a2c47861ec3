import type { CentresProblem } from './centres-problem.ts';

/** The `count` nearest other points of each point, nearest first, row by point. */
export function nearPoints(problem: CentresProblem, count: number): Int32Array {
  const { points, distance } = problem;
  const near = new Int32Array(points * count);
  for (let point = 0; point < points; point += 1) {
    const row = distance.subarray(point * points, (point + 1) * points);
    const others = Array.from({ length: points }, (_, other) => other).filter(
      (other) => other !== point
    );
    others.sort((a, b) => (row[a] as number) - (row[b] as number) || a - b);
    near.set(others.slice(0, count), point * count);
  }
  return near;
}
