import type { NearChoices } from './near-choices.ts';
import { budgetDelta, shiftDelta, slackWith, wholeBudgetSlack } from './search-slack.ts';
import type { SearchState } from './search-state.ts';
import { shift } from './search-state.ts';

export interface SearchCount {
  accepted: number;
  weighed: number;
}

const improvement = -1e-9;
const deepest = 6;
const widest = 32;
/** Rows passed over for each shift that may be weighed: a territory may have thousands of near choices. */
const looksFor = 4;

/** How far chains are searched. */
export interface ChainReach {
  /** How many further shifts to go on from at each depth; empty for chains of two. */
  readonly widths: readonly number[];
  /** Shifts weighed at the end of a first shift, those of least regret first; half as many further on. */
  readonly weighed: number;
}

/** The best further shifts at one depth of a chain; one at each depth is in use at a time. */
interface Shortlist {
  readonly entry: Int32Array;
  readonly value: Float64Array;
}

/**
 * What a choice was tried against: one that failed is not tried again until a territory at either
 * end of it has changed.
 */
export interface ChainMemory {
  time: number;
  /** Where the next pass begins: behind the last choice that there was effort for. */
  next: number;
  /** By territory: when it last changed. */
  readonly changed: Int32Array;
  /** By choice: when it last failed, −1 for never. */
  readonly failed: Int32Array;
}

export function chainMemory(territories: number, near: NearChoices): ChainMemory {
  return {
    time: 0,
    next: 0,
    changed: new Int32Array(territories),
    failed: new Int32Array(near.count).fill(-1)
  };
}

interface ChainSearch {
  readonly state: SearchState;
  readonly near: NearChoices;
  readonly count: SearchCount;
  readonly reach: ChainReach;
  /** Rows that the chain has moved so far, and the territory that the first one left. */
  readonly path: Int32Array;
  readonly memory: ChainMemory;
  start: number;
  readonly shortlists: readonly Shortlist[];
}

/**
 * One pass over all near choices: each is tried alone and then with a chain of ejections behind it,
 * which may come back to where it began (a swap, a cycle). A chain goes on only while its regrets
 * are made up for by the slack that it could use up at most in the territories that it has open,
 * since slack and regret are never below 0: every improving cycle has a start from which this holds
 * (Lin and Kernighan 1973).
 * @param most stops once the count of moves weighed has come so far
 * @returns changes that were kept
 */
export function chainPass(
  state: SearchState,
  near: NearChoices,
  reach: ChainReach,
  memory: ChainMemory,
  count: SearchCount,
  most: number
): number {
  const { at, candidates } = state;
  const { territory } = candidates;
  const { changed, failed } = memory;
  const search: ChainSearch = {
    state,
    near,
    count,
    reach,
    path: new Int32Array(deepest + 1),
    memory,
    start: 0,
    shortlists: Array.from({ length: deepest }, () => ({
      entry: new Int32Array(widest),
      value: new Float64Array(widest)
    }))
  };
  let kept = 0;
  for (let turn = 0; turn < near.count && count.weighed < most; turn += 1) {
    const choice = memory.next;
    memory.next = choice + 1 < near.count ? choice + 1 : 0;
    const row = near.row[choice] ?? 0;
    const entry = near.entry[choice] ?? 0;
    const a = territory[at[row] ?? 0] ?? 0;
    const b = territory[entry] ?? 0;
    const last = failed[choice] ?? -1;
    if (a === b || ((changed[a] ?? 0) <= last && (changed[b] ?? 0) <= last)) continue;
    if (tryChain(search, row, entry)) {
      kept += 1;
      memory.time += 1;
      changed[a] = memory.time;
      changed[b] = memory.time;
    } else failed[choice] = memory.time;
  }
  count.weighed += near.count >> 3;
  return kept;
}

/** Shifts a row if that alone improves, or with a chain behind it; else leaves all as it was. */
function tryChain(search: ChainSearch, row: number, entry: number): boolean {
  const { state, count } = search;
  const { at, regret, slack } = state;
  const { territory } = state.candidates;
  const old = at[row] ?? 0;
  const a = territory[old] ?? 0;
  const b = territory[entry] ?? 0;
  let added = (regret[entry] ?? 0) - (regret[old] ?? 0);
  if (state.moved.length > 0) added += budgetDelta(state, row, entry);
  if (added - (slack[a] ?? 0) - (slack[b] ?? 0) >= improvement) return false;
  const here = shiftDelta(state, row, entry);
  count.weighed += 1;
  shift(state, row, entry);
  if (here < improvement) {
    count.accepted += 1;
    return true;
  }
  search.start = a;
  search.path[0] = row;
  if (goOn(search, b, 1, here)) return true;
  shift(state, row, old);
  return false;
}

/**
 * The best shift out of b that closes the chain with a gain, and where there is none, chains that
 * go on from the most promising.
 * @param here change of cost so far, with b and the first territory as they are
 */
function goOn(search: ChainSearch, b: number, depth: number, here: number): boolean {
  const { state, near, count, path, reach, start } = search;
  const { at, first, regret, slack } = state;
  const { territory, stride } = state.candidates;
  const keep = reach.widths[depth - 1] ?? 0;
  const list = search.shortlists[depth];
  if (list === undefined) return false;
  const own = slack[start] ?? 0;
  const base = here - (slack[b] ?? 0) - own;
  const budgeted = state.moved.length > 0;
  const most = (state.mostSlack[0] ?? 0) + (budgeted ? wholeBudgetSlack(state) : 0);
  const isPlain = !state.instance.anyTravels && state.instance.apart.length === 0;
  const visitors = state.visitors[b] ?? [];
  const from = near.leaving[b] ?? 0;
  const firsts = (near.from[b + 1] ?? 0) - from;
  const weighed = depth === 1 ? reach.weighed : reach.weighed >> 1;
  const limit = count.weighed + weighed;
  const turns = Math.min(visitors.length + firsts, looksFor * weighed);
  let have = 0;
  let best = -1;
  let bestValue = improvement;

  for (let turn = 0; turn < turns && count.weighed < limit; turn += 1) {
    const visits = turn < visitors.length;
    const slot = from + turn - visitors.length;
    const row = visits ? (visitors[turn] ?? 0) : (near.row[slot] ?? 0);
    const now = at[row] ?? 0;
    const home = visits ? (regret[now] ?? 0) : 0;
    if (!visits) {
      // These come by rising regret, so nothing after can gain either.
      if (base + (regret[near.entry[slot] ?? 0] ?? 0) - most >= improvement) break;
      if (now !== first[row]) continue;
    }
    const entries = visits ? near.ofRow : near.entry;
    const begin = visits ? (near.rowFrom[row] ?? 0) : slot;
    const end = visits ? (near.rowFrom[row + 1] ?? 0) : slot + 1;
    const before = base - home;
    let without = -1;
    for (let index = begin; index < end; index += 1) {
      const entry = entries[index] ?? 0;
      const c = territory[entry] ?? 0;
      let least = before + (regret[entry] ?? 0) - (slack[c] ?? 0);
      if (least >= improvement && !budgeted) continue;
      if (c === start) least += own;
      if (budgeted) least += budgetDelta(state, row, entry);
      if (c === b || least >= improvement || inPath(path, depth, row)) continue;
      count.weighed += 1;
      if (without < 0) without = slackWith(state, row, b, -1);
      const open = least + without;
      if (open >= improvement) continue;
      let value = c === start ? open : open + own;
      if (!isPlain) value = here + shiftDelta(state, row, entry);
      else if (value < bestValue) value += slackWith(state, row, c, 1);
      if (value < bestValue) {
        bestValue = value;
        best = entry;
      }
      if (keep === 0 || best >= 0 || c === start) continue;
      if (have === keep && open >= (list.value[keep - 1] ?? 0)) continue;
      insert(list, have < keep ? have : keep - 1, entry, open);
      if (have < keep) have += 1;
    }
  }
  if (best >= 0) {
    const c = territory[best] ?? 0;
    shift(state, Math.floor(best / stride), best);
    count.accepted += depth + 1;
    search.memory.changed[c] = search.memory.time + 1;
    return true;
  }
  for (let index = 0; index < have; index += 1) {
    const entry = list.entry[index] ?? 0;
    const row = Math.floor(entry / stride);
    const old = at[row] ?? 0;
    const next = here + shiftDelta(state, row, entry);
    shift(state, row, entry);
    path[depth] = row;
    const c = territory[entry] ?? 0;
    if (goOn(search, c, depth + 1, next)) {
      search.memory.changed[c] = search.memory.time + 1;
      return true;
    }
    shift(state, row, old);
  }
  return false;
}

function inPath(path: Int32Array, depth: number, row: number): boolean {
  for (let step = 0; step < depth; step += 1) if (path[step] === row) return true;
  return false;
}

function insert(list: Shortlist, last: number, entry: number, value: number): void {
  let place = last;
  for (; place > 0 && (list.value[place - 1] ?? 0) > value; place -= 1) {
    list.value[place] = list.value[place - 1] ?? 0;
    list.entry[place] = list.entry[place - 1] ?? 0;
  }
  list.value[place] = value;
  list.entry[place] = entry;
}
