import { importDays } from '../forecast/import-days.ts';
import type { Interval } from './intervals.ts';
import { shareInterval } from './intervals.ts';
import type { Waited } from './median-time.ts';
import { medianTime } from './median-time.ts';

/** Open: somebody could work on it; Ended: its status says that nobody does any more. */
export const leadStates = ['Open', 'Ended', 'Converted'] as const;

/** Leads that were created within a year, one entry each. Times are hours since 1970. */
export interface LeadTable {
  readonly count: number;
  /** 18-character ids. */
  readonly ids: readonly string[];
  /** Index into `owners`. */
  readonly owner: Int32Array;
  /** Ids of users, and of queues that nobody took the lead from. */
  readonly owners: readonly string[];
  readonly created: Float64Array;
  /** First finished activity or conversion, not before the creation; NaN where there is none. */
  readonly answered: Float64Array;
  /** Last finished activity; NaN where there is none. */
  readonly touched: Float64Array;
  /** Index into `leadStates`. */
  readonly state: Uint8Array;
}

/** How leads were handled; null where it is not measured. */
export interface LeadFigures {
  /** Hours until half were answered; those that wait still count as waiting. */
  readonly responseHours: Interval | null;
  /** Converted of those created between three months and a year ago. */
  readonly conversion: Interval | null;
  /** Of the open ones, those on which nobody worked for long. */
  readonly dropped: Interval | null;
  /** Ids of the dropped ones, the one that waits longest first. */
  readonly droppedIds: readonly string[];
}

/** Younger leads have not had their time to be converted. */
const ripeDays = 90;

/**
 * Figures of some of the leads. Leads that an import created tell nothing of response.
 * @param chosen indices of the leads @param now hours since 1970
 * @param droppedDays days without a finished activity from which an open lead is dropped
 */
export function leadFigures(
  leads: LeadTable,
  chosen: readonly number[],
  now: number,
  droppedDays: number,
  imported: ReadonlySet<number> = importedLeadDays(leads, now)
): LeadFigures {
  const waits: Waited[] = [];
  const dropped: { readonly id: string; readonly since: number }[] = [];
  let [ripe, converted, open] = [0, 0, 0];
  for (const lead of chosen) {
    const created = leads.created[lead] ?? NaN;
    const answered = leads.answered[lead] ?? NaN;
    const state = leadStates[leads.state[lead] ?? 0];
    if (!(created <= now)) continue;
    if (!imported.has(Math.floor(created / 24)))
      waits.push({
        time: Math.max(0, (Number.isNaN(answered) ? now : answered) - created),
        came: !Number.isNaN(answered)
      });
    if (now - created >= ripeDays * 24) {
      ripe += 1;
      if (state === 'Converted') converted += 1;
    }
    if (state !== 'Open') continue;
    open += 1;
    const touched = leads.touched[lead] ?? NaN;
    const since = touched > created ? touched : created;
    if (now - since > droppedDays * 24) dropped.push({ id: leads.ids[lead] ?? '', since });
  }
  return {
    responseHours: medianTime(waits),
    conversion: shareInterval(converted, ripe),
    dropped: shareInterval(dropped.length, open),
    droppedIds: dropped
      .toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id)
  };
}

/** Days, since 1970, on which so many leads were created that they were imported. */
export function importedLeadDays({ created }: LeadTable, now: number): ReadonlySet<number> {
  return importDays(
    Int32Array.from(created, (hour) => Math.floor(hour / 24)),
    Math.floor(now / 24) + 1
  );
}
