import { leastCostMatching } from '../../assignment/people/least-cost-matching.ts';
import type { Policy, Tier } from '../../core/policy.ts';
import { milesBetween } from '../miles.ts';
import { workloadOf } from '../workload.ts';
import type { AccountGroups } from './account-groups.ts';
import type { Buildable } from './approach-shape.ts';
import { splitByPlace, splitByLoad } from './split-accounts.ts';

/** What building needs to know of the accounts. */
export interface BuildingInput {
  readonly policy: Policy;
  readonly tier: readonly Tier[];
  /** Degrees; NaN where no place is known. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Territory of today, 0 to territories − 1; −1 for none. */
  readonly today: Int32Array;
  readonly territories: number;
}

/** Past this many territories the fewest moves are not counted: the matching takes their cube. */
const mostMatched = 600;

/**
 * Builds as many territories as there are today so that groups stay apart, each group split into as
 * many as its work deserves, and tells how balanced they are, what they cost on the road and how
 * many accounts would move, each new territory matched with one of today's for the fewest.
 * @param byPlace groups are split by where accounts are; else by their work alone, who is together today staying so
 */
export function buildTerritories(
  input: BuildingInput,
  groups: AccountGroups | null,
  byPlace: boolean
): Buildable {
  const { today, territories } = input;
  const accounts = today.length;
  const work = Float64Array.from({ length: accounts }, (_, index) =>
    hoursAt(input, index, NaN, NaN)
  );
  const parts = apart(groups, work, territories);
  const piece = new Int32Array(accounts).fill(-1);
  let first = 0;
  for (const { members, pieces } of parts) {
    const split = byPlace
      ? splitByPlace(members, work, input.latitude, input.longitude, pieces)
      : splitByLoad(members, work, today, pieces);
    members.forEach((index, place) => {
      piece[index] = first + (split[place] ?? 0);
    });
    first += pieces;
  }
  return {
    groups: parts.length,
    balance: balanceIndex(piece, work, territories),
    ...onTheRoad(input, piece, work),
    moved: territories > mostMatched ? null : shareMoved(piece, today, territories)
  };
}

function hoursAt(input: BuildingInput, index: number, north: number, east: number): number {
  return workloadOf(
    input.policy,
    input.tier[index] ?? 'C',
    north,
    east,
    input.latitude[index] ?? NaN,
    input.longitude[index] ?? NaN
  ).hours;
}

interface Part {
  readonly members: number[];
  readonly pieces: number;
}

/**
 * Groups with at least half a fair share of work stand by themselves; the rest are pooled. Seats go
 * by highest averages (Webster), one at least to each.
 */
function apart(groups: AccountGroups | null, work: Float64Array, territories: number): Part[] {
  const members: number[][] = Array.from({ length: groups?.count ?? 1 }, () => []);
  const load = new Float64Array(members.length);
  let all = 0;
  for (let index = 0; index < work.length; index += 1) {
    const at = groups?.group[index] ?? 0;
    members[at]?.push(index);
    load[at] = (load[at] ?? 0) + (work[index] ?? 0);
    all += work[index] ?? 0;
  }
  const half = all / territories / 2;
  // More groups than territories cannot all stand by themselves, so the largest do.
  const large = members
    .map((_, at) => at)
    .filter((at) => (load[at] ?? 0) >= half)
    .sort((a, b) => (load[b] ?? 0) - (load[a] ?? 0))
    .slice(0, Math.max(1, territories - 1));
  const chosen = new Set(large);
  const pool = members.flatMap((list, at) => (chosen.has(at) ? [] : list));
  const parts = large.map((at) => ({ members: members[at] ?? [], load: load[at] ?? 0 }));
  const pooled = pool.reduce((sum, index) => sum + (work[index] ?? 0), 0);
  if (pooled >= half || parts.length === 0) parts.push({ members: pool, load: pooled });
  else parts.at(-1)?.members.push(...pool);
  const pieces = parts.map(() => 1);
  for (let seat = parts.length; seat < territories; seat += 1) {
    let next = 0;
    parts.forEach((part, at) => {
      const claim = part.load / (2 * (pieces[at] ?? 1) + 1);
      const best = (parts[next]?.load ?? 0) / (2 * (pieces[next] ?? 1) + 1);
      if (claim > best) next = at;
    });
    pieces[next] = (pieces[next] ?? 0) + 1;
  }
  return parts.map((part, at) => ({
    members: part.members.sort((a, b) => a - b),
    pieces: pieces[at] ?? 1
  }));
}

function balanceIndex(piece: Int32Array, work: Float64Array, territories: number): number {
  const sums = new Float64Array(territories);
  let all = 0;
  piece.forEach((at, index) => {
    sums[at] = (sums[at] ?? 0) + (work[index] ?? 0);
    all += work[index] ?? 0;
  });
  const fair = all / territories;
  const off = sums.reduce((sum, x) => sum + Math.abs(x - fair), 0);
  return all === 0 ? 1 : 1 - off / (2 * all);
}

/** Hours on the road from the middle of each territory, by the formula of a run. */
function onTheRoad(
  input: BuildingInput,
  piece: Int32Array,
  work: Float64Array
): Pick<Buildable, 'travelHours' | 'hours'> {
  const { latitude, longitude, territories } = input;
  const sums = Array.from({ length: territories }, () => ({ work: 0, north: 0, east: 0 }));
  piece.forEach((at, index) => {
    const sum = sums[at];
    const north = latitude[index] ?? NaN;
    const east = longitude[index] ?? NaN;
    if (sum === undefined || Number.isNaN(milesBetween(north, east, north, east))) return;
    const weight = work[index] ?? 0;
    sum.work += weight;
    sum.north += weight * north;
    sum.east += weight * east;
  });
  let hours = 0;
  let without = 0;
  piece.forEach((at, index) => {
    const sum = sums[at];
    without += work[index] ?? 0;
    hours +=
      sum === undefined || sum.work === 0
        ? (work[index] ?? 0)
        : hoursAt(input, index, sum.north / sum.work, sum.east / sum.work);
  });
  return { travelHours: hours - without, hours };
}

/** New territories are matched with today's so that most accounts stay. */
function shareMoved(piece: Int32Array, today: Int32Array, territories: number): number | null {
  const together = new Float64Array(territories * territories);
  let placed = 0;
  piece.forEach((at, index) => {
    const held = today[index] ?? -1;
    if (held < 0) return;
    placed += 1;
    together[at * territories + held] = (together[at * territories + held] ?? 0) - 1;
  });
  if (placed === 0) return null;
  const { cost } = leastCostMatching(
    territories,
    territories,
    together,
    new Float64Array(territories).fill(1)
  );
  return 1 + cost / placed;
}
