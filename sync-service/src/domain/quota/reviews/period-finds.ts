import { dayNumber } from '../../core/days.ts';
import type { Period } from '../../core/snapshot.ts';
import type { DatedAccounts } from '../goals/proposals.ts';

/**
 * Leads of a territory that were created in a period.
 * @param days on which its leads of the last year were created, since 1970; undefined where none is known
 * @returns null where none is known of it: a person who owns several territories finds for no one of them
 */
export function newLeadsIn(days: readonly number[] | undefined, period: Period): number | null {
  if (days === undefined) return null;
  const isWithin = within(period);
  return days.filter(isWithin).length;
}

/**
 * Proposals of each territory in a period.
 * @param territoryOf territory of each account, by index; -1 for none
 * @returns null where they are not known, or nobody made any
 */
export function proposalsIn(
  proposals: DatedAccounts | undefined,
  period: Period,
  territoryOf: Int32Array,
  territories: number
): Float64Array | null {
  if (proposals === undefined) return null;
  const isWithin = within(period);
  const sums = new Float64Array(territories);
  let isAny = false;
  proposals.account.forEach((account, at) => {
    const territory = territoryOf[account] ?? -1;
    if (territory < 0 || !isWithin(proposals.day[at] ?? NaN)) return;
    sums[territory] = (sums[territory] ?? 0) + 1;
    isAny = true;
  });
  return isAny ? sums : null;
}

function within({ start, end }: Period): (day: number) => boolean {
  const [first, last] = [dayNumber(start), dayNumber(end)];
  return (day) => day >= first && day <= last;
}
