import { placeSources } from '../core/columns.ts';
import type { Problem } from '../core/result.ts';
import { milesBetween } from './miles.ts';

/** What accounts say of their place, one slot an account; NaN and null where nothing is said. */
export interface PlaceClaims {
  readonly ids: readonly string[];
  readonly billingLatitude: Float64Array;
  readonly billingLongitude: Float64Array;
  readonly shippingLatitude: Float64Array;
  readonly shippingLongitude: Float64Array;
  readonly postalCode: readonly (string | null)[];
  readonly state: readonly (string | null)[];
}

export interface Places {
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Index into `placeSources`. */
  readonly source: Uint8Array;
  readonly problems: Problem[];
}

/** A middle of fewer accounts than this says little. */
const fewestInZip = 3;
const fewestInState = 10;
/** 80 km: further from its ZIP area than this is a wrong geocode (shared/data breweries has real ones). */
const farFromZipMiles = 49.7;
const farFromStateMiles = 1_000;

/**
 * The best place of each account: billing, else shipping, else the middle of the org's own
 * accounts in its ZIP area, else in its state. No outside data is needed. Degrees that are out of
 * range, both 0, or far from their own ZIP area or state are not used and become problems.
 */
export function choosePlaces(claims: PlaceClaims): Places {
  const count = claims.ids.length;
  const latitude = new Float64Array(count).fill(NaN);
  const longitude = new Float64Array(count).fill(NaN);
  const source = new Uint8Array(count).fill(placeSources.indexOf('None'));
  const problems: Problem[] = [];
  const middles = {
    zip: middlesOf(claims, (index) => claims.postalCode[index]?.slice(0, 5) ?? null),
    state: middlesOf(claims, (index) => claims.state[index] ?? null)
  };
  const use = (
    index: number,
    north: number,
    east: number,
    from: (typeof placeSources)[number]
  ): void => {
    latitude[index] = north;
    longitude[index] = east;
    source[index] = placeSources.indexOf(from);
  };
  for (let index = 0; index < count; index += 1) {
    const north = claims.billingLatitude[index] ?? NaN;
    const east = claims.billingLongitude[index] ?? NaN;
    const zip = claims.postalCode[index]?.slice(0, 5) ?? null;
    const state = claims.state[index] ?? null;
    const zipMiddle = zip === null ? undefined : middles.zip.get(zip);
    const stateMiddle = state === null ? undefined : middles.state.get(state);
    if (!Number.isNaN(north) || !Number.isNaN(east)) {
      const fault = faultOf(north, east, zipMiddle, stateMiddle);
      if (fault === null) {
        use(index, north, east, 'Billing');
        continue;
      }
      problems.push(placeProblem(claims.ids[index] ?? '', fault));
    }
    const shipNorth = claims.shippingLatitude[index] ?? NaN;
    const shipEast = claims.shippingLongitude[index] ?? NaN;
    if (isDegrees(shipNorth, shipEast)) use(index, shipNorth, shipEast, 'Shipping');
    else if (zipMiddle !== undefined) use(index, zipMiddle.latitude, zipMiddle.longitude, 'ZIP');
    else if (stateMiddle !== undefined)
      use(index, stateMiddle.latitude, stateMiddle.longitude, 'State');
  }
  return { latitude, longitude, source, problems };
}

interface Middle {
  readonly latitude: number;
  readonly longitude: number;
  readonly accounts: number;
}

function isDegrees(north: number, east: number): boolean {
  return Math.abs(north) <= 90 && Math.abs(east) <= 180 && !(north === 0 && east === 0);
}

function faultOf(
  north: number,
  east: number,
  zip: Middle | undefined,
  state: Middle | undefined
): string | null {
  if (!isDegrees(north, east))
    return `${String(north)}, ${String(east)} is no place on earth where a customer is`;
  const from = (middle: Middle): number =>
    milesBetween(middle.latitude, middle.longitude, north, east);
  if (zip !== undefined && zip.accounts >= fewestInZip && from(zip) > farFromZipMiles)
    return `it lies ${from(zip).toFixed(0)} miles from the other accounts of its ZIP area`;
  if (state !== undefined && state.accounts >= fewestInState && from(state) > farFromStateMiles)
    return `it lies ${from(state).toFixed(0)} miles from the middle of its state's accounts`;
  return null;
}

function placeProblem(record: string, fault: string): Problem {
  return {
    object: 'Account',
    record,
    field: 'BillingLatitude',
    code: 'PLACE_INVALID',
    message: `The billing latitude and longitude are not used: ${fault}.`,
    cure: 'Correct or clear Billing Latitude and Billing Longitude of this account, or geocode its address again.'
  };
}

/** Medians, so that one wrong geocode moves no middle. */
function middlesOf(
  claims: PlaceClaims,
  keyOf: (index: number) => string | null
): Map<string, Middle> {
  const groups = new Map<string, number[]>();
  claims.ids.forEach((_, index) => {
    const key = keyOf(index);
    if (
      key === null ||
      !isDegrees(claims.billingLatitude[index] ?? NaN, claims.billingLongitude[index] ?? NaN)
    )
      return;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  });
  return new Map(
    [...groups].map(([key, group]) => [
      key,
      {
        latitude: median(group.map((index) => claims.billingLatitude[index] ?? NaN)),
        longitude: median(group.map((index) => claims.billingLongitude[index] ?? NaN)),
        accounts: group.length
      }
    ])
  );
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
