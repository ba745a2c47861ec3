import { geoArea, geoContains } from 'd3-geo';
import fc from 'fast-check';
import type { Place, Vector } from '../sphere';
import { axesAround, cross, dot, placeOf, vectorOf } from '../sphere';
import { isInside, sphericalPolygon } from '../sphericalPolygon';
import type { Star } from 'stage/drawnPolygon';
import { anyPlace, pointAt, spiral, star } from 'stage/drawnPolygon';

const inside = (corners: readonly Place[], place: Place): boolean => {
  const polygon = sphericalPolygon(corners);
  if (polygon === null) throw new Error('The line encloses nothing.');
  return isInside(polygon, place[0], place[1]);
};

/** Distance to the nearest edge's plane: nearer than rounding, either answer is right. */
const isOnEdge = (corners: readonly Place[], place: Place): boolean =>
  corners.some((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    return Math.abs(dot(cross(vectorOf(...corner), vectorOf(...next)), vectorOf(...place))) < 1e-9;
  });

/**
 * Of a star: between which two corners the place lies as seen from the middle, and whether it is on
 * the middle's side of the great circle through them. No crossings, no areas.
 */
function isInStar({ middle, corners }: Star, place: Place): boolean {
  const point = vectorOf(...place);
  const [east, north] = axesAround(middle);
  const direction = (vector: Vector): number => Math.atan2(dot(vector, north), dot(vector, east));
  const own = direction(point);
  const turn = (angle: number): number => ((angle % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  const isReversed =
    turn(direction(vectorOf(...at(corners, 1))) - direction(vectorOf(...at(corners, 0)))) > Math.PI;
  const around = isReversed ? [...corners].reverse() : corners;
  for (let index = 0; index < around.length; index += 1) {
    const a = vectorOf(...at(around, index));
    const b = vectorOf(...at(around, index + 1));
    if (turn(own - direction(a)) > turn(direction(b) - direction(a))) continue;
    const plane = cross(a, b);
    return dot(plane, point) >= 0 === dot(plane, middle) >= 0;
  }
  throw new Error('The place lies in no direction.');
}

const at = (corners: readonly Place[], index: number): Place =>
  corners[index % corners.length] ?? [0, 0];

/** The published library, told which side is meant by the order of the corners. */
function libraryContains(corners: readonly Place[], place: Place): boolean {
  const ring = [...corners, at(corners, 0)] as [number, number][];
  const shape = { type: 'Polygon' as const, coordinates: [ring] };
  if (geoArea(shape) > 2 * Math.PI) shape.coordinates = [[...ring].reverse()];
  return geoContains(shape, [place[0], place[1]]);
}

describe('what a drawn line encloses', () => {
  it('agrees with seeing the place from the middle, poles and date line included', () => {
    fc.assert(
      fc.property(
        star,
        fc.array(anyPlace, { minLength: 20, maxLength: 20 }),
        fc.double({ min: 0.001, max: 1.4, noNaN: true }),
        (one, places, reach) => {
          const near = places.map((_, index) =>
            placeOf(pointAt(one.middle, reach * (index / 20), index))
          );
          for (const place of [...places, ...near])
            if (!isOnEdge(one.corners, place))
              expect(inside(one.corners, place)).toBe(isInStar(one, place));
        }
      ),
      { numRuns: 300 }
    );
  });

  it('agrees with d3-geo on bands that wind', () => {
    fc.assert(
      fc.property(
        spiral,
        fc.array(anyPlace, { minLength: 10, maxLength: 10 }),
        (corners, places) => {
          const near = corners.map(([east, north]): Place => [
            east + 0.3,
            Math.max(-90, Math.min(90, north - 0.2))
          ]);
          for (const place of [...places, ...near])
            if (!isOnEdge(corners, place))
              expect(inside(corners, place)).toBe(libraryContains(corners, place));
        }
      ),
      { numRuns: 150 }
    );
  });

  it('counts a place by an even number of crossings as outside where the line crosses itself', () => {
    // A star drawn in five strokes: its middle lies behind two of them.
    const pentagram = [0, 2, 4, 1, 3].map((step): Place => {
      const angle = Math.PI / 2 + (step * 2 * Math.PI) / 5;
      return [10 * Math.cos(angle), 10 * Math.sin(angle)];
    });
    expect(inside(pentagram, [0, 0])).toBe(false);
    expect(inside(pentagram, [0, 7])).toBe(true);
    expect(inside(pentagram, [0, 12])).toBe(false);
  });

  it('does not depend on where the line begins, its direction, or doubled corners', () => {
    fc.assert(
      fc.property(star, anyPlace, fc.nat(23), ({ corners }, place, shift) => {
        fc.pre(!isOnEdge(corners, place));
        const cut = shift % corners.length;
        const turned = [...corners.slice(cut), ...corners.slice(0, cut)].flatMap((corner) => [
          corner,
          corner
        ]);
        expect(inside(turned.reverse(), place)).toBe(inside(corners, place));
      })
    );
  });

  it('takes both sides of the date line for neighbours', () => {
    const aleutians: Place[] = [
      [170, 50],
      [-170, 50],
      [-170, 55],
      [170, 55]
    ];
    expect(inside(aleutians, [180, 52])).toBe(true);
    expect(inside(aleutians, [-179, 52])).toBe(true);
    expect(inside(aleutians, [0, 52])).toBe(false);
  });

  it('holds the pole when drawn around it', () => {
    const around: Place[] = [
      [0, 70],
      [90, 70],
      [180, 70],
      [-90, 70]
    ];
    expect(inside(around, [45, 89])).toBe(true);
    expect(inside(around, [12, -90])).toBe(false);
    expect(inside(around, [45, 40])).toBe(false);
  });

  it('encloses nothing with fewer than three corners', () => {
    expect(
      sphericalPolygon([
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0]
      ])
    ).toBeNull();
  });
});
