import { grown } from '../../core/column-memory.ts';
import { dayNumber } from '../../core/days.ts';
import type { Period } from '../../core/snapshot.ts';

/** Kinds that are counted, in the order of the counts. */
export const countedActivities = ['calls', 'meetings', 'emails'] as const;
export type CountedActivity = (typeof countedActivities)[number];

/** Activities by account, period and kind side by side: plain memory, which goes to a thread. */
export interface ActivityCounts {
  readonly periods: number;
  readonly counts: Uint32Array;
}

export interface ActivityCounter {
  /** @param slot of the account @param day whole days since 1970 */
  add(slot: number, day: number, kind: CountedActivity): void;
  done(): ActivityCounts;
}

/** Counts activities of some periods while the org's rows stream by; without periods it holds nothing. */
export function countActivities(periods: readonly Period[]): ActivityCounter {
  const days = periods.map(({ start, end }) => [dayNumber(start), dayNumber(end)] as const);
  const width = periods.length * countedActivities.length;
  let counts = new Uint32Array(0);
  return {
    add(slot, day, kind) {
      days.forEach(([first, last], period) => {
        if (!(day >= first && day <= last)) return;
        const at =
          slot * width + period * countedActivities.length + countedActivities.indexOf(kind);
        if (at >= counts.length) {
          counts = grown(counts, new Uint32Array(Math.max(at + width, counts.length * 2)));
        }
        counts[at] = (counts[at] ?? 0) + 1;
      });
    },
    done: () => ({ periods: periods.length, counts })
  };
}

/**
 * Activities of each territory in one period, by territory and kind side by side.
 * @param accountOf index of the account of each slot of the counts; -1 for none
 * @param territoryOf territory of each account, by index; -1 for none
 */
export function activitiesByTerritory(
  { periods, counts }: ActivityCounts,
  period: number,
  accountOf: Int32Array,
  territoryOf: Int32Array,
  territories: number
): Float64Array {
  const kinds = countedActivities.length;
  const sums = new Float64Array(territories * kinds);
  accountOf.forEach((account, slot) => {
    const territory = territoryOf[account] ?? -1;
    if (territory < 0) return;
    for (let kind = 0; kind < kinds; kind += 1) {
      const at = territory * kinds + kind;
      sums[at] = (sums[at] ?? 0) + (counts[(slot * periods + period) * kinds + kind] ?? 0);
    }
  });
  return sums;
}
