import type { Scene, SceneArea, SceneMark, SceneOutline } from 'c/mapCanvas';
import type { Place } from 'c/mapGeometry';
import { middleOf, placeOf, sphericalHull, vectorOf } from 'c/mapGeometry';
import type { AreaTotals, ColourScale } from 'c/mapModel';
import { classOf, territoryColour } from 'c/mapModel';
import type { Fragment, MapData, MapSide, Shape } from './mapData';
import { levelOf, placeOfAccount } from './mapData';
import type { Measure } from './measures';
import { areaMeasure, territoryMeasure } from './measures';

/** What the person chose to see. */
export interface MapChoice {
  readonly shape: Shape;
  readonly measure: Measure;
  readonly gaps: boolean;
  readonly overlaps: boolean;
  readonly fragments: boolean;
  readonly offices: boolean;
}

const noValue = '#f3f3f3';
const neutral = '#444444';
const ink = '#181818';

/** Everything to draw, from what was read and what was chosen. */
export function sceneOf(
  data: MapData,
  side: MapSide,
  choice: MapChoice,
  scale: ColourScale | null,
  selected: readonly number[]
): Scene {
  const colours = data.territories.map((_, index) =>
    choice.measure === 'territory' ? territoryColour(index) : neutral
  );
  const level = levelOf(choice.shape, data);
  return {
    points: data.points,
    territory: side.territory,
    colours,
    lines: choice.shape === 'state' ? [] : (data.boundaries?.counties ?? []),
    strongLines: data.boundaries?.states ?? [],
    areas: level === 'postal' ? [] : areasOf(data, side, choice, scale),
    outlines: [
      ...(choice.shape === 'hull' ? hulls(data, side, choice.measure, scale) : []),
      ...(level === 'postal' && choice.shape !== 'hull'
        ? postalHulls(data, side, choice, scale)
        : []),
      ...(choice.fragments ? apartFragments(data, side) : [])
    ],
    marks: [...names(data, side), ...(choice.offices ? offices(data) : [])],
    selected
  };
}

function fillOf(
  data: MapData,
  choice: MapChoice,
  scale: ColourScale | null,
  area: AreaTotals
): string | null {
  const main = area.territories[0]?.[0];
  if (choice.measure === 'territory') return main === undefined ? null : territoryColour(main);
  return classColour(scale, areaMeasure(data, choice.measure, area));
}

function classColour(scale: ColourScale | null, value: number | null): string {
  if (scale === null || value === null) return noValue;
  return scale.colours[classOf(scale, value)] ?? noValue;
}

function areasOf(
  data: MapData,
  side: MapSide,
  choice: MapChoice,
  scale: ColourScale | null
): SceneArea[] {
  const level = levelOf(choice.shape, data);
  const boundaries =
    (level === 'state' ? data.boundaries?.states : data.boundaries?.counties) ?? [];
  return side.areas(level).flatMap((area) => {
    const boundary = boundaries[area.area];
    if (boundary === undefined) return [];
    return [
      {
        boundary,
        colour: choice.shape === 'hull' ? null : fillOf(data, choice, scale, area),
        isHatched: choice.gaps && area.withoutTerritory > 0,
        isRinged: choice.overlaps && (area.territories.length > 1 || area.claimedTwice > 0)
      }
    ];
  });
}

function hulls(
  data: MapData,
  side: MapSide,
  measure: Measure,
  scale: ColourScale | null
): SceneOutline[] {
  return side.fragments().flatMap((fragment) => {
    const corners = hullOf(data, fragment.accounts);
    if (corners.length < 3) return [];
    return [
      {
        corners,
        colour:
          measure === 'territory'
            ? territoryColour(fragment.territory)
            : classColour(scale, territoryMeasure(data, side, measure, fragment.territory)),
        isFilled: true,
        isDashed: false,
        isHatched: false
      }
    ];
  });
}

/** No public-domain borders of postal areas come in a package: each is shown as the hull of its accounts. */
function postalHulls(
  data: MapData,
  side: MapSide,
  choice: MapChoice,
  scale: ColourScale | null
): SceneOutline[] {
  const members = data.postal.map((): number[] => []);
  data.areaOf.postal.forEach((area, index) => members[area]?.push(index));
  return side.areas('postal').flatMap((area) => {
    const accounts = members[area.area] ?? [];
    const hull = hullOf(data, accounts);
    const corners = hull.length > 2 ? hull : aroundPlace(placeOfAccount(data, accounts[0] ?? 0));
    if (accounts.length === 0) return [];
    return [
      {
        corners,
        colour: fillOf(data, choice, scale, area) ?? neutral,
        isFilled: area.territories.length > 0,
        isDashed: choice.overlaps && area.territories.length > 1,
        isHatched: choice.gaps && area.withoutTerritory > 0
      }
    ];
  });
}

function apartFragments(data: MapData, side: MapSide): SceneOutline[] {
  return smallerFragments(side).map((fragment) => {
    const hull = hullOf(data, fragment.accounts);
    return {
      corners:
        hull.length > 2 ? hull : aroundPlace(placeOfAccount(data, fragment.accounts[0] ?? 0)),
      colour: ink,
      isFilled: false,
      isDashed: true,
      isHatched: false
    };
  });
}

/** Fragments besides the largest of their territory. */
export function smallerFragments(side: MapSide): Fragment[] {
  return side.fragments().filter(({ rank }) => rank > 0);
}

function hullOf(data: MapData, accounts: readonly number[]): Place[] {
  return sphericalHull(accounts.map((index) => placeOfAccount(data, index))) ?? [];
}

/** A ring of some eight miles around a place, so that one account is seen too. */
function aroundPlace([longitude, latitude]: Place): Place[] {
  const degrees = 0.12;
  return Array.from({ length: 12 }, (_, step): Place => {
    const angle = (step * Math.PI) / 6;
    return [
      longitude + (degrees * Math.cos(angle)) / Math.cos((latitude * Math.PI) / 180),
      latitude + degrees * Math.sin(angle)
    ];
  });
}

/** Names stand at the middle of the largest fragment. */
function names(data: MapData, side: MapSide): SceneMark[] {
  return side
    .fragments()
    .filter(({ rank }) => rank === 0)
    .map(({ territory, accounts }) => ({
      place: placeOf(middleOf(accounts.map((index) => vectorOf(...placeOfAccount(data, index))))),
      text: data.territories[territory]?.name ?? '',
      isOffice: false
    }));
}

function offices(data: MapData): SceneMark[] {
  return data.territories.flatMap(({ latitude, longitude, city, name }) =>
    latitude === null || longitude === null
      ? []
      : [{ place: [longitude, latitude] as const, text: city ?? name, isOffice: true }]
  );
}
