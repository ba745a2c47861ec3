import { milesApart } from '../solve/great-circle.ts';
import type { SpherePoints } from '../solve/great-circle.ts';
import type { Random } from '../dense/seeded-random.ts';
import type { AreaInstance } from './area-state.ts';
import { wantsAreas } from './score-areas.ts';
import { piecesOf } from './area-state.ts';

/** Looks at an area and a territory while handicaps are found. */
const mostLooks = 100_000_000;
const mostTurns = 80;

/**
 * A first plan, each territory in one piece wherever locks allow it: bases (or places drawn far
 * apart by weight), a handicap in miles for each that rises while it is too full, the heaviest
 * piece of each kept, paths between its locked areas added, and the rest given to neighbours.
 */
export function firstAreas(instance: AreaInstance, random: Random): Int32Array {
  const centre = drawCentres(instance, random);
  const handicap = new Float64Array(instance.problem.territories);
  const near = balance(instance, centre, handicap);
  const territory = keepPieces(instance, near);
  fillAll(instance, territory, centre, handicap);
  fillEmpty(instance, territory, centre);
  return territory;
}

/** Bases where given, a locked area where one is, else areas drawn by weight × miles to the nearest drawn (after k-means++ of Arthur and Vassilvitskii 2007). */
function drawCentres(instance: AreaInstance, random: Random): SpherePoints {
  const { problem, at, based, bands, distanceWeight } = instance;
  const K = problem.territories;
  const centre = { x: new Float64Array(K), y: new Float64Array(K), z: new Float64Array(K) };
  const nearest = new Float64Array(problem.areas).fill(Infinity);
  const placed = new Uint8Array(K);
  const place = (k: number, x: number, y: number, z: number): void => {
    centre.x[k] = x;
    centre.y[k] = y;
    centre.z[k] = z;
    placed[k] = 1;
    for (let area = 0; area < problem.areas; area += 1)
      nearest[area] = Math.min(nearest[area] as number, milesApart(at, area, centre, k));
  };
  const placeAt = (k: number, area: number): void => {
    place(k, at.x[area] ?? NaN, at.y[area] ?? NaN, at.z[area] ?? NaN);
    nearest[area] = 0;
  };
  const radians = Math.PI / 180;
  for (let k = 0; k < K; k += 1) {
    if (based[k] !== 1) continue;
    const north = (problem.baseLatitude?.[k] ?? NaN) * radians;
    const east = (problem.baseLongitude?.[k] ?? NaN) * radians;
    place(k, Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north));
  }
  bands.fixed.forEach((k, area) => {
    if (k >= 0 && placed[k] === 0) placeAt(k, area);
  });
  const drawn = new Uint8Array(problem.areas);
  for (let k = 0; k < K; k += 1) {
    if (placed[k] === 1) continue;
    const pull = (area: number): number =>
      (bands.fixed[area] ?? -1) >= 0 || drawn[area] === 1
        ? 0
        : Math.min(nearest[area] as number, 25_000) * (distanceWeight[area] as number) + 1e-12;
    let whole = 0;
    for (let area = 0; area < problem.areas; area += 1) whole += pull(area);
    let draw = random() * whole;
    let taken = 0;
    for (let area = 0; area < problem.areas && draw >= 0; area += 1) {
      const own = pull(area);
      if (own > 0) taken = area;
      draw -= own;
    }
    drawn[taken] = 1;
    placeAt(k, taken);
  }
  return centre;
}

/** Nearest territory by miles and handicap; writes handicaps, moves centres that are no bases. */
function balance(instance: AreaInstance, centre: SpherePoints, handicap: Float64Array): Int32Array {
  const { problem, at, based, bands, weight, distanceWeight } = instance;
  const { areas, territories: K } = problem;
  const M = bands.measures;
  const turns = Math.max(4, Math.min(mostTurns, Math.floor(mostLooks / (areas * K))));
  const step = new Float64Array(K).fill(20);
  const territory = new Int32Array(areas);
  const load = new Float64Array(K);
  for (let turn = 0; turn < turns; turn += 1) {
    load.fill(0);
    const sums = { x: new Float64Array(K), y: new Float64Array(K), z: new Float64Array(K) };
    for (let area = 0; area < areas; area += 1) {
      let best = bands.fixed[area] ?? -1;
      let least = Infinity;
      if (best < 0)
        for (let k = 0; k < K; k += 1) {
          const miles = milesApart(at, area, centre, k) + (handicap[k] as number);
          if (miles < least) {
            least = miles;
            best = k;
          }
        }
      territory[area] = best;
      load[best] = (load[best] as number) + (weight[area * M] as number);
      if (Number.isNaN(at.z[area])) continue;
      const own = (distanceWeight[area] as number) + 1e-9;
      for (const axis of ['x', 'y', 'z'] as const)
        sums[axis][best] = (sums[axis][best] as number) + own * (at[axis][area] as number);
    }
    for (let k = 0; k < K; k += 1) {
      const off = (load[k] as number) / Math.max(1e-300, bands.target[k * M] as number) - 1;
      const turned = off > 0 !== (step[k] as number) > 0;
      const size = Math.min(80, Math.max(0.05, Math.abs(step[k] as number) * (turned ? 0.5 : 1.2)));
      step[k] = off > 0 ? size : -size;
      handicap[k] = (handicap[k] as number) + (step[k] as number) * Math.min(1, Math.abs(off) * 5);
      const length = Math.hypot(sums.x[k] as number, sums.y[k] as number, sums.z[k] as number);
      if (based[k] === 1 || !(length > 0)) continue;
      for (const axis of ['x', 'y', 'z'] as const)
        centre[axis][k] = (sums[axis][k] as number) / length;
    }
  }
  return territory;
}

/** −1 for what is not in its territory's heaviest piece; locked areas joined by paths where free areas allow it. */
function keepPieces(instance: AreaInstance, near: Int32Array): Int32Array {
  const { problem, bands } = instance;
  const kept = bands.fixed.slice();
  const locked = Array.from({ length: problem.territories }, () => [] as number[]);
  bands.fixed.forEach((k, area) => {
    if (k >= 0) locked[k]?.push(area);
  });
  for (let k = 0; k < problem.territories; k += 1) joinLocked(instance, kept, k, locked[k] ?? []);
  for (let k = 0; k < problem.territories; k += 1) {
    const own = locked[k] ?? [];
    const pieces = piecesOf(instance, near, k);
    const core =
      own.length === 0
        ? pieces.slice(0, 1)
        : pieces.filter((piece) => piece.some((area) => bands.fixed[area] === k));
    for (const area of core.flat()) if (kept[area] === -1) kept[area] = k;
  }
  for (let k = 0; k < problem.territories; k += 1)
    for (const piece of piecesOf(instance, kept, k).slice(1))
      if (piece.every((area) => bands.fixed[area] === -1))
        for (const area of piece) kept[area] = -1;
  return kept;
}

/** Grows from the first locked area and takes in each other one by the shortest path of free areas. */
function joinLocked(
  { graph, problem }: AreaInstance,
  kept: Int32Array,
  k: number,
  locked: readonly number[]
): void {
  if (locked.length < 2) return;
  const tree = new Set([locked[0] ?? 0]);
  const open = new Set(locked.slice(1));
  while (open.size > 0) {
    const before = new Int32Array(problem.areas).fill(-2);
    const queue = [...tree];
    for (const area of queue) before[area] = -1;
    let reached = -1;
    for (let head = 0; head < queue.length && reached < 0; head += 1) {
      const here = queue[head] ?? 0;
      for (let at = graph.start[here] ?? 0; at < (graph.start[here + 1] ?? 0); at += 1) {
        const next = graph.neighbour[at] ?? 0;
        const held = kept[next] ?? -1;
        if ((before[next] ?? 0) !== -2 || (held >= 0 && held !== k)) continue;
        before[next] = here;
        queue.push(next);
        if (open.has(next)) {
          reached = next;
          break;
        }
      }
    }
    if (reached < 0) {
      const other = open.values().next().value ?? 0;
      open.delete(other);
      tree.add(other);
      continue;
    }
    open.delete(reached);
    for (let area = reached; area >= 0; area = before[area] ?? -1) {
      kept[area] = k;
      tree.add(area);
    }
  }
}

/** Gives every area without territory to a neighbour's, nearest by miles and handicap first. */
function fillAll(
  { problem, graph, at }: AreaInstance,
  territory: Int32Array,
  centre: SpherePoints,
  handicap: Float64Array
): void {
  if (territory.every((k) => k === -1)) territory[0] = 0;
  let open = true;
  while (open) {
    open = false;
    const found: { readonly area: number; readonly to: number }[] = [];
    for (let area = 0; area < problem.areas; area += 1) {
      if ((territory[area] ?? 0) >= 0) continue;
      open = true;
      let to = -1;
      let least = Infinity;
      for (let slot = graph.start[area] ?? 0; slot < (graph.start[area + 1] ?? 0); slot += 1) {
        const k = territory[graph.neighbour[slot] ?? 0] ?? -1;
        if (k < 0) continue;
        const miles = milesApart(at, area, centre, k) + (handicap[k] ?? 0);
        if (miles < least) {
          least = miles;
          to = k;
        }
      }
      if (to >= 0) found.push({ area, to });
    }
    for (const { area, to } of found) territory[area] = to;
  }
}

/** Gives each territory without an area the free one nearest to its centre that another can spare. */
function fillEmpty(instance: AreaInstance, territory: Int32Array, centre: SpherePoints): void {
  const { problem, bands, at } = instance;
  const count = new Int32Array(problem.territories);
  for (const k of territory) count[k] = (count[k] ?? 0) + 1;
  for (let k = 0; k < problem.territories; k += 1) {
    if ((count[k] ?? 0) > 0 || !wantsAreas(instance, k)) continue;
    const near = Array.from({ length: problem.areas }, (_, area) => area)
      .filter((area) => bands.fixed[area] === -1 && (count[territory[area] ?? 0] ?? 0) > 1)
      .sort((a, b) => milesApart(at, a, centre, k) - milesApart(at, b, centre, k) || a - b);
    for (const area of near) {
      const from = territory[area] ?? 0;
      const before = piecesOf(instance, territory, from).length;
      territory[area] = k;
      if (piecesOf(instance, territory, from).length <= before) {
        count[from] = (count[from] ?? 0) - 1;
        count[k] = 1;
        break;
      }
      territory[area] = from;
    }
  }
}
