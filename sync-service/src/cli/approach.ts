import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compareOrg } from '../jobs/compare-org.ts';
import { readOnly } from '../salesforce/connection.ts';
import { approachPage } from './approach-page.ts';
import { openOrg } from './open-org.ts';
import { printFailure, printJson, printLine } from './print.ts';

const usage =
  'evenfield approach [--org ALIAS] [--out FILE.html] [--json]\nALIAS is an org that the sf CLI is logged in to; without it the environment names the org (SF_INSTANCE_URL and SF_ACCESS_TOKEN, or the settings of the service).';

/** `evenfield approach`: which way to cut territories fits the org's own accounts and results. Writes nothing into it. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      org: { type: 'string' },
      out: { type: 'string', default: 'evenfield-approach.html' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false }
    }
  });
  if (values.help) {
    printLine(usage);
    return 0;
  }
  try {
    const connection = readOnly(await openOrg(values.org ?? null));
    const report = await compareOrg(connection);
    if (values.json) printJson(report);
    else {
      writeFileSync(values.out, approachPage(report));
      const { comparison } = report;
      printLine(
        `${String(comparison.accounts)} accounts, ${String(comparison.territories)} ${report.by}, ${String(comparison.deals)} closed deals since ${report.from}. ${String(report.calls)} calls, nothing written to the org.`
      );
      printLine(comparison.named.words);
      printLine(`The page: ${values.out}`);
    }
    return 0;
  } catch (error) {
    return printFailure(error, values.json);
  }
}
