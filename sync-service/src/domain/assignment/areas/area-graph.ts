import { milesApart, spherePoints } from '../solve/great-circle.ts';
import type { AreaProblem } from './area-problem.ts';
import type { Island } from './area-plan.ts';

/** Neighbours of each area: `neighbour[start[i]]` up to `start[i + 1]`, each pair both ways, once. */
export interface AreaGraph {
  readonly start: Int32Array;
  readonly neighbour: Int32Array;
  readonly islands: readonly Island[];
}

/**
 * The map's graph in one piece. What no border joins to the largest part is linked to it by one
 * border between the nearest two areas, and named as an island.
 */
export function areaGraph(problem: AreaProblem): AreaGraph {
  const pairs = [...problem.borders];
  const own = neighbourLists(problem.areas, pairs);
  const part = partsOf(problem.areas, own);
  if (part.count === 1) return { ...own, islands: [] };
  const islands = linkIslands(problem, part);
  for (const { from, to } of islands) pairs.push(from, to);
  return { ...neighbourLists(problem.areas, pairs), islands };
}

interface Lists {
  readonly start: Int32Array;
  readonly neighbour: Int32Array;
}

function neighbourLists(areas: number, pairs: readonly number[]): Lists {
  const known = Array.from({ length: areas }, () => new Set<number>());
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const one = pairs[at] ?? 0;
    const other = pairs[at + 1] ?? 0;
    if (one === other) continue;
    known[one]?.add(other);
    known[other]?.add(one);
  }
  const start = new Int32Array(areas + 1);
  known.forEach((set, area) => {
    start[area + 1] = (start[area] ?? 0) + set.size;
  });
  const neighbour = Int32Array.from(known.flatMap((set) => [...set].sort((a, b) => a - b)));
  return { start, neighbour };
}

interface Parts {
  readonly count: number;
  readonly of: Int32Array;
  readonly members: readonly (readonly number[])[];
}

/** Connected parts, numbered by their first area. */
function partsOf(areas: number, { start, neighbour }: Lists): Parts {
  const of = new Int32Array(areas).fill(-1);
  const members: number[][] = [];
  for (let first = 0; first < areas; first += 1) {
    if ((of[first] ?? 0) >= 0) continue;
    const found = [first];
    of[first] = members.length;
    for (let head = 0; head < found.length; head += 1) {
      const area = found[head] ?? 0;
      for (let at = start[area] ?? 0; at < (start[area + 1] ?? 0); at += 1) {
        const next = neighbour[at] ?? 0;
        if ((of[next] ?? 0) >= 0) continue;
        of[next] = members.length;
        found.push(next);
      }
    }
    members.push(found);
  }
  return { count: members.length, of, members };
}

/** Nearest part first, as Prim's tree grows from the largest part. */
function linkIslands(problem: AreaProblem, part: Parts): Island[] {
  const at = spherePoints(problem.latitude, problem.longitude);
  const main = part.members.reduce(
    (best, members, index) => (members.length > (part.members[best]?.length ?? 0) ? index : best),
    0
  );
  const nearest = new Float64Array(problem.areas).fill(Infinity);
  const to = new Int32Array(problem.areas).fill(part.members[main]?.[0] ?? 0);
  const joined = new Uint8Array(part.count);
  const join = (index: number): void => {
    joined[index] = 1;
    for (const area of part.members[index] ?? [])
      for (let other = 0; other < problem.areas; other += 1) {
        if (joined[part.of[other] ?? 0] === 1) continue;
        const dx = (at.x[area] ?? NaN) - (at.x[other] ?? NaN);
        const dy = (at.y[area] ?? NaN) - (at.y[other] ?? NaN);
        const dz = (at.z[area] ?? NaN) - (at.z[other] ?? NaN);
        const square = dx * dx + dy * dy + dz * dz;
        if (square < (nearest[other] ?? Infinity)) {
          nearest[other] = square;
          to[other] = area;
        }
      }
  };
  join(main);
  const islands: Island[] = [];
  while (islands.length < part.count - 1) {
    let from = -1;
    for (let area = 0; area < problem.areas; area += 1) {
      if (joined[part.of[area] ?? 0] === 1) continue;
      if (from < 0 || (nearest[area] ?? 0) < (nearest[from] ?? 0)) from = area;
    }
    const index = part.of[from] ?? 0;
    const target = to[from] ?? 0;
    islands.push({
      areas: [...(part.members[index] ?? [])].sort((a, b) => a - b),
      from,
      to: target,
      miles: milesApart(at, from, at, target)
    });
    join(index);
  }
  return islands;
}
