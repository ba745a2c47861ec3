import type { Random } from '../dense/seeded-random.ts';
import { milesApart } from '../solve/great-circle.ts';
import type { AreaInstance, AreaState } from './area-state.ts';
import { meanPlace } from './area-state.ts';

/** Two territories taken as one and cut anew. */
export interface Resplit {
  /** Areas of both (the first `count` entries), and the territory proposed for each. */
  readonly area: Int32Array;
  readonly to: Int32Array;
  count: number;
  /** Change of travel, moves and borders if it is taken. */
  change: number;
}

/** What a territory's loads (M, read from `at` on) would be fined. */
export type FineOf = (k: number, loads: Float64Array, at: number) => number;

export interface Resplitter {
  /**
   * Draws a tree that spans two neighbouring territories, and cuts it where the fines are least; at
   * random among cuts without fines. Null where locks leave no cut or the two do not hang together.
   */
  draw(a: number, b: number): { readonly split: Resplit; readonly fines: number } | null;
}

/**
 * Recombination as in ReCom of DeFord, Duchin and Solomon (2021): big areas that no chain of shifts
 * brings past each other find their place in one step.
 */
export function resplitter(
  instance: AreaInstance,
  state: AreaState,
  random: Random,
  fineOf: FineOf
): Resplitter {
  const { problem, graph, bands, weight, at, distanceWeight, based } = instance;
  const { areas } = problem;
  const { measures: M, fixed } = bands;
  const { territory, members, centre, load } = state;
  const split: Resplit = {
    area: new Int32Array(areas),
    to: new Int32Array(areas),
    count: 0,
    change: 0
  };
  const parent = new Int32Array(areas);
  const slot = new Int32Array(areas).fill(-1);
  const inside = new Uint8Array(areas);
  const below = new Float64Array(areas * M);
  const rest = new Float64Array(M);
  /** Areas below a cut that are fixed in a, in b. */
  const fixedA = new Int32Array(areas);
  const fixedB = new Int32Array(areas);
  const frontFrom: number[] = [];
  const frontTo: number[] = [];
  const place = { x: new Float64Array(2), y: new Float64Array(2), z: new Float64Array(2) };

  /** Random growth from a random area; positions run from the root outwards. */
  const drawTree = (a: number, b: number): boolean => {
    const own = members[a] as number[];
    const other = members[b] as number[];
    const whole = own.length + other.length;
    const root = own[(random() * own.length) | 0] as number;
    frontFrom.length = 0;
    frontTo.length = 0;
    let count = 0;
    const add = (area: number, from: number): void => {
      split.area[count] = area;
      parent[count] = from;
      slot[area] = count;
      count += 1;
      const end = graph.start[area + 1] as number;
      for (let edge = graph.start[area] as number; edge < end; edge += 1) {
        const next = graph.neighbour[edge] as number;
        const k = territory[next] as number;
        if ((k !== a && k !== b) || (slot[next] as number) >= 0) continue;
        frontFrom.push(count - 1);
        frontTo.push(next);
      }
    };
    add(root, -1);
    while (frontTo.length > 0) {
      const pick = (random() * frontTo.length) | 0;
      const next = frontTo[pick] as number;
      const from = frontFrom[pick] as number;
      const lastTo = frontTo.pop() as number;
      const lastFrom = frontFrom.pop() as number;
      if (pick < frontTo.length) {
        frontTo[pick] = lastTo;
        frontFrom[pick] = lastFrom;
      }
      if ((slot[next] as number) < 0) add(next, from);
    }
    split.count = count;
    for (let position = 0; position < count; position += 1)
      slot[split.area[position] as number] = -1;
    return count === whole;
  };

  const sumBelow = (a: number, b: number): void => {
    for (let position = 0; position < split.count; position += 1) {
      const area = split.area[position] as number;
      fixedA[position] = fixed[area] === a ? 1 : 0;
      fixedB[position] = fixed[area] === b ? 1 : 0;
      for (let m = 0; m < M; m += 1) below[position * M + m] = weight[area * M + m] as number;
    }
    for (let position = split.count - 1; position > 0; position -= 1) {
      const up = parent[position] as number;
      fixedA[up] = (fixedA[up] as number) + (fixedA[position] as number);
      fixedB[up] = (fixedB[up] as number) + (fixedB[position] as number);
      for (let m = 0; m < M; m += 1)
        below[up * M + m] = (below[up * M + m] as number) + (below[position * M + m] as number);
    }
  };

  /** Travel and moves of one side in a territory, the centre at the side's own mean unless based. */
  const costOf = (side: number, k: number): number => {
    const which = side === 1 ? 0 : 1;
    if (based[k] === 1)
      for (const axis of ['x', 'y', 'z'] as const) place[axis][which] = centre[axis][k] as number;
    else
      meanPlace(
        instance,
        split.area,
        split.count,
        (position) => inside[position] === side,
        place,
        which
      );
    let cost = 0;
    for (let position = 0; position < split.count; position += 1) {
      if (inside[position] !== side) continue;
      const area = split.area[position] as number;
      cost += (distanceWeight[area] as number) * milesApart(at, area, place, which);
      const today = problem.current?.[area] ?? -1;
      if (today >= 0 && today !== k) cost += problem.moveCost?.[area] ?? 0;
    }
    return cost;
  };

  const bordersBetween = (
    sideOf: (area: number, position: number) => number,
    a: number,
    b: number
  ): number => {
    let count = 0;
    for (let position = 0; position < split.count; position += 1) {
      const area = split.area[position] as number;
      const end = graph.start[area + 1] as number;
      for (let edge = graph.start[area] as number; edge < end; edge += 1) {
        const next = graph.neighbour[edge] as number;
        const k = territory[next] as number;
        if (k !== a && k !== b) continue;
        if (sideOf(area, position) !== sideOf(next, slot[next] as number)) count += 1;
      }
    }
    return count / 2;
  };

  return {
    draw(a, b) {
      if (!drawTree(a, b)) return null;
      sumBelow(a, b);
      const allA = fixedA[0] as number;
      const allB = fixedB[0] as number;
      let cut = -1;
      let least = Infinity;
      let seen = 0;
      for (let position = 1; position < split.count; position += 1) {
        for (let m = 0; m < M; m += 1)
          rest[m] = (below[m] as number) - (below[position * M + m] as number);
        const lowA = fixedA[position] as number;
        const lowB = fixedB[position] as number;
        const straight =
          lowB === 0 && lowA === allA
            ? fineOf(a, below, position * M) + fineOf(b, rest, 0)
            : Infinity;
        const turned =
          lowA === 0 && lowB === allB
            ? fineOf(b, below, position * M) + fineOf(a, rest, 0)
            : Infinity;
        const fines = Math.min(straight, turned);
        if (fines > least || fines === Infinity) continue;
        seen = fines < least ? 1 : seen + 1;
        if (fines < least || random() * seen < 1) cut = position;
        least = fines;
      }
      if (cut < 0) return null;
      for (let position = 0; position < split.count; position += 1) {
        slot[split.area[position] as number] = position;
        inside[position] =
          position === cut || (position > 0 && inside[parent[position] as number] === 1) ? 1 : 0;
      }
      for (let m = 0; m < M; m += 1)
        rest[m] = (below[m] as number) - (below[cut * M + m] as number);
      const orient = (low: number, high: number): { cost: number; fines: number } => {
        const lowFixed = low === a ? fixedB[cut] : fixedA[cut];
        const lowOwn = low === a ? fixedA[cut] : fixedB[cut];
        if (lowFixed !== 0 || lowOwn !== (low === a ? allA : allB))
          return { cost: Infinity, fines: Infinity };
        return {
          cost: costOf(1, low) + costOf(0, high),
          fines: fineOf(low, below, cut * M) + fineOf(high, rest, 0)
        };
      };
      const straight = orient(a, b);
      const turned = orient(b, a);
      const swap = turned.cost + turned.fines < straight.cost + straight.fines;
      const chosen = swap ? turned : straight;
      const [low, high] = swap ? [b, a] : [a, b];
      let before = 0;
      for (let position = 0; position < split.count; position += 1) {
        split.to[position] = inside[position] === 1 ? low : high;
        const area = split.area[position] as number;
        const k = territory[area] as number;
        before += (distanceWeight[area] as number) * milesApart(at, area, centre, k);
        const today = problem.current?.[area] ?? -1;
        if (today >= 0 && today !== k) before += problem.moveCost?.[area] ?? 0;
      }
      const cutCost = problem.cutCost ?? 0;
      const borders =
        cutCost === 0
          ? 0
          : bordersBetween((_, position) => inside[position] as number, a, b) -
            bordersBetween((area) => territory[area] as number, a, b);
      for (let position = 0; position < split.count; position += 1)
        slot[split.area[position] as number] = -1;
      split.change = chosen.cost - before + cutCost * borders;
      return {
        split,
        fines: chosen.fines - fineOf(a, load, a * M) - fineOf(b, load, b * M)
      };
    }
  };
}
