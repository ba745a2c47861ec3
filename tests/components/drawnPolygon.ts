import fc from 'fast-check';
import type { Place, Vector } from '../../force-app/main/territory/lwc/mapGeometry/sphere';
import {
  axesAround,
  placeOf,
  vectorOf
} from '../../force-app/main/territory/lwc/mapGeometry/sphere';

const span = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });

/** Places all over the sphere, the poles and the date line oftener than chance would have them. */
export const anyPlace: fc.Arbitrary<Place> = fc.oneof(
  fc
    .tuple(span(-180, 180), span(-1, 1))
    .map(([east, z]): Place => [east, (Math.asin(z) * 180) / Math.PI]),
  fc.tuple(span(-180, 180), fc.constantFrom(90, -90, 89.9, -89.9)),
  fc.tuple(fc.constantFrom(180, -180, 179.9, -179.9), span(-80, 80))
);

/** A line around a middle, once, nearer and farther by turns. */
export interface Star {
  readonly middle: Vector;
  readonly corners: readonly Place[];
}

export const star: fc.Arbitrary<Star> = fc
  .record({
    middle: anyPlace,
    radii: fc.array(span(0.01, 1.35), { minLength: 5, maxLength: 24 }),
    jitter: fc.array(span(0, 0.8), { minLength: 24, maxLength: 24 }),
    isReversed: fc.boolean()
  })
  .map(({ middle, radii, jitter, isReversed }) => {
    const centre = vectorOf(...middle);
    const corners = radii.map((radius, index) =>
      placeOf(
        pointAt(centre, radius, ((index + (jitter[index] ?? 0)) * 2 * Math.PI) / radii.length)
      )
    );
    return { middle: centre, corners: isReversed ? corners.reverse() : corners };
  });

/** A band that winds outward and back, so that most of what its hull holds is outside. */
export const spiral: fc.Arbitrary<readonly Place[]> = fc
  .record({ middle: anyPlace, turns: span(0.6, 2.5), reach: span(0.2, 1.2), start: span(0, 6) })
  .map(({ middle, turns, reach, start }) => {
    const centre = vectorOf(...middle);
    const steps = 40;
    const arm = (scale: number): Place[] =>
      Array.from({ length: steps }, (_, step) => {
        const share = step / (steps - 1);
        return placeOf(
          pointAt(centre, reach * scale * (0.1 + 0.9 * share), start + share * turns * 2 * Math.PI)
        );
      });
    return [...arm(1), ...arm(0.9).reverse()];
  });

/** The point at a distance (radians) and a direction from another. */
export function pointAt(from: Vector, distance: number, direction: number): Vector {
  const [east, north] = axesAround(from);
  const along = (place: 0 | 1 | 2): number =>
    Math.cos(distance) * from[place] +
    Math.sin(distance) * (Math.cos(direction) * east[place] + Math.sin(direction) * north[place]);
  return [along(0), along(1), along(2)];
}
