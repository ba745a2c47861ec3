import { entryLoad } from './candidates.ts';
import type { SearchCount } from './ejection-chains.ts';
import type { NearChoices } from './near-choices.ts';
import { excessOf, hardExcess } from './plan-score.ts';
import { partnersIn } from './search-slack.ts';
import type { SearchState } from './search-state.ts';
import { shift } from './search-state.ts';

/** Choices looked at on leaving a territory, those of least regret first. */
const widest = 400;
/** Ways into a territory that are gone on from. */
const waysIn = 4;
/** What a path must take off the excess where it begins, as a part of it; the second is tried where the first finds none. */
const leastGains = [0.6, 0.05];
const rounding = 1e-12;

/** The end of a path of shifts so far: the territory that the last row came to (or left). */
interface Way {
  readonly territory: number;
  readonly cost: number;
  /** Entry that the row takes, −1 at the start of a path. */
  readonly entry: number;
  readonly before: Way | null;
}

/**
 * Closes what is beyond a hard band by paths of shifts from there to a territory that has room,
 * however far: each row that arrives sends another on, so that no territory on the way is further
 * outside than it was, and of all paths found the cheapest is taken (Dijkstra 1959). Chains of a few
 * shifts end where a whole region is full to its last hour; paths cross it.
 * @param most stops once the count of moves weighed has come so far
 */
export function closeByPaths(
  state: SearchState,
  near: NearChoices,
  count: SearchCount,
  most: number
): void {
  if (state.moved.length > 0) return;
  const { territories } = state.instance;
  let closed = true;
  while (closed && count.weighed < most) {
    closed = false;
    for (let k = 0; k < territories && count.weighed < most; k += 1)
      while (outsideWith(state, k) > rounding && closeOne(state, near, k, count)) closed = true;
  }
}

function closeOne(
  state: SearchState,
  near: NearChoices,
  start: number,
  count: SearchCount
): boolean {
  for (const leastGain of leastGains)
    for (const into of isShort(state, start) ? [true, false] : [false, true]) {
      const path = cheapestPath(state, near, start, into, leastGain, count);
      if (path === null) continue;
      for (let way: Way | null = path; way !== null && way.entry >= 0; way = way.before) {
        shift(state, Math.floor(way.entry / state.candidates.stride), way.entry);
        count.accepted += 1;
      }
      return true;
    }
  return false;
}

function isShort(state: SearchState, k: number): boolean {
  const { count } = state.instance.bands;
  let sum = 0;
  for (let m = 0; m < count; m += 1) sum += hardExcess(state, k * count + m);
  return sum < 0;
}

/**
 * The cheapest path from an overfull territory out, or into a short one from elsewhere, whose last
 * territory is no further outside than before.
 */
function cheapestPath(
  state: SearchState,
  near: NearChoices,
  start: number,
  into: boolean,
  leastGain: number,
  count: SearchCount
): Way | null {
  const { territory } = state.candidates;
  const { territories } = state.instance;
  const ways = new Uint8Array(territories);
  const queue: Way[] = [{ territory: start, cost: 0, entry: -1, before: null }];
  let best: Way | null = null;
  let bestCost = Infinity;
  const beyond = outsideWith(state, start);
  for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
    if (way.cost >= bestCost) break;
    const t = way.territory;
    const arrived = way.entry;
    const allowed = way.before === null ? (1 - leastGain) * beyond : outsideWith(state, t);
    const from = way;
    const consider = (row: number, entry: number): void => {
      const now = state.at[row] ?? 0;
      const other = territory[into ? now : entry] ?? 0;
      if (other === t || isOn(from, other)) return;
      const added = (state.regret[entry] ?? 0) - (state.regret[now] ?? 0);
      const cost = from.cost + Math.max(0, added);
      if (cost >= bestCost) return;
      count.weighed += 1;
      const rest = into
        ? outsideWith(state, t, entry, arrived < 0 ? -1 : nowOf(state, arrived))
        : outsideWith(state, t, arrived, now);
      if (rest > allowed + rounding || !mayJoin(state, row, entry)) return;
      const next: Way = { territory: other, cost, entry, before: from };
      const there = into ? outsideWith(state, other, -1, now) : outsideWith(state, other, entry);
      if (there <= outsideWith(state, other) + rounding) {
        best = next;
        bestCost = cost;
      } else if ((ways[other] ?? 0) < waysIn) {
        ways[other] = (ways[other] ?? 0) + 1;
        enqueue(queue, next);
      }
    };
    if (into) eachComing(state, near, t, consider);
    else eachLeaving(state, near, t, consider);
  }
  return best;
}

const nowOf = (state: SearchState, entry: number): number =>
  state.at[Math.floor(entry / state.candidates.stride)] ?? 0;

function isOn(way: Way, territory: number): boolean {
  for (let at: Way | null = way; at !== null; at = at.before)
    if (at.territory === territory) return true;
  return false;
}

/** Whether no must-apart partner is where the row would go. */
const mayJoin = (state: SearchState, row: number, entry: number): boolean =>
  state.instance.apart.length === 0 ||
  partnersIn(state, row, state.candidates.territory[entry] ?? 0) === 0;

function eachLeaving(
  state: SearchState,
  near: NearChoices,
  k: number,
  consider: (row: number, entry: number) => void
): void {
  const { at, first, candidates } = state;
  for (const row of state.visitors[k] ?? [])
    for (let slot = 0; slot < (candidates.used[row] ?? 0); slot += 1)
      consider(row, row * candidates.stride + slot);
  const from = near.leaving[k] ?? 0;
  const end = Math.min(near.from[k + 1] ?? 0, from + widest);
  for (let choice = from; choice < end; choice += 1) {
    const row = near.row[choice] ?? 0;
    if (at[row] === first[row]) consider(row, near.entry[choice] ?? 0);
  }
}

function eachComing(
  state: SearchState,
  near: NearChoices,
  k: number,
  consider: (row: number, entry: number) => void
): void {
  const from = near.intoFrom[k] ?? 0;
  const end = Math.min(near.intoFrom[k + 1] ?? 0, from + widest);
  for (let index = from; index < end; index += 1) {
    const choice = near.into[index] ?? 0;
    const row = near.row[choice] ?? 0;
    const entry = near.entry[choice] ?? 0;
    if (state.at[row] !== entry) consider(row, entry);
  }
}

/** By rising cost; of equal ones the older first. */
function enqueue(queue: Way[], way: Way): void {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((queue[middle]?.cost ?? 0) <= way.cost) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, way);
}

/**
 * How far a territory is beyond its hard bands, as fractions of their ends, if a row came to it by
 * one entry and another left it from another; −1 for none.
 */
function outsideWith(state: SearchState, k: number, coming = -1, leaving = -1): number {
  const { instance, candidates, load, upper, lower } = state;
  const { count, penalty } = instance.bands;
  const { stride } = candidates;
  let sum = 0;
  for (let m = 0; m < count; m += 1) {
    if (penalty[m] !== Infinity) continue;
    const at = k * count + m;
    let x = load[at] ?? 0;
    if (coming >= 0) x += entryLoad(instance, candidates, Math.floor(coming / stride), coming, m);
    if (leaving >= 0)
      x -= entryLoad(instance, candidates, Math.floor(leaving / stride), leaving, m);
    sum += Math.abs(excessOf(x, lower[at] ?? 0, upper[at] ?? 0));
  }
  return sum;
}
