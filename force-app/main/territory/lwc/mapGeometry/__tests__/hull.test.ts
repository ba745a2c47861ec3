import fc from 'fast-check';
import { planeHull, sphericalHull } from '../hull';
import type { Place } from '../sphere';
import { cross, dot, placeOf, vectorOf } from '../sphere';
import { anyPlace, pointAt } from 'stage/drawnPolygon';

const cloud = fc
  .record({
    middle: anyPlace,
    steps: fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1.2, noNaN: true }),
        fc.double({ min: 0, max: 6.28, noNaN: true })
      ),
      { minLength: 3, maxLength: 60 }
    )
  })
  .map(({ middle, steps }) =>
    steps.map(([distance, direction]) => placeOf(pointAt(vectorOf(...middle), distance, direction)))
  );

describe('planeHull', () => {
  it('gives the corners of a square and leaves out what is inside or on its sides', () => {
    const points: Place[] = [
      [0, 0],
      [2, 2],
      [1, 1],
      [2, 0],
      [1, 0],
      [0, 2],
      [0, 2]
    ];
    const corners = planeHull(
      points.map(([x]) => x),
      points.map(([, y]) => y)
    );
    expect(corners.map((index) => points[index])).toEqual([
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2]
    ]);
  });

  it('gives two corners for points in line and one for equal points', () => {
    expect(planeHull([0, 1, 2], [0, 1, 2])).toEqual([0, 2]);
    expect(planeHull([3, 3], [4, 4])).toEqual([0]);
    expect(planeHull([], [])).toEqual([]);
  });
});

describe('sphericalHull', () => {
  it('has every place on one side of every edge, and only places as corners', () => {
    fc.assert(
      fc.property(cloud, (places) => {
        const hull = sphericalHull(places);
        if (hull === null) return;
        for (const corner of hull) {
          const nearest = Math.max(
            ...places.map((place) => dot(vectorOf(...place), vectorOf(...corner)))
          );
          expect(nearest).toBeGreaterThan(1 - 1e-12);
        }
        if (hull.length < 3) return;
        hull.forEach((corner, index) => {
          const next = hull[(index + 1) % hull.length] ?? corner;
          const plane = cross(vectorOf(...corner), vectorOf(...next));
          for (const place of places) expect(dot(plane, vectorOf(...place))).toBeGreaterThan(-1e-9);
        });
      })
    );
  });

  it('keeps together what the date line parts', () => {
    const hull = sphericalHull([
      [179, 50],
      [-179, 50],
      [-179, 52],
      [179, 52],
      [180, 51]
    ]);
    expect(hull?.map(([east, north]) => [Math.round(east), Math.round(north)]).sort()).toEqual(
      [
        [-179, 50],
        [-179, 52],
        [179, 50],
        [179, 52]
      ].sort()
    );
  });

  it('gives none for places all around the globe', () => {
    expect(
      sphericalHull([
        [0, 0],
        [90, 0],
        [180, 0],
        [-90, 0]
      ])
    ).toBeNull();
  });
});
