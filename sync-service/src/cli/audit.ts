import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { auditOrg } from '../jobs/audit-org.ts';
import { readOnly } from '../salesforce/connection.ts';
import { auditPage } from './audit-page.ts';
import { openOrg } from './open-org.ts';
import { printFailure, printJson, printLine } from './print.ts';

const usage =
  'evenfield audit [--org ALIAS] [--out FILE.html] [--json]\nALIAS is an org that the sf CLI is logged in to; without it the environment names the org (SF_INSTANCE_URL and SF_ACCESS_TOKEN, or the settings of the service).';

/** `evenfield audit`: looks at any org, installed or not, writes nothing into it, and makes one page. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      org: { type: 'string' },
      out: { type: 'string', default: 'evenfield-audit.html' },
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
    const report = await auditOrg(connection);
    if (values.json) printJson(report);
    else {
      writeFileSync(values.out, auditPage(report));
      const { audit } = report;
      printLine(
        `${String(audit.accounts)} accounts, ${String(audit.territories.length)} ${audit.by}; ${String(audit.outOfBand)} out of balance. ${String(report.calls)} calls, nothing written to the org.`
      );
      printLine(`The page: ${values.out}`);
    }
    return 0;
  } catch (error) {
    return printFailure(error, values.json);
  }
}
