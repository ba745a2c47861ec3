import type { AccountTable } from '../../core/columns.ts';
import { accountColumn, textAt } from '../../core/column-access.ts';
import type { Potential } from '../potential.ts';
import type { MarketRow } from './market-row.ts';

/** The longest that `Potential_Source__c` takes. */
const longestSource = 120;

/**
 * Potential with market data mixed in by the policy's weight: the account's own where a source
 * tells it, else the account's share of its ZIP's, else of its industry's. A place's potential is
 * shared out as look-alikes' potential is. Counties are not told of accounts and so are left out.
 * @param weight 0 leaves all as it is, 1 takes the market's word alone
 */
export function withMarketData(
  potential: Potential,
  accounts: AccountTable,
  market: readonly MarketRow[],
  weight: number
): Potential {
  if (weight === 0 || market.length === 0) return potential;
  const told = newestPotentials(market);
  const zip = accountColumn(accounts, 'BillingPostalCode');
  const industry = accountColumn(accounts, 'Industry');
  const keysOf = (index: number): string[] => {
    const digits = /^\d{5}/.exec(textAt(zip, index)?.trim() ?? '')?.[0];
    const own = textAt(industry, index);
    return [
      `Account ${accounts.ids[index] ?? ''}`,
      ...(digits === undefined ? [] : [`ZIP ${digits}`]),
      ...(own === null ? [] : [`Industry ${own.toLowerCase()}`])
    ];
  };
  const keyOf = (index: number): string | undefined => keysOf(index).find((key) => told.has(key));
  const lookAlikes = new Map<string, { sum: number; accounts: number }>();
  for (let index = 0; index < accounts.count; index += 1)
    for (const key of keysOf(index)) {
      const sums = lookAlikes.get(key) ?? { sum: 0, accounts: 0 };
      sums.sum += zeroIfUnknown(potential.amount[index]);
      sums.accounts += 1;
      lookAlikes.set(key, sums);
    }
  const amount = Float64Array.from(potential.amount);
  const source = [...potential.source];
  for (let index = 0; index < accounts.count; index += 1) {
    const key = keyOf(index);
    const row = key === undefined ? undefined : told.get(key);
    if (key === undefined || row === undefined) continue;
    const sums = lookAlikes.get(key) ?? { sum: 0, accounts: 1 };
    const own = potential.amount[index] ?? NaN;
    const share = sums.sum > 0 ? zeroIfUnknown(own) / sums.sum : 1 / sums.accounts;
    const market = row.potential * share;
    // Where no look-alike tells anything, the market's word is all there is.
    amount[index] = Number.isNaN(own) ? market : weight * market + (1 - weight) * own;
    source[index] =
      `${row.source}, ${row.date}, for the ${row.level}; ${potential.source[index] ?? ''}`
        .replace(/; $/, '')
        .slice(0, longestSource);
  }
  return { amount, source };
}

const zeroIfUnknown = (amount: number | undefined): number =>
  amount === undefined || Number.isNaN(amount) ? 0 : amount;

type Told = MarketRow & { readonly potential: number };

/** The newest potential of each place; of one day that of the smallest key. */
function newestPotentials(market: readonly MarketRow[]): Map<string, Told> {
  const told = new Map<string, Told>();
  for (const row of market) {
    const { potential, level } = row;
    if (potential === null || level === 'County') continue;
    const key = `${level} ${level === 'Industry' ? row.place.toLowerCase() : row.place}`;
    const held = told.get(key);
    const isNewer =
      held === undefined || row.date > held.date || (row.date === held.date && row.key < held.key);
    if (isNewer) told.set(key, { ...row, potential });
  }
  return told;
}
