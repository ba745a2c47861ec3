import { within } from '../core/days.ts';
import type { Day, OrgUser, TemporaryHours, Territory, TerritoryMember } from '../core/snapshot.ts';

export interface Capacity {
  /** Members' hours a week with ramp and dates taken into account. */
  readonly effectiveHours: number;
  /** User who owns the territory today: its active Owner member; null when vacant. */
  readonly ownerId: string | null;
}

/**
 * Hours a week that a territory has today. A member without hours of her own gets an equal part of
 * the planned capacity when she owns or covers it, and none as overlay or support. People who left count nothing.
 * Temporary hours hold on their days alone, so that they need nobody to take them back.
 */
export function capacityOf(
  territory: Territory,
  members: readonly TerritoryMember[],
  users: ReadonlyMap<string, OrgUser>,
  today: Day
): Capacity {
  const present = members.filter(
    (member) => within(today, member.start, member.end) && users.get(member.userId)?.active === true
  );
  const working = present.filter((member) => member.role === 'Owner' || member.role === 'Cover');
  const planned = hoursOn(today, territory.capacityHoursPerWeek, territory.temporary ?? null) ?? 0;
  let effectiveHours = 0;
  for (const member of present) {
    const hours =
      hoursOn(today, member.capacityHoursPerWeek, member.temporary ?? null) ??
      (working.includes(member) ? planned / working.length : 0);
    effectiveHours += hours * (member.ramp ?? 1);
  }
  const owners = present
    .filter((member) => member.role === 'Owner')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { effectiveHours, ownerId: owners[0]?.userId ?? null };
}

/** Hours a week on a day: the temporary ones while they last, else the usual ones. */
export function hoursOn(
  today: Day,
  usual: number | null,
  temporary: TemporaryHours | null
): number | null {
  return temporary !== null && within(today, temporary.start, temporary.end)
    ? temporary.hoursPerWeek
    : usual;
}
