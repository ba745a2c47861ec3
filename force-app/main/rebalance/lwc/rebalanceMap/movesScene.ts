import type { Scene, SceneOutline } from 'c/mapCanvas';
import type { Place } from 'c/mapGeometry';
import { middleOf, placeOf, sphericalHull, vectorOf } from 'c/mapGeometry';
import type { Boundaries } from 'c/mapModel';
import { territoryColour } from 'c/mapModel';
import type { MovesOnMap, Side } from './movesOnMap';

/** Accounts coloured by their territory of that side, its outline and name, and a ring around each that moves. */
export function movesScene(data: MovesOnMap, side: Side, boundaries: Boundaries | null): Scene {
  const territory = data.territory[side];
  const places = data.territories.map((_, index) => placesOf(data, side, index));
  return {
    points: data.points,
    territory,
    colours: data.territories.map((_, index) => territoryColour(index)),
    lines: [],
    strongLines: boundaries?.states ?? [],
    areas: [],
    outlines: places.flatMap((own, index): SceneOutline[] => {
      const corners = sphericalHull(own) ?? [];
      if (corners.length < 3) return [];
      const colour = territoryColour(index);
      return [{ corners, colour, isFilled: true, isDashed: false, isHatched: false }];
    }),
    marks: places.flatMap((own, index) =>
      own.length === 0
        ? []
        : [
            {
              place: placeOf(middleOf(own.map((place) => vectorOf(...place)))),
              text: data.territories[index] ?? '',
              isOffice: false
            }
          ]
    ),
    selected: data.moves
      .filter(({ point, isRejected }) => point >= 0 && !isRejected)
      .map(({ point }) => point)
  };
}

/** Places of a territory's accounts on that side. */
export function placesOf({ points, territory }: MovesOnMap, side: Side, own: number): Place[] {
  const places: Place[] = [];
  territory[side].forEach((held, index) => {
    if (held === own) places.push(placeOfPoint(points, index));
  });
  return places;
}

export function placeOfPoint(points: MovesOnMap['points'], index: number): Place {
  return [points.longitude[index] ?? 0, points.latitude[index] ?? 0];
}
