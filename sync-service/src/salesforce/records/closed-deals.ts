import type { CurrencyRates } from '../../domain/core/currency.ts';
import { toCorporate } from '../../domain/core/currency.ts';
import type { ClosedDeals } from '../../domain/territory/approach/approach-shape.ts';
import type { OrgConnection } from '../connection.ts';
import { OrgError } from '../errors.ts';
import { readRows } from '../read-rows.ts';
import { dayCell, flagCell, numberCell } from './cells.ts';

/**
 * Closed opportunities from a day on, won and lost, in the company's own currency.
 * @param indexOf index by account id
 * @throws OrgError
 */
export async function readClosedDeals(
  connection: OrgConnection,
  indexOf: ReadonlyMap<string, number>,
  from: string,
  currencies: CurrencyRates | null
): Promise<ClosedDeals> {
  const factor = toCorporate(currencies);
  const account: number[] = [];
  const won: number[] = [];
  const amount: number[] = [];
  const columns = ['AccountId', 'IsWon', 'Amount', 'CloseDate'];
  await readRows(
    connection,
    {
      object: 'Opportunity',
      columns: currencies === null ? columns : [...columns, 'CurrencyIsoCode'],
      where: `IsClosed = true AND CloseDate >= ${from}`
    },
    (cells) => {
      const index = indexOf.get(cells[0] ?? '');
      if (index === undefined) return;
      const times = currencies === null ? 1 : factor(cells[4] ?? null, dayCell(cells[3]));
      account.push(index);
      won.push(flagCell(cells[1]) ? 1 : 0);
      amount.push(numberCell(cells[2]) * times);
    }
  );
  return {
    account: Int32Array.from(account),
    won: Uint8Array.from(won),
    amount: Float64Array.from(amount)
  };
}

/**
 * The product family that each account bought most of, by price and quantity of its assets; null
 * for an account without one, and for all where the org does not let its assets' products be read.
 * @throws OrgError
 */
export async function readProducts(
  connection: OrgConnection,
  indexOf: ReadonlyMap<string, number>
): Promise<(string | null)[] | null> {
  const bought = new Map<number, Map<string, number>>();
  try {
    await readRows(
      connection,
      {
        object: 'Asset',
        columns: ['AccountId', 'Product2.Family', 'Price', 'Quantity'],
        where: 'Product2.Family != null'
      },
      (cells) => {
        const index = indexOf.get(cells[0] ?? '');
        const family = cells[1] ?? null;
        if (index === undefined || family === null) return;
        const spent = Math.max(0, (numberCell(cells[2]) || 0) * (numberCell(cells[3]) || 1));
        const own = bought.get(index) ?? new Map<string, number>();
        own.set(family, (own.get(family) ?? 0) + spent);
        bought.set(index, own);
      }
    );
  } catch (error) {
    if (error instanceof OrgError && error.kind === 'configuration') return null;
    throw error;
  }
  return Array.from({ length: indexOf.size }, (_, index) => {
    const own = [...(bought.get(index) ?? [])];
    return own.sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1))[0]?.[0] ?? null;
  });
}
