import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DealColumns } from '../src/domain/quota/forecast/deals.ts';

/** The public pipeline in columns; levels by name. */
export interface CrmPipeline {
  readonly deals: DealColumns;
  readonly agents: readonly string[];
  readonly product: Int32Array;
  readonly account: Int32Array;
  readonly products: number;
  readonly accounts: number;
  /** Deals that have no day of engagement, so that nothing can be known of them at an origin. */
  readonly undated: number;
}

const day = (text: string): number =>
  text === '' ? NaN : Math.floor(Date.parse(`${text}T00:00:00Z`) / 86_400_000);

/** Rows of a CSV without quoted cells, by the names of the first line. */
function rowsOf(path: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

/** Reads `products.csv` and `sales_pipeline.csv`. An open deal's amount is its product's list price. */
export function readCrm(dir: string): CrmPipeline {
  const price = new Map(
    rowsOf(join(dir, 'products.csv')).map((row) => [
      row['product'] ?? '',
      Number(row['sales_price'])
    ])
  );
  const all = rowsOf(join(dir, 'sales_pipeline.csv'));
  const rows = all.filter((row) => row['engage_date'] !== '');
  const agents = [...new Set(rows.map((row) => row['sales_agent'] ?? ''))].sort();
  const level = (names: readonly string[]) => {
    const places = new Map(names.map((name, at) => [name, at]));
    return (name: string): number => places.get(name) ?? 0;
  };
  // The data write GTX Pro in two ways.
  const productOf = (row: Record<string, string>): string =>
    row['product'] === 'GTXPro' ? 'GTX Pro' : (row['product'] ?? '');
  const products = [...new Set(rows.map(productOf))].sort();
  const accounts = [...new Set(rows.map((row) => row['account'] ?? ''))].sort();
  const numbers = (of: (row: Record<string, string>) => number): Float64Array =>
    Float64Array.from(rows, of);
  const count = rows.length;
  return {
    deals: {
      count,
      unit: Int32Array.from(rows, (row) => level(agents)(row['sales_agent'] ?? '')),
      amount: numbers((row) => price.get(productOf(row)) ?? NaN),
      value: numbers((row) => (row['deal_stage'] === 'Won' ? Number(row['close_value']) : 0)),
      created: numbers((row) => day(row['engage_date'] ?? '')),
      closed: numbers((row) => day(row['close_date'] ?? '')),
      won: Uint8Array.from(rows, (row) => (row['deal_stage'] === 'Won' ? 1 : 0)),
      source: new Int32Array(count),
      spellsFrom: Int32Array.from({ length: count + 1 }, (_, at) => at),
      spellDay: numbers((row) => day(row['engage_date'] ?? '')),
      spellStage: new Int32Array(count),
      spellPlanned: new Float64Array(count).fill(NaN)
    },
    agents,
    product: Int32Array.from(rows, (row) => level(products)(productOf(row))),
    account: Int32Array.from(rows, (row) => level(accounts)(row['account'] ?? '')),
    products: products.length,
    accounts: accounts.length,
    undated: all.length - rows.length
  };
}
