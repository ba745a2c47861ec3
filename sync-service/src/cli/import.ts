import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inferSchema, initParser } from 'udsv';
import { orgSettings } from '../config.ts';
import type { ImportLine } from '../domain/territory/import-plan.ts';
import { importDesign } from '../jobs/import-design.ts';
import { connect } from '../salesforce/connection.ts';
import { marketUsage, runMarketImport } from './import-market.ts';
import { printFailure, printJson, printLine } from './print.ts';

const usage = `evenfield import --from owners | --from etm | --from csv --file FILE [--apply] [--json]
Columns of the file: territory, parent, owner (username), latitude, longitude, capacity_hours, account (id)
${marketUsage}`;

/** `evenfield import`: territories, members, bases and today's assignments from owners, from the active model of Sales Territories, or a file. Dry unless --apply. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      file: { type: 'string' },
      apply: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false }
    }
  });
  const [what, path] = positionals;
  if (what === 'market' && path !== undefined)
    return runMarketImport(path, values.apply, values.json);
  if (
    what !== undefined ||
    (values.from !== 'owners' && values.from !== 'etm' && values.from !== 'csv') ||
    (values.from === 'csv' && values.file === undefined)
  ) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  try {
    const source = values.from === 'csv' ? readLines(values.file ?? '') : values.from;
    const connection = await connect(orgSettings(process.env));
    const report = await importDesign(connection, source, values.apply);
    if (values.json) printJson(report);
    else {
      printLine(
        `${report.applied ? 'Imported' : 'Would import'}: ${String(report.territories)} territories, ${String(report.members)} members, ${String(report.assigned)} accounts; ${String(report.kept)} accounts keep the territory they have.`
      );
      for (const problem of report.problems)
        printLine(`  ${problem.object} ${problem.record}: ${problem.message} ${problem.cure}`);
      if (!report.applied) printLine('This was a dry run; add --apply to write it.');
    }
    return 0;
  } catch (error) {
    return printFailure(error, values.json);
  }
}

function readLines(file: string): ImportLine[] {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  const rows = initParser(inferSchema(text, { col: ',', row: '\n', encl: '"' })).stringObjs(
    text
  ) as Record<string, string>[];
  const cell = (row: Record<string, string>, name: string): string | null =>
    row[name] === undefined || row[name].trim() === '' ? null : row[name].trim();
  const number = (row: Record<string, string>, name: string): number | null => {
    const value = cell(row, name);
    return value === null || Number.isNaN(Number(value)) ? null : Number(value);
  };
  return rows.map((row, index) => ({
    line: index + 2,
    territory: cell(row, 'territory') ?? '',
    parent: cell(row, 'parent'),
    owner: cell(row, 'owner'),
    latitude: number(row, 'latitude'),
    longitude: number(row, 'longitude'),
    capacityHours: number(row, 'capacity_hours'),
    account: cell(row, 'account')
  }));
}
