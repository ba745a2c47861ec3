import { moveMember } from '../member-lists.ts';
import { milesApart, spherePoints } from '../solve/great-circle.ts';
import type { SpherePoints } from '../solve/great-circle.ts';
import type { AreaBands } from './area-bands.ts';
import type { AreaGraph } from './area-graph.ts';
import type { AreaProblem } from './area-problem.ts';

/** Problem, graph, bands and tables that a search reads and never changes. */
export interface AreaInstance {
  readonly problem: AreaProblem;
  readonly graph: AreaGraph;
  readonly bands: AreaBands;
  readonly at: SpherePoints;
  readonly distanceWeight: Float64Array;
  /** Load of each area, area-major: [i × measures + m]. */
  readonly weight: Float64Array;
  /** 1 where the territory's base is given and does not move. */
  readonly based: Uint8Array;
}

/** A plan with its totals kept step by step. */
export interface AreaState {
  readonly territory: Int32Array;
  readonly load: Float64Array;
  /** Areas of each territory, in no order, and where each stands there. */
  readonly members: number[][];
  readonly position: Int32Array;
  /** Bases and centres that miles are measured to until `recentre`. */
  readonly centre: SpherePoints;
  /** Marks of the walk that looks for pieces. */
  readonly seen: Int32Array;
  readonly queue: Int32Array;
  walk: number;
  /** Areas that walks have looked at. */
  looked: number;
}

/** Tables of a sound problem. */
export function areaInstance(
  problem: AreaProblem,
  graph: AreaGraph,
  bands: AreaBands
): AreaInstance {
  const M = problem.measures.length;
  const weight = new Float64Array(problem.areas * M);
  problem.measures.forEach((measure, m) => {
    measure.weight.forEach((own, area) => {
      weight[area * M + m] = own;
    });
  });
  const { baseLatitude, baseLongitude } = problem;
  return {
    problem,
    graph,
    bands,
    at: spherePoints(problem.latitude, problem.longitude),
    distanceWeight:
      problem.distanceWeight ?? problem.measures[0]?.weight ?? new Float64Array(problem.areas),
    weight,
    based: Uint8Array.from({ length: problem.territories }, (_, k) =>
      Number.isNaN((baseLatitude?.[k] ?? NaN) + (baseLongitude?.[k] ?? NaN)) ? 0 : 1
    )
  };
}

/** State of a plan, all totals from scratch. */
export function areaState(instance: AreaInstance, territory: Int32Array): AreaState {
  const { problem, bands, weight } = instance;
  const { measures: M } = bands;
  const K = problem.territories;
  const state: AreaState = {
    territory: territory.slice(),
    load: new Float64Array(K * M),
    members: Array.from({ length: K }, () => []),
    position: new Int32Array(problem.areas),
    centre: spherePoints(
      problem.baseLatitude ?? new Float64Array(K).fill(NaN),
      problem.baseLongitude ?? new Float64Array(K).fill(NaN)
    ),
    seen: new Int32Array(problem.areas),
    queue: new Int32Array(problem.areas),
    walk: 0,
    looked: 0
  };
  territory.forEach((k, area) => {
    const list = state.members[k] as number[];
    state.position[area] = list.length;
    list.push(area);
    for (let m = 0; m < M; m += 1)
      state.load[k * M + m] = (state.load[k * M + m] as number) + (weight[area * M + m] as number);
  });
  recentre(instance, state);
  return state;
}

/** How far a load, changed by so much, is outside its band; differences that are rounding are none. */
export function beyondBand(
  { lower, upper }: AreaBands,
  { load }: AreaState,
  at: number,
  change: number
): number {
  const now = (load[at] as number) + change;
  const most = upper[at] as number;
  const least = lower[at] as number;
  const beyond = now > most ? now - most : least - now;
  return beyond > 1e-9 * most ? beyond : 0;
}

/** Cost of an area's miles in a territory, to the centre as it stands. */
export function travelCost(
  { at, distanceWeight }: AreaInstance,
  { centre }: AreaState,
  area: number,
  k: number
): number {
  return (distanceWeight[area] as number) * milesApart(at, area, centre, k);
}

/**
 * Writes the mean place of some areas, by distance weight (on the sphere: the mean vector), to
 * `places` at `index`; areas without a place do not count, NaN where none has one.
 */
export function meanPlace(
  { at, distanceWeight }: AreaInstance,
  areas: ArrayLike<number>,
  count: number,
  counts: (position: number) => boolean,
  places: SpherePoints,
  index: number
): void {
  let x = 0;
  let y = 0;
  let z = 0;
  for (let position = 0; position < count; position += 1) {
    if (!counts(position)) continue;
    const area = areas[position] as number;
    const north = at.z[area] as number;
    if (north !== north) continue;
    // A trace, so that areas that weigh nothing still have a middle.
    const own = (distanceWeight[area] as number) + 1e-9;
    x += own * (at.x[area] as number);
    y += own * (at.y[area] as number);
    z += own * north;
  }
  const length = Math.sqrt(x * x + y * y + z * z);
  places.x[index] = length > 0 ? x / length : NaN;
  places.y[index] = length > 0 ? y / length : NaN;
  places.z[index] = length > 0 ? z / length : NaN;
}

const every = (): boolean => true;

/** Puts the centre of each of these territories that has no base at the mean place of its areas. */
export function recentre(
  instance: AreaInstance,
  { members, centre }: AreaState,
  territories: Iterable<number> = members.keys()
): void {
  for (const k of territories) {
    if (instance.based[k] === 1) continue;
    const own = members[k] as number[];
    meanPlace(instance, own, own.length, every, centre, k);
  }
}

/** Moves one area and keeps every total; whether pieces stay whole is for the caller to ask first. */
export function shiftArea(
  { bands, weight }: AreaInstance,
  state: AreaState,
  area: number,
  to: number
): void {
  const { territory, load, members, position } = state;
  const { measures: M } = bands;
  const from = territory[area] as number;
  for (let m = 0; m < M; m += 1) {
    const own = weight[area * M + m] as number;
    const a = from * M + m;
    const b = to * M + m;
    load[a] = (load[a] as number) - own;
    load[b] = (load[b] as number) + own;
  }
  moveMember(members, position, area, from, to);
  territory[area] = to;
}

/** Neighbours of an area in a territory. */
export function bordersWith(
  { start, neighbour }: AreaGraph,
  { territory }: AreaState,
  area: number,
  k: number
): number {
  let count = 0;
  const end = start[area + 1] as number;
  for (let at = start[area] as number; at < end; at += 1)
    if (territory[neighbour[at] as number] === k) count += 1;
  return count;
}

/**
 * Whether an area can leave its territory without emptying it or cutting a piece of it in two: a
 * walk from one of its neighbours inside must reach the others without it.
 */
export function canLeave({ start, neighbour }: AreaGraph, state: AreaState, area: number): boolean {
  const { territory, seen, queue, members } = state;
  const k = territory[area] as number;
  if ((members[k] as number[]).length < 2) return false;
  state.walk += 1;
  const wanted = -state.walk;
  let missing = 0;
  let first = -1;
  const end = start[area + 1] as number;
  for (let at = start[area] as number; at < end; at += 1) {
    const next = neighbour[at] as number;
    if (territory[next] !== k) continue;
    seen[next] = wanted;
    first = next;
    missing += 1;
  }
  if (missing < 2) return true;
  seen[area] = state.walk;
  seen[first] = state.walk;
  missing -= 1;
  queue[0] = first;
  let tail = 1;
  for (let head = 0; head < tail; head += 1) {
    const here = queue[head] as number;
    const stop = start[here + 1] as number;
    for (let at = start[here] as number; at < stop; at += 1) {
      const next = neighbour[at] as number;
      if (territory[next] !== k || seen[next] === state.walk) continue;
      if (seen[next] === wanted) {
        missing -= 1;
        if (missing === 0) {
          state.looked += tail;
          return true;
        }
      }
      seen[next] = state.walk;
      queue[tail] = next;
      tail += 1;
    }
  }
  state.looked += tail;
  return false;
}

/** The areas of a territory by connected piece, the heaviest piece by distance weight first. */
export function piecesOf(
  { graph, distanceWeight }: AreaInstance,
  territory: Int32Array,
  k: number
): number[][] {
  const { start, neighbour } = graph;
  const seen = new Set<number>();
  const pieces: { readonly areas: number[]; readonly weight: number }[] = [];
  territory.forEach((held, first) => {
    if (held !== k || seen.has(first)) return;
    seen.add(first);
    const areas = [first];
    for (let head = 0; head < areas.length; head += 1) {
      const here = areas[head] ?? 0;
      for (let at = start[here] ?? 0; at < (start[here + 1] ?? 0); at += 1) {
        const next = neighbour[at] ?? 0;
        if (territory[next] !== k || seen.has(next)) continue;
        seen.add(next);
        areas.push(next);
      }
    }
    pieces.push({
      areas,
      weight: areas.reduce((sum, area) => sum + (distanceWeight[area] ?? 0), 0)
    });
  });
  return pieces
    .sort((a, b) => b.weight - a.weight || b.areas.length - a.areas.length)
    .map(({ areas }) => areas);
}
