import { moveMember } from '../member-lists.ts';
import type { CentresProblem } from './centres-problem.ts';

/** A design with its totals kept step by step. Groups are numbered 0 to centres − 1. */
export interface CentresState {
  /** Group of each point. */
  readonly group: Int32Array;
  /** Base point of each group; it is a member of its own group. */
  readonly base: Int32Array;
  readonly load: Float64Array;
  /** Points of each group, in no order. */
  readonly members: number[][];
  readonly position: Int32Array;
  cost: number;
  /** Groups above the capacity of their base. */
  overloaded: number;
}

/** State of a design, all totals from scratch. */
export function centresState(
  problem: CentresProblem,
  base: Int32Array,
  group: Int32Array
): CentresState {
  const state: CentresState = {
    group: Int32Array.from(group),
    base: Int32Array.from(base),
    load: new Float64Array(base.length),
    members: Array.from(base, () => []),
    position: new Int32Array(group.length),
    cost: 0,
    overloaded: 0
  };
  group.forEach((at, point) => {
    const members = state.members[at] as number[];
    state.position[point] = members.length;
    members.push(point);
    state.load[at] = (state.load[at] as number) + (problem.demand[point] as number);
    state.cost += problem.distance[point * problem.points + (base[at] as number)] as number;
  });
  base.forEach((_, at) => {
    if (overload(problem, state, at) > 0) state.overloaded += 1;
  });
  return state;
}

/** Demand above the base's capacity; negative where there is room. Differences below 1e-9 are none. */
export function overload(problem: CentresProblem, state: CentresState, group: number): number {
  const over =
    (state.load[group] as number) - (problem.capacity[state.base[group] as number] as number);
  return over > 0 && over < 1e-9 ? 0 : over;
}

/** Moves one point to another group and keeps every total. */
export function movePoint(
  problem: CentresProblem,
  state: CentresState,
  point: number,
  to: number
): void {
  const { points, distance, demand } = problem;
  const { group, base, load, members, position } = state;
  const from = group[point] as number;
  if (overload(problem, state, from) > 0) state.overloaded -= 1;
  if (overload(problem, state, to) > 0) state.overloaded -= 1;
  const need = demand[point] as number;
  load[from] = (load[from] as number) - need;
  load[to] = (load[to] as number) + need;
  if (overload(problem, state, from) > 0) state.overloaded += 1;
  if (overload(problem, state, to) > 0) state.overloaded += 1;
  const row = point * points;
  state.cost +=
    (distance[row + (base[to] as number)] as number) -
    (distance[row + (base[from] as number)] as number);
  moveMember(members, position, point, from, to);
  group[point] = to;
}

/** Cost of a group if `point` were its base. */
export function costAround(
  problem: CentresProblem,
  members: readonly number[],
  point: number
): number {
  const row = point * problem.points;
  let cost = 0;
  for (const member of members) cost += problem.distance[row + member] as number;
  return cost;
}

/** Makes a member the base of its group and keeps every total. */
export function moveBase(
  problem: CentresProblem,
  state: CentresState,
  at: number,
  point: number
): void {
  const members = state.members[at] as number[];
  if (overload(problem, state, at) > 0) state.overloaded -= 1;
  state.cost +=
    costAround(problem, members, point) - costAround(problem, members, state.base[at] as number);
  state.base[at] = point;
  if (overload(problem, state, at) > 0) state.overloaded += 1;
}
