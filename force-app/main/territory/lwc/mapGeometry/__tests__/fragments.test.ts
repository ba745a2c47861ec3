import fc from 'fast-check';
import { fragmentsOf } from '../fragments';
import type { Place } from '../sphere';
import { anyPlace } from 'stage/drawnPolygon';

/** Great-circle miles by the haversine formula. */
function miles([a, b]: Place, [c, d]: Place): number {
  const half = (degrees: number): number => Math.sin((degrees * Math.PI) / 360) ** 2;
  const h =
    half(d - b) + Math.cos((b * Math.PI) / 180) * Math.cos((d * Math.PI) / 180) * half(c - a);
  return 2 * 3958.7613 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Spreads from each place to all that are near, one pair at a time. */
function slowly(places: readonly Place[], reach: number): number[] {
  const labels = places.map(() => -1);
  let next = 0;
  places.forEach((_, start) => {
    if (labels[start] !== -1) return;
    const open = [start];
    labels[start] = next;
    for (let at = open.pop(); at !== undefined; at = open.pop())
      places.forEach((place, other) => {
        const here = places[at ?? 0];
        if (labels[other] === -1 && here !== undefined && miles(here, place) <= reach) {
          labels[other] = next;
          open.push(other);
        }
      });
    next += 1;
  });
  return labels;
}

describe('fragmentsOf', () => {
  it('agrees with comparing every pair', () => {
    fc.assert(
      fc.property(
        fc.array(anyPlace, { maxLength: 40 }),
        fc.double({ min: 1, max: 3000, noNaN: true }),
        (places, reach) => {
          const labels = fragmentsOf(
            places.map(([east]) => east),
            places.map(([, north]) => north),
            reach
          );
          expect([...labels]).toEqual(slowly(places, reach));
        }
      )
    );
  });

  it('leaves out what has no place', () => {
    expect([...fragmentsOf([-74, NaN, -118], [40.7, 40, 34], 100)]).toEqual([0, -1, 1]);
  });
});
