import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { orgSettings, SettingsError } from '../config.ts';
import { auditOrg } from '../jobs/audit-org.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { connect, connectWithSession, readOnly } from '../salesforce/connection.ts';
import { auditPage } from './audit-page.ts';
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
    const connection = readOnly(await open(values.org ?? null));
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

const displayed = z.object({
  result: z.object({ accessToken: z.string(), instanceUrl: z.string() })
});

async function open(alias: string | null): Promise<OrgConnection> {
  const apiVersion = process.env['SF_API_VERSION'] ?? '66.0';
  if (alias !== null) {
    const { accessToken, instanceUrl } = askCli(alias);
    return connectWithSession({ instanceUrl, accessToken, apiVersion });
  }
  const { SF_INSTANCE_URL: instanceUrl, SF_ACCESS_TOKEN: accessToken } = process.env;
  if (instanceUrl !== undefined && accessToken !== undefined)
    return connectWithSession({
      instanceUrl: instanceUrl.replace(/\/+$/, ''),
      accessToken,
      apiVersion
    });
  return connect(orgSettings(process.env));
}

/** The session of an org that the sf CLI holds. @throws SettingsError with what to do */
function askCli(alias: string): { accessToken: string; instanceUrl: string } {
  const run = spawnSync('sf', ['org', 'display', '--target-org', alias, '--json'], {
    encoding: 'utf8'
  });
  if (run.error !== undefined)
    throw new SettingsError([
      '--org asks the sf CLI, which is not on the PATH; install @salesforce/cli, or set SF_INSTANCE_URL and SF_ACCESS_TOKEN'
    ]);
  let said: unknown = null;
  try {
    said = JSON.parse(run.stdout);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const parsed = displayed.safeParse(said);
  if (!parsed.success)
    throw new SettingsError([
      `--org ${alias}: the sf CLI has no open session for it; log in with sf org login web --alias ${alias}`
    ]);
  return parsed.data.result;
}
