import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { feature } from 'topojson-client';
import { areaOfPoints } from '../areaOfPoints';
import type { Boundary, BoundariesFile } from '../boundaries';
import { boundariesOf } from '../boundaries';

const root = process.cwd();
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const { states, counties } = boundariesOf(
  read('force-app/main/territory/staticresources/evenfieldBoundaries.json') as BoundariesFile
);

const at = (
  boundaries: readonly Boundary[],
  places: readonly (readonly [number, number])[]
): (string | undefined)[] =>
  [
    ...areaOfPoints(
      boundaries,
      Float64Array.from(places, ([east]) => east),
      Float64Array.from(places, ([, north]) => north)
    )
  ].map((index) => boundaries[index]?.name);

describe('the boundaries that come with the map', () => {
  it('has every state and county of the package', () => {
    const atlas = read('node_modules/us-atlas/counties-10m.json') as Parameters<typeof feature>[0];
    const ids = (name: string): string[] => {
      const found = feature(atlas, atlas.objects[name] as never) as unknown as {
        features: { id: string }[];
      };
      return found.features.map(({ id }) => id).sort();
    };
    expect(states.map(({ id }) => id)).toEqual(ids('states'));
    expect(counties.map(({ id }) => id)).toEqual(ids('counties'));
  });

  it('puts known places into their county and state', () => {
    const places = [
      [-87.63, 41.88],
      [-118.24, 34.05],
      [-73.97, 40.78],
      [-149.9, 61.2],
      [-157.85, 21.31],
      [173.1, 52.9],
      [2.35, 48.86]
    ] as const;
    expect(at(counties, places)).toEqual([
      'Cook, Illinois',
      'Los Angeles, California',
      'New York, New York',
      'Anchorage, Alaska',
      'Honolulu, Hawaii',
      'Aleutians West, Alaska',
      undefined
    ]);
    expect(at(states, places)).toEqual([
      'Illinois',
      'California',
      'New York',
      'Alaska',
      'Hawaii',
      'Alaska',
      undefined
    ]);
  });

  it('takes a place just off a coast for the county behind it, and one at sea for none', () => {
    expect(
      at(counties, [
        [-80.12, 25.79],
        [-78, 25.79]
      ])
    ).toEqual(['Miami-Dade, Florida', undefined]);
  });

  it('joins every ring', () => {
    const open = counties.flatMap(({ name, rings }) =>
      rings.filter((ring) => ring[0] !== ring.at(-2) || ring[1] !== ring.at(-1)).map(() => name)
    );
    expect(open).toEqual([]);
  });
});
