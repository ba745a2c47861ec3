import { readFileSync } from 'node:fs';
import { inferSchema, initParser } from 'udsv';
import { orgSettings } from '../config.ts';
import type { MarketColumn, MarketLine } from '../domain/territory/market/market-lines.ts';
import { marketColumns } from '../domain/territory/market/market-lines.ts';
import { importMarket } from '../jobs/import-market.ts';
import { connect } from '../salesforce/connection.ts';
import { printFailure, printJson, printLine } from './print.ts';

export const marketUsage = `evenfield import market FILE [--apply] [--json]
Columns of the file: ${marketColumns.join(', ')}; docs/market-data.md shows each.`;

/** `evenfield import market`: what a source says of ZIPs, counties, industries and accounts. Dry unless --apply. */
export async function runMarketImport(
  file: string,
  apply: boolean,
  json: boolean
): Promise<number> {
  try {
    const read = readMarketLines(file);
    if ('missing' in read) {
      process.stderr.write(
        `${file} has no column ${read.missing.join(', ')}.\nWhat to do: give it the columns ${marketColumns.join(', ')} in its first line.\n`
      );
      return 1;
    }
    const connection = await connect(orgSettings(process.env));
    const report = await importMarket(connection, read.lines, apply);
    if (json) printJson(report);
    else {
      printLine(
        `${report.applied ? 'Imported' : 'Would import'}: ${String(report.applied ? report.written : report.rows - report.same - report.older)} rows of ${String(report.lines)} lines; ${String(report.same)} are there already, ${String(report.older)} are older than what the org holds.`
      );
      for (const { line, column, message } of report.faults)
        printLine(`  line ${String(line)}, ${column}: ${message}.`);
      for (const { key, message } of report.refused) printLine(`  ${key}: ${message}`);
      if (report.faults.length > 0)
        printLine(
          `${String(new Set(report.faults.map(({ line }) => line)).size)} lines were left out; correct them and import again.`
        );
      if (!report.applied) printLine('This was a dry run; add --apply to write it.');
    }
    return report.faults.length + report.refused.length > 0 ? 1 : 0;
  } catch (error) {
    return printFailure(error, json);
  }
}

function readMarketLines(file: string): { lines: MarketLine[] } | { missing: string[] } {
  const text = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
  const rows = initParser(inferSchema(text, { col: ',', row: '\n', encl: '"' })).stringObjs(
    text
  ) as Record<string, string>[];
  const header = (text.split('\n')[0] ?? '')
    .split(',')
    .map((name) => name.trim().replaceAll('"', ''));
  const missing = (['level', 'place', 'source', 'date'] as const).filter(
    (name) => !header.includes(name)
  );
  if (missing.length > 0) return { missing };
  const cell = (row: Record<string, string>, name: string): string | null =>
    row[name] === undefined || row[name].trim() === '' ? null : row[name].trim();
  return {
    lines: rows.map((row, index) => ({
      line: index + 2,
      cells: Object.fromEntries(marketColumns.map((name) => [name, cell(row, name)])) as Record<
        MarketColumn,
        string | null
      >
    }))
  };
}
