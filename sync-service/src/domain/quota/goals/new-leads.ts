import type { LeadTable } from '../metrics/leads.ts';
import { importedLeadDays } from '../metrics/leads.ts';

/**
 * Days, since 1970, on which the leads of each territory were created, by its id; those of an import are
 * left out, since nobody found them.
 * @param territoryOfOwner by the owner's place in `owners`; null for none @param now hours since 1970
 */
export function newLeadDays(
  leads: LeadTable,
  territoryOfOwner: readonly (string | null)[],
  now: number
): Map<string, readonly number[]> {
  const imported = importedLeadDays(leads, now);
  const days = new Map<string, number[]>();
  for (let lead = 0; lead < leads.count; lead += 1) {
    const territory = territoryOfOwner[leads.owner[lead] ?? -1] ?? null;
    const day = Math.floor((leads.created[lead] ?? NaN) / 24);
    if (territory === null || imported.has(day)) continue;
    const list = days.get(territory);
    if (list === undefined) days.set(territory, [day]);
    else list.push(day);
  }
  return days;
}
