import type { AreaTotals, Boundaries, MapPoints } from 'c/mapModel';
import { areaOfPoints, areaTotals, territoryTotals } from 'c/mapModel';
import type { TerritoryTotals } from 'c/mapModel';
import type { Place } from 'c/mapGeometry';
import { fragmentsOf } from 'c/mapGeometry';
import type { MapTerritory } from './mapQuery';

/** By what the map is divided. */
export type Shape = 'state' | 'county' | 'postal' | 'hull';
export type AreaLevel = Exclude<Shape, 'hull'>;

/** What was read, and what of it does not change while the page is open. */
export interface MapData {
  readonly territories: readonly MapTerritory[];
  readonly points: MapPoints;
  /** Null where the static resource did not load: then there are no states and counties. */
  readonly boundaries: Boundaries | null;
  readonly fragmentMiles: number;
  readonly withoutPlace: number;
  /** Names of the postal areas that hold accounts. */
  readonly postal: readonly string[];
  /** Index of the area of each account, -1 for none. */
  readonly areaOf: Readonly<Record<AreaLevel, Int32Array>>;
}

export function mapData(
  territories: readonly MapTerritory[],
  points: MapPoints,
  boundaries: Boundaries | null,
  fragmentMiles: number,
  withoutPlace: number
): MapData {
  const none = new Int32Array(points.count).fill(-1);
  const county =
    boundaries === null
      ? none
      : areaOfPoints(boundaries.counties, points.longitude, points.latitude);
  const stateIndex = new Map(boundaries?.states.map(({ id }, index) => [id, index]));
  const stateOfCounty = (boundaries?.counties ?? []).map(
    ({ id }) => stateIndex.get(id.slice(0, 2)) ?? -1
  );
  const postal = [...new Set(points.postal)].filter((code) => code !== '').sort();
  const postalIndex = new Map(postal.map((code, index) => [code, index]));
  return {
    territories,
    points,
    boundaries,
    fragmentMiles,
    withoutPlace,
    postal,
    areaOf: {
      county,
      state: county.map((index) => stateOfCounty[index] ?? -1),
      postal: Int32Array.from(points.postal, (code) => postalIndex.get(code) ?? -1)
    }
  };
}

/** Accounts of a territory that lie apart from the rest of it. */
export interface Fragment {
  readonly territory: number;
  /** 0 is the largest of its territory. */
  readonly rank: number;
  readonly accounts: readonly number[];
}

/** What is worked out for one side, before or after a proposal, each when it is first asked for. */
export interface MapSide {
  readonly territory: Int32Array;
  areas(level: AreaLevel): readonly AreaTotals[];
  totals(): readonly TerritoryTotals[];
  fragments(): readonly Fragment[];
}

export function mapSide(data: MapData, territory: Int32Array): MapSide {
  const areas = new Map<AreaLevel, readonly AreaTotals[]>();
  let totals: readonly TerritoryTotals[] | null = null;
  let fragments: readonly Fragment[] | null = null;
  return {
    territory,
    areas(level) {
      const known = areas.get(level) ?? areaTotals(data.points, data.areaOf[level], territory);
      areas.set(level, known);
      return known;
    },
    totals: () => (totals ??= territoryTotals(data.points, data.territories.length, territory)),
    fragments: () => (fragments ??= fragmentsOfAll(data, territory))
  };
}

function fragmentsOfAll(data: MapData, territory: Int32Array): Fragment[] {
  const members = data.territories.map((): number[] => []);
  territory.forEach((own, index) => members[own]?.push(index));
  return members.flatMap((accounts, own) => {
    const labels = fragmentsOf(
      accounts.map((index) => data.points.longitude[index] ?? NaN),
      accounts.map((index) => data.points.latitude[index] ?? NaN),
      data.fragmentMiles
    );
    const groups: number[][] = [];
    labels.forEach((label, place) => {
      if (label >= 0) (groups[label] ??= []).push(accounts[place] ?? 0);
    });
    return groups
      .sort((a, b) => b.length - a.length)
      .map((group, rank) => ({ territory: own, rank, accounts: group }));
  });
}

/** Level at which gaps and overlaps are looked for: the shape's own, counties for hulls. */
export function levelOf(shape: Shape, data: MapData): AreaLevel {
  if (data.boundaries === null) return 'postal';
  return shape === 'hull' ? 'county' : shape;
}

export function areaName(data: MapData, level: AreaLevel, area: number): string | null {
  if (level === 'postal') return data.postal[area] ?? null;
  const { states = [], counties = [] } = data.boundaries ?? {};
  return (level === 'state' ? states : counties)[area]?.name ?? null;
}

export function placeOfAccount({ points }: MapData, index: number): Place {
  return [points.longitude[index] ?? 0, points.latitude[index] ?? 0];
}
