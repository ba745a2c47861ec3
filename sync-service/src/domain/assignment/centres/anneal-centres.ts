import type { Random } from '../dense/seeded-random.ts';
import type { CentresProblem } from './centres-problem.ts';
import type { CentresState } from './centres-state.ts';
import { costAround, moveBase, movePoint, overload } from './centres-state.ts';

export interface CentresAnnealing {
  readonly nodes: number;
  /** First and last temperature, in mean distances of a point to its base. */
  readonly hot: number;
  readonly cold: number;
  readonly stop: () => boolean;
}

export interface BestCentres {
  cost: number;
  readonly base: Int32Array;
  readonly group: Int32Array;
  /** Whether a design within all capacities was seen. */
  found: boolean;
}

const nodesPerCheck = 4096;
const feasibleShare = 0.1;

/**
 * Annealing over shifts, swaps, chains, changes of a base within its group, and relocations: one
 * group is closed, its points going to groups around, and one is opened round another point. The
 * capacity may be exceeded for a fine that follows how often it is. Returns nodes used; writes the
 * best design within capacity into `best`.
 */
export function annealCentres(
  problem: CentresProblem,
  state: CentresState,
  near: Int32Array,
  best: BestCentres,
  random: Random,
  { nodes, hot, cold, stop }: CentresAnnealing
): number {
  const { points, centres, distance, demand, capacity } = problem;
  const { group, base, load, members } = state;
  const each = points > 0 ? near.length / points : 0;
  const scale = Math.max(state.cost / points, 1e-9);
  const meanDemand = Math.max(demand.reduce((sum, need) => sum + need, 0) / points, 1e-9);
  const fine = scale / meanDemand;
  let factor = 1;
  let temperature = scale * hot;
  let used = 0;
  let checked = -Infinity;
  let proposals = 0;
  let feasible = 0;
  const undoPoint: number[] = [];
  const undoGroup: number[] = [];

  const keepIfBest = (): void => {
    if (state.overloaded > 0 || state.cost >= best.cost - 1e-9) return;
    best.cost = state.cost;
    best.base.set(base);
    best.group.set(group);
    best.found = true;
  };
  const fined = (at: number, change: number): number => {
    const over = (load[at] as number) - (capacity[base[at] as number] as number);
    const after = over + change;
    return factor * fine * ((after > 1e-9 ? after : 0) - (over > 1e-9 ? over : 0));
  };
  const limitNow = (): number => -temperature * Math.log(random() + 1e-300);
  const nearOf = (point: number): number =>
    near[point * each + ((random() * random() * each) | 0)] as number;

  const shiftOrSwap = (): void => {
    const point = (random() * points) | 0;
    const from = group[point] as number;
    if (base[from] === point) return;
    const neighbour = nearOf(point);
    const to = group[neighbour] as number;
    if (to === from) return;
    const row = point * points;
    const need = demand[point] as number;
    const gain =
      (distance[row + (base[to] as number)] as number) -
      (distance[row + (base[from] as number)] as number);
    const limit = limitNow();
    if (random() < 0.4) {
      if (gain + fined(from, -need) + fined(to, need) > limit) return;
      movePoint(problem, state, point, to);
      return;
    }
    const there = members[to] as number[];
    const other = there[(random() * there.length) | 0] as number;
    if (base[to] === other) return;
    const next = random() < 0.5 ? from : (group[nearOf(other)] as number);
    if (next === to) return;
    const otherNeed = demand[other] as number;
    const otherRow = other * points;
    let change =
      gain +
      (distance[otherRow + (base[next] as number)] as number) -
      (distance[otherRow + (base[to] as number)] as number) +
      fined(to, need - otherNeed);
    if (next === from) change += fined(from, otherNeed - need);
    else change += fined(from, -need) + fined(next, otherNeed);
    if (change > limit) return;
    movePoint(problem, state, point, to);
    movePoint(problem, state, other, next);
  };

  const changeBase = (): void => {
    const at = (random() * centres) | 0;
    const inside = members[at] as number[];
    if (inside.length < 2) return;
    const point = inside[(random() * inside.length) | 0] as number;
    const old = base[at] as number;
    if (point === old) return;
    used += inside.length;
    const change =
      costAround(problem, inside, point) -
      costAround(problem, inside, old) +
      factor *
        fine *
        (Math.max(0, (load[at] as number) - (capacity[point] as number)) -
          Math.max(0, (load[at] as number) - (capacity[old] as number)));
    if (change <= limitNow()) moveBase(problem, state, at, point);
  };

  const fineOf = (at: number): number => factor * fine * Math.max(0, overload(problem, state, at));

  const send = (point: number, to: number): number => {
    const from = group[point] as number;
    const change =
      (distance[point * points + (base[to] as number)] as number) -
      (distance[point * points + (base[from] as number)] as number) +
      fined(from, -(demand[point] as number)) +
      fined(to, demand[point] as number);
    undoPoint.push(point);
    undoGroup.push(from);
    movePoint(problem, state, point, to);
    return change;
  };

  /** Closes the group `at`, opens one round `centre` under the same number, or leaves all as it was. */
  const relocate = (): void => {
    const at = (random() * centres) | 0;
    const oldBase = base[at] as number;
    let centre = oldBase;
    for (let hops = random() < 0.5 ? 2 : 6; hops > 0; hops -= 1) centre = nearOf(centre);
    if (random() < 0.3) centre = (random() * points) | 0;
    const source = group[centre] as number;
    if (source === at || base[source] === centre) return;
    const limit = limitNow();
    undoPoint.length = 0;
    undoGroup.length = 0;
    const before = state.cost;
    let change = 0;
    const leaving = [...(members[at] as number[])];
    for (const point of leaving) {
      const row = point * points;
      let to = -1;
      let least = Infinity;
      for (let rank = 0; rank < each; rank += 1) {
        const candidate = group[near[point * each + rank] as number] as number;
        if (candidate === at) continue;
        const price =
          (distance[row + (base[candidate] as number)] as number) +
          fined(candidate, demand[point] as number);
        if (price < least) {
          least = price;
          to = candidate;
        }
      }
      used += each;
      if (to >= 0) change += send(point, to);
    }
    if ((members[at] as number[]).length === 0) {
      change += fineOf(at);
      base[at] = centre;
      change += send(centre, at);
      for (let rank = 0; rank < each; rank += 1) {
        const point = near[centre * each + rank] as number;
        const from = group[point] as number;
        if (from === at || base[from] === point) continue;
        const gain =
          (distance[point * points + centre] as number) -
          (distance[point * points + (base[from] as number)] as number) +
          fined(from, -(demand[point] as number)) +
          fined(at, demand[point] as number);
        if (gain < 0) change += send(point, at);
      }
      used += each;
      if (change <= limit) return;
    }
    for (let step = undoPoint.length - 1; step >= 0; step -= 1) {
      if ((members[at] as number[]).length === 0) base[at] = oldBase;
      movePoint(problem, state, undoPoint[step] as number, undoGroup[step] as number);
      if ((members[at] as number[]).length === 0) base[at] = oldBase;
    }
    base[at] = oldBase;
    state.cost = before;
  };

  keepIfBest();
  while (used < nodes) {
    if (used - checked >= nodesPerCheck) {
      if (stop()) break;
      if (proposals > 0)
        factor =
          feasible < feasibleShare * proposals
            ? Math.min(factor * 1.01, 1e6)
            : Math.max(factor * 0.99, 0.05);
      feasible = 0;
      proposals = 0;
      checked = used;
      temperature = scale * hot * (cold / hot) ** (used / nodes);
    }
    used += 1;
    proposals += 1;
    if (state.overloaded === 0) feasible += 1;
    const kind = random();
    if (kind < 0.9) shiftOrSwap();
    else if (kind < 0.98) changeBase();
    else if (centres > 1) relocate();
    keepIfBest();
  }
  return used;
}
