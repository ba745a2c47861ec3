import type { DealTable } from '../../core/columns.ts';
import { dealStates } from '../../core/columns.ts';
import { dayNumber } from '../../core/days.ts';
import type { Day, QuotaTier } from '../../core/snapshot.ts';
import { quotaTiers } from '../attainment/attained.ts';

/** Deals are looked back at for a year. */
const pastDays = 365;
/** Won deals of all that weigh as much as a territory's own in the size of a deal. */
const teamWins = 5;
/** Closed deals of all that weigh as much as a territory's own in the win rate. */
const teamClosed = 10;
const won = dealStates.indexOf('Won');
const open = dealStates.indexOf('Open');

/** How a territory sells: its own last year, shrunk to that of all territories. */
export interface SellingRates {
  /** Mean amount of a won deal; null where nothing was won at all. */
  readonly dealSize: number | null;
  /** Won over closed, 0 to 1; null where nothing was closed at all. */
  readonly winRate: number | null;
}

/**
 * Size of a won deal and win rate of a tier by territory.
 * @param territoryOf territory of each account, by the deals' own numbers of accounts; -1 for none
 */
export function sellingRates(
  deals: DealTable,
  territoryOf: Int32Array,
  territories: number,
  tier: QuotaTier,
  today: Day
): (territory: number) => SellingRates {
  const wins = new Float64Array(territories);
  const amounts = new Float64Array(territories);
  const closed = new Float64Array(territories);
  const last = dayNumber(today);
  const wanted = quotaTiers.indexOf(tier);
  for (let deal = 0; deal < deals.count; deal += 1) {
    const territory = territoryOf[deals.account[deal] ?? -1] ?? -1;
    const age = last - (deals.closes[deal] ?? 0);
    if (territory < 0 || deals.tier[deal] !== wanted || age < 0 || age >= pastDays) continue;
    if (deals.state[deal] === open) continue;
    closed[territory] = (closed[territory] ?? 0) + 1;
    const amount = deals.amount[deal] ?? NaN;
    if (deals.state[deal] !== won || !(amount > 0)) continue;
    wins[territory] = (wins[territory] ?? 0) + 1;
    amounts[territory] = (amounts[territory] ?? 0) + amount;
  }
  const sum = (column: Float64Array): number => column.reduce((all, own) => all + own, 0);
  const all = { wins: sum(wins), amounts: sum(amounts), closed: sum(closed) };
  const size = all.wins > 0 ? all.amounts / all.wins : null;
  const rate = all.closed > 0 ? all.wins / all.closed : null;
  return (territory) => ({
    dealSize:
      size === null
        ? null
        : ((amounts[territory] ?? 0) + teamWins * size) / ((wins[territory] ?? 0) + teamWins),
    winRate:
      rate === null
        ? null
        : ((wins[territory] ?? 0) + teamClosed * rate) / ((closed[territory] ?? 0) + teamClosed)
  });
}
