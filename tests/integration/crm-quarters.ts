import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A deal of the public pipeline as an org would hold it today; days as YYYY-MM-DD. */
export interface LivedDeal {
  readonly name: string;
  readonly agent: string;
  readonly account: string;
  readonly amount: number;
  readonly created: string;
  /** The day of the close, or the one that is planned. */
  readonly closes: string;
  readonly state: 'Open' | 'Lost' | 'Won';
}

const rowsOf = (path: string): Record<string, string>[] => {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
};

/** Moves days by whole quarters, so that each keeps its place in its quarter. */
function laterBy(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
}

/**
 * The pipeline as if its last quarter were today's: what was created after today is not there, what
 * closed after today is still open.
 */
export function livedDeals(dir: string, today: string): LivedDeal[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const months = (year - 2017) * 12 + (Math.ceil(month / 3) - 4) * 3;
  const price = new Map(
    rowsOf(join(dir, 'products.csv')).map((row) => [row['product'], Number(row['sales_price'])])
  );
  return rowsOf(join(dir, 'sales_pipeline.csv')).flatMap((row): LivedDeal[] => {
    if (row['engage_date'] === undefined || row['engage_date'] === '') return [];
    const created = laterBy(row['engage_date'], months);
    if (created > today) return [];
    const closed = row['close_date'] === '' ? null : laterBy(row['close_date'] ?? '', months);
    const product = row['product'] === 'GTXPro' ? 'GTX Pro' : row['product'];
    const known = {
      name: row['opportunity_id'] ?? '',
      agent: row['sales_agent'] ?? '',
      account: row['account'] ?? '',
      created
    };
    return closed !== null && closed <= today
      ? [
          {
            ...known,
            amount: Number(row['close_value']),
            closes: closed,
            state: row['deal_stage'] === 'Won' ? 'Won' : 'Lost'
          }
        ]
      : [
          {
            ...known,
            amount: price.get(product) ?? 0,
            closes: laterBy(created, 3),
            state: 'Open'
          }
        ];
  });
}

/** Agents and the region of each. */
export function agentsOf(dir: string): { agent: string; region: string }[] {
  return rowsOf(join(dir, 'sales_teams.csv')).map((row) => ({
    agent: row['sales_agent'] ?? '',
    region: row['regional_office'] ?? ''
  }));
}
