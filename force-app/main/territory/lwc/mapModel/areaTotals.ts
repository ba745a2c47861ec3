import type { MapPoints } from './packedPoints';

/** What a place on the map holds. */
export interface AreaTotals {
  /** Index of the boundary, or of the postal area; -1 for accounts in none. */
  readonly area: number;
  accounts: number;
  /** Sums of what is known; null where nothing is. */
  potential: number | null;
  workload: number | null;
  /** Accounts in no territory, and their potential. */
  withoutTerritory: number;
  potentialWithoutTerritory: number | null;
  /** Accounts that several rules claim. */
  claimedTwice: number;
  /** Accounts by territory, the most first; of two with as many, the lower index. */
  readonly territories: [territory: number, accounts: number][];
}

/** Sums of every area that holds an account; `territory` may be that after a scenario. */
export function areaTotals(
  points: MapPoints,
  areaOf: Int32Array,
  territory: Int32Array = points.territory
): AreaTotals[] {
  const byArea = new Map<number, AreaTotals>();
  const counts = new Map<number, Map<number, number>>();
  for (let index = 0; index < points.count; index += 1) {
    const area = areaOf[index] ?? -1;
    let own = byArea.get(area);
    let own2 = counts.get(area);
    if (own === undefined || own2 === undefined) {
      own = emptyArea(area);
      own2 = new Map();
      byArea.set(area, own);
      counts.set(area, own2);
    }
    const held = territory[index] ?? -1;
    own.accounts += 1;
    own.potential = plus(own.potential, points.potential[index]);
    own.workload = plus(own.workload, points.workload[index]);
    own.claimedTwice += points.isOverlap[index] ?? 0;
    if (held >= 0) own2.set(held, (own2.get(held) ?? 0) + 1);
    else {
      own.withoutTerritory += 1;
      own.potentialWithoutTerritory = plus(own.potentialWithoutTerritory, points.potential[index]);
    }
  }
  for (const [area, own] of byArea)
    own.territories.push(...[...(counts.get(area) ?? [])].sort(([a, n], [b, m]) => m - n || a - b));
  return [...byArea.values()];
}

function emptyArea(area: number): AreaTotals {
  return {
    area,
    accounts: 0,
    potential: null,
    workload: null,
    withoutTerritory: 0,
    potentialWithoutTerritory: null,
    claimedTwice: 0,
    territories: []
  };
}

/** What is not known adds nothing. */
function plus(sum: number | null, value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? sum : (sum ?? 0) + value;
}

/** Places with potential and no territory, the most potential first. */
export function gapsOf(totals: readonly AreaTotals[]): AreaTotals[] {
  return totals
    .filter((area) => area.withoutTerritory > 0)
    .sort(
      (a, b) =>
        (b.potentialWithoutTerritory ?? 0) - (a.potentialWithoutTerritory ?? 0) ||
        b.withoutTerritory - a.withoutTerritory ||
        a.area - b.area
    );
}

/** Places where several territories work or several rules claim one account, the most accounts off the main territory first. */
export function overlapsOf(totals: readonly AreaTotals[]): AreaTotals[] {
  const beside = (area: AreaTotals): number =>
    area.territories.slice(1).reduce((sum, [, accounts]) => sum + accounts, 0);
  return totals
    .filter((area) => area.territories.length > 1 || area.claimedTwice > 0)
    .sort((a, b) => beside(b) - beside(a) || b.claimedTwice - a.claimedTwice || a.area - b.area);
}
