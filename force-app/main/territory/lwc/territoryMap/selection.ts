import type { Place } from 'c/mapGeometry';
import { isInside, sphericalPolygon } from 'c/mapGeometry';
import type { MapPoints, Proposal } from 'c/mapModel';
import { fullId, territoryTotals } from 'c/mapModel';
import type { ComparedRow, ScenarioView } from 'c/mapScenario';
import type { MapData } from './mapData';
import type { ScenarioMove } from './saveScenario';

/** Accounts that lie in what was drawn. */
export function accountsInside(points: MapPoints, corners: readonly Place[]): number[] {
  const polygon = sphericalPolygon(corners);
  if (polygon === null) return [];
  const inside: number[] = [];
  for (let index = 0; index < points.count; index += 1)
    if (isInside(polygon, points.longitude[index] ?? NaN, points.latitude[index] ?? NaN))
      inside.push(index);
  return inside;
}

/** What the selection holds, and the totals of every territory that it touches before and after. */
export function scenarioView(
  data: MapData,
  selected: readonly number[],
  proposed: Proposal | null,
  target: number
): ScenarioView {
  const { points, territories } = data;
  const count = territories.length + 1;
  // One more than the territories: what is in none.
  const held = (territory: Int32Array): Int32Array =>
    territory.map((own) => (own < 0 ? territories.length : own));
  const inside = territoryTotals(points, 1, insideOnly(points.count, selected))[0];
  const before = territoryTotals(points, count, held(points.territory));
  const after = territoryTotals(points, count, held(proposed?.territory ?? points.territory));
  const touched = new Set(proposed?.moves.map((index) => points.territory[index] ?? -1));
  if (proposed !== null && proposed.moves.length > 0) touched.add(target);
  const compared = [...touched]
    .sort((a, b) => a - b)
    .map((own): ComparedRow => {
      const at = own < 0 ? territories.length : own;
      return {
        key: String(own),
        name: territories[own]?.name ?? null,
        before: before[at] ?? { accounts: 0, potential: null, workload: null },
        after: after[at] ?? { accounts: 0, potential: null, workload: null }
      };
    });
  return {
    accounts: selected.length,
    potential: inside?.potential ?? null,
    workload: inside?.workload ?? null,
    moves: proposed?.moves.length ?? null,
    locked: proposed?.locked ?? 0,
    already: proposed?.already ?? 0,
    compared
  };
}

function insideOnly(count: number, selected: readonly number[]): Int32Array {
  const territory = new Int32Array(count).fill(-1);
  for (const index of selected) territory[index] = 0;
  return territory;
}

/** The moves as they are written. */
export function scenarioMoves(data: MapData, proposed: Proposal, target: number): ScenarioMove[] {
  const to = data.territories[target]?.id ?? '';
  return proposed.moves.map((index) => ({
    account: fullId(data.points.ids[index] ?? ''),
    from: data.territories[data.points.territory[index] ?? -1]?.id ?? null,
    to
  }));
}
