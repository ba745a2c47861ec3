import type { DealTable } from '../../core/columns.ts';
import { dealStates } from '../../core/columns.ts';
import { dayNumber } from '../../core/days.ts';
import type { Period } from '../../core/snapshot.ts';
import { quotaTiers } from '../attainment/attained.ts';

/** What the deals of each territory come to in a period; an entry a territory. */
export interface PeriodDeals {
  /** Won, by territory and tier side by side, as `attainedByTerritory` gives it. */
  readonly attained: Float64Array;
  /** Deals that closed, and those of them that were won. */
  readonly closed: Float64Array;
  readonly won: Float64Array;
  /** Amount of what was open on the evening of the last day, at today's amounts. */
  readonly open: Float64Array;
}

const won = dealStates.indexOf('Won');
const open = dealStates.indexOf('Open');

/**
 * Sums the deals of a period by the days on which they began and closed, so that it does not matter
 * on which later night it is asked. An amount that is not above 0 counts as 0.
 * @param territoryOf territory of each account, by index; -1 for none
 */
export function dealsOfPeriod(
  deals: DealTable,
  territoryOf: Int32Array,
  territories: number,
  period: Period
): PeriodDeals {
  const first = dayNumber(period.start);
  const last = dayNumber(period.end);
  const sums = {
    attained: new Float64Array(territories * quotaTiers.length),
    closed: new Float64Array(territories),
    won: new Float64Array(territories),
    open: new Float64Array(territories)
  };
  const add = (column: Float64Array, at: number, more: number): void => {
    column[at] = (column[at] ?? 0) + more;
  };
  for (let deal = 0; deal < deals.count; deal += 1) {
    const territory = territoryOf[deals.account[deal] ?? -1] ?? -1;
    if (territory < 0) continue;
    const closes = deals.closes[deal] ?? 0;
    const value = deals.amount[deal] ?? NaN;
    const amount = value > 0 ? value : 0;
    const isOpen = deals.state[deal] === open;
    if (isOpen || closes > last) {
      if ((deals.created[deal] ?? Infinity) <= last) add(sums.open, territory, amount);
      continue;
    }
    if (closes < first) continue;
    add(sums.closed, territory, 1);
    if (deals.state[deal] !== won) continue;
    add(sums.won, territory, 1);
    add(sums.attained, territory * quotaTiers.length + (deals.tier[deal] ?? 0), amount);
  }
  return sums;
}
