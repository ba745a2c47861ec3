import type { MapPoints } from './packedPoints';

/** Sums of a territory's accounts that have a place. */
export interface TerritoryTotals {
  accounts: number;
  potential: number | null;
  workload: number | null;
}

/** Sums by territory index; `territory` may be that after a scenario. */
export function territoryTotals(
  points: MapPoints,
  count: number,
  territory: Int32Array = points.territory
): TerritoryTotals[] {
  const totals = Array.from({ length: count }, (): TerritoryTotals => ({
    accounts: 0,
    potential: null,
    workload: null
  }));
  for (let index = 0; index < points.count; index += 1) {
    const own = totals[territory[index] ?? -1];
    if (own === undefined) continue;
    const potential = points.potential[index] ?? NaN;
    const workload = points.workload[index] ?? NaN;
    own.accounts += 1;
    if (!Number.isNaN(potential)) own.potential = (own.potential ?? 0) + potential;
    if (!Number.isNaN(workload)) own.workload = (own.workload ?? 0) + workload;
  }
  return totals;
}

/** What a selection would do. */
export interface Proposal {
  /** Accounts that change hands. */
  readonly moves: readonly number[];
  /** Selected accounts that may not move, and those that are in the territory already. */
  readonly locked: number;
  readonly already: number;
  /** Territory of every account afterwards. */
  readonly territory: Int32Array;
}

/** Gives the selected accounts to a territory on paper; nothing is written. */
export function proposalFor(
  points: MapPoints,
  selected: readonly number[],
  target: number
): Proposal {
  const territory = Int32Array.from(points.territory);
  const moves: number[] = [];
  let locked = 0;
  let already = 0;
  for (const index of selected)
    if (territory[index] === target) already += 1;
    else if (points.isLocked[index] === 1) locked += 1;
    else {
      moves.push(index);
      territory[index] = target;
    }
  return { moves, locked, already, territory };
}
