import type { Policy, Tier } from '../core/policy.ts';
import { milesBetween } from './miles.ts';

/** Hours a week that an account needs. */
export interface Workload {
  readonly hours: number;
  /** The part spent on the road; NaN where the distance is not known. */
  readonly travelHours: number;
}

/**
 * Visits a week of the tier × (visit length + travel) + service hours of the tier. Travel is the
 * round trip from the base at the policy's speed, at most its cap, shared among the stops of a day.
 */
export function workloadOf(
  policy: Policy,
  tier: Tier,
  baseLatitude: number,
  baseLongitude: number,
  latitude: number,
  longitude: number
): Workload {
  const visits = policy.visitsPerWeek[tier];
  const miles = milesBetween(baseLatitude, baseLongitude, latitude, longitude);
  const trip =
    Math.min((2 * miles) / policy.travelMilesPerHour, policy.travelCapHours) / policy.stopsPerDay;
  const travelHours = Number.isNaN(miles) ? NaN : visits * trip;
  const hours =
    visits * policy.visitHours +
    policy.serviceHoursPerWeek[tier] +
    (Number.isNaN(travelHours) ? 0 : travelHours);
  return { hours, travelHours };
}
