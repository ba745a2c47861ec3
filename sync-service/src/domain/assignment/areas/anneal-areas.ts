import type { Random } from '../dense/seeded-random.ts';
import { resplitter } from './resplit-pair.ts';
import type { AreaBands } from './area-bands.ts';
import type { AreaInstance, AreaState } from './area-state.ts';
import {
  beyondBand,
  bordersWith,
  canLeave,
  recentre,
  shiftArea,
  travelCost
} from './area-state.ts';
import type { AreaScore } from './score-areas.ts';
import { scoreAreas, scoresBetter } from './score-areas.ts';

export interface AreaAnnealing {
  readonly nodes: number;
  /** First and last temperature, in mean cost of an area; 0 at the end means descent only. */
  readonly hot: number;
  readonly cold: number;
  /** First and last fine for a unit beyond a band, in mean cost of a unit. */
  readonly loose: number;
  readonly tight: number;
  /** The fines hold to bands of this width, as a share of the real ones. */
  readonly width: number;
  /** Fined for being beyond a band at all, as if it were by this share of the fair share. */
  readonly charge: number;
  readonly stop: () => boolean;
}

export interface BestAreas {
  score: AreaScore;
  readonly territory: Int32Array;
}

export interface AnnealCount {
  nodes: number;
  accepted: number;
}

/**
 * Beyond the band by this share of the fair share, one more unit costs three times the fine: with a
 * fine that rises, load flows from the fuller of two full neighbours to the other.
 */
const steepFrom = 0.1;
const chainShare = 0.5;
/** Of proposals; each looks at all areas of two territories. */
const resplitShare = 0.03;

/** Bands drawn in towards the fair share; what fills a territory by itself is held to as it is. */
function narrowed(bands: AreaBands, width: number): AreaBands {
  const towards = (limits: Float64Array): Float64Array =>
    limits.map((limit, at) => {
      const fair = bands.target[at] as number;
      return fair + width * (limit - fair);
    });
  return { ...bands, lower: towards(bands.lower), upper: towards(bands.upper) };
}

/**
 * Annealing over shifts of border areas and chains of two (an area goes to a neighbour, one of the
 * neighbour's goes on), territories staying in one piece at every step. Centres move along at
 * intervals, where the plan is scored; the best is kept in `best`.
 */
export function annealAreas(
  instance: AreaInstance,
  state: AreaState,
  best: BestAreas,
  random: Random,
  count: AnnealCount,
  { nodes, hot, cold, loose, tight, width, charge, stop }: AreaAnnealing
): void {
  const { problem, graph, weight } = instance;
  const { areas } = problem;
  const { measures: M, fixed } = instance.bands;
  const bands = narrowed(instance.bands, width);
  const { start, neighbour } = graph;
  const { territory, members } = state;
  const cutCost = problem.cutCost ?? 0;
  const first = scoreAreas(instance, state);
  const scale = Math.max(first.cost / areas, 1e-9);
  const fine = Float64Array.from(problem.measures, (measure) => {
    const whole = measure.weight.reduce((sum, own) => sum + own, 0);
    return whole > 0 ? Math.max(first.cost, 1e-9) / whole : 0;
  });
  const fines = new Float64Array(M);
  let factor = loose;
  let temperature = scale * hot;
  const from = count.nodes;
  const checkEach = Math.max(2048, areas);
  let checked = -Infinity;

  const moved = (area: number, to: number): number => {
    const today = problem.current?.[area] ?? -1;
    return today >= 0 && today !== to ? (problem.moveCost?.[area] ?? 0) : 0;
  };
  const costOf = (area: number, a: number, b: number): number =>
    travelCost(instance, state, area, b) -
    travelCost(instance, state, area, a) +
    (problem.moveCost === undefined ? 0 : moved(area, b) - moved(area, a));
  const cutOf = (area: number, a: number, b: number): number =>
    cutCost === 0
      ? 0
      : cutCost * (bordersWith(graph, state, area, a) - bordersWith(graph, state, area, b));
  const fineFor = (m: number, at: number, beyond: number): number => {
    if (beyond === 0) return 0;
    const fair = bands.unit[at] as number;
    return (fines[m] as number) * (charge * fair + beyond * (1 + beyond / (steepFrom * fair)));
  };
  /** Change of fines where a territory gains one area and loses another (−1 for none). */
  const fined = (k: number, gains: number, loses: number): number => {
    let change = 0;
    for (let m = 0; m < M; m += 1) {
      const at = k * M + m;
      const by =
        (gains < 0 ? 0 : (weight[gains * M + m] as number)) -
        (loses < 0 ? 0 : (weight[loses * M + m] as number));
      change += fineFor(m, at, beyondBand(bands, state, at, by));
      change -= fineFor(m, at, beyondBand(bands, state, at, 0));
    }
    return change;
  };
  const fineOf = (k: number, loads: Float64Array, from: number): number => {
    let sum = 0;
    for (let m = 0; m < M; m += 1) {
      const at = k * M + m;
      const beyond = beyondBand(
        bands,
        state,
        at,
        (loads[from + m] as number) - (state.load[at] as number)
      );
      sum += fineFor(m, at, beyond);
    }
    return sum;
  };
  const pairs = resplitter(instance, state, random, fineOf);
  const neighbourOf = (area: number): number => {
    const begin = start[area] as number;
    const degree = (start[area + 1] as number) - begin;
    return degree === 0 ? -1 : (neighbour[begin + ((random() * degree) | 0)] as number);
  };

  const propose = (): void => {
    const area = (random() * areas) | 0;
    if (fixed[area] !== -1) return;
    const beside = neighbourOf(area);
    if (beside < 0) return;
    const a = territory[area] as number;
    const b = territory[beside] as number;
    if (a === b) return;
    const limit = temperature === 0 ? -1e-9 * scale : -temperature * Math.log(random() + 1e-300);
    if (random() < resplitShare) {
      const drawn = pairs.draw(a, b);
      count.nodes += (members[a] as number[]).length + (members[b] as number[]).length;
      if (drawn === null || drawn.split.change + drawn.fines > limit) return;
      for (let position = 0; position < drawn.split.count; position += 1) {
        const moving = drawn.split.area[position] as number;
        const to = drawn.split.to[position] as number;
        if (territory[moving] !== to) shiftArea(instance, state, moving, to);
      }
      recentre(instance, state, [a, b]);
      count.accepted += 1;
      return;
    }
    const own = costOf(area, a, b);
    if (random() >= chainShare) {
      const change = own + fined(a, -1, area) + fined(b, area, -1);
      if (change + cutOf(area, a, b) > limit || !canLeave(graph, state, area)) return;
      shiftArea(instance, state, area, b);
      count.accepted += 1;
      return;
    }
    const there = members[b] as number[];
    const other = there[(random() * there.length) | 0] as number;
    if (fixed[other] !== -1) return;
    const goesTo = neighbourOf(other);
    if (goesTo < 0) return;
    const c = goesTo === area ? a : (territory[goesTo] as number);
    if (c === b) return;
    const change =
      own +
      costOf(other, b, c) +
      fined(b, area, other) +
      (c === a ? fined(a, other, area) : fined(a, -1, area) + fined(c, other, -1));
    const borders = cutCost * 2 * ((start[other + 1] as number) - (start[other] as number));
    if (change - borders > limit || !canLeave(graph, state, area)) return;
    const cut = cutOf(area, a, b);
    shiftArea(instance, state, area, b);
    if (
      change + cut + cutOf(other, b, c) > limit ||
      bordersWith(graph, state, other, c) === 0 ||
      !canLeave(graph, state, other)
    ) {
      shiftArea(instance, state, area, a);
      return;
    }
    shiftArea(instance, state, other, c);
    count.accepted += 1;
  };

  for (;;) {
    const used = count.nodes - from;
    if (used - checked >= checkEach || used >= nodes) {
      recentre(instance, state);
      const score = scoreAreas(instance, state);
      if (scoresBetter(score, best.score)) {
        best.score = score;
        best.territory.set(territory);
      }
      if (used >= nodes || stop()) return;
      factor = loose * (tight / loose) ** (used / nodes);
      checked = used;
      temperature =
        cold === 0
          ? scale * hot * Math.max(0, 1 - (2 * used) / nodes)
          : scale * hot * (cold / hot) ** (used / nodes);
      for (let m = 0; m < M; m += 1) fines[m] = factor * (fine[m] as number);
    }
    const looked = state.looked;
    propose();
    count.nodes += 1 + state.looked - looked;
  }
}
