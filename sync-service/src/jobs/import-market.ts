import type { MarketLine, MarketPlan } from '../domain/territory/market/market-lines.ts';
import { planMarketRows } from '../domain/territory/market/market-lines.ts';
import type { MarketRow } from '../domain/territory/market/market-row.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { id, readChecked } from '../salesforce/records/checked.ts';
import { readMarket } from '../salesforce/records/market.ts';
import { writeRows } from '../salesforce/write-rows.ts';

export interface MarketReport {
  readonly applied: boolean;
  /** Lines of the file, and rows that came of them. */
  readonly lines: number;
  readonly rows: number;
  /** Rows that the org holds as they are already. */
  readonly same: number;
  /** Rows of the file that are older than what the org holds of the same source. */
  readonly older: number;
  readonly written: number;
  readonly faults: MarketPlan['faults'];
  /** Rows that the org refused, by key. */
  readonly refused: readonly { readonly key: string; readonly message: string }[];
}

const columns = [
  'Key__c',
  'Level__c',
  'Place__c',
  'Account__c',
  'Potential__c',
  'Population__c',
  'Competitors__c',
  'Source__c',
  'Date__c'
];

/**
 * Plans an import of market data and carries it out when asked. What a source says newer takes the
 * place of what it said; what the org holds already is not written again. @throws OrgError
 */
export async function importMarket(
  connection: OrgConnection,
  lines: readonly MarketLine[],
  apply: boolean
): Promise<MarketReport> {
  const accounts = await readChecked(connection, { object: 'Account' }, { Id: id });
  const known = new Map(accounts.records.map((row) => [row.Id.slice(0, 15), row.Id]));
  const { rows, faults } = planMarketRows(lines, known);
  const held = new Map((await readMarket(connection)).rows.map((row) => [row.key, row]));
  const same = rows.filter((row) => isSame(row, held.get(row.key)));
  const older = rows.filter((row) => row.date < (held.get(row.key)?.date ?? ''));
  const fresh = rows.filter((row) => !same.includes(row) && !older.includes(row));
  const report = {
    lines: lines.length,
    rows: rows.length,
    same: same.length,
    older: older.length,
    faults
  };
  if (!apply) return { applied: false, ...report, written: 0, refused: [] };
  const { written, failures } = await writeRows(connection, {
    object: 'Evenfield_Market_Data__c',
    operation: 'upsert',
    externalId: 'Key__c',
    columns,
    rows: fresh.map(cellsOf)
  });
  return {
    applied: true,
    ...report,
    written,
    refused: failures.map(({ row, message }) => ({
      key: fresh[row]?.key ?? '',
      message: message ?? 'The row could not be written.'
    }))
  };
}

function isSame(row: MarketRow, held: MarketRow | undefined): boolean {
  return (
    held !== undefined &&
    row.date === held.date &&
    row.potential === held.potential &&
    row.population === held.population &&
    row.competitors === held.competitors
  );
}

function cellsOf(row: MarketRow): (string | number | null)[] {
  return [
    row.key,
    row.level,
    row.place,
    row.level === 'Account' ? row.place : null,
    row.potential,
    row.population,
    row.competitors,
    row.source,
    row.date
  ];
}
