import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { orgSettings, SettingsError } from '../config.ts';
import type { OrgConnection } from '../salesforce/connection.ts';
import { connect, connectWithSession } from '../salesforce/connection.ts';

const displayed = z.object({
  result: z.object({ accessToken: z.string(), instanceUrl: z.string() })
});

/**
 * The org that an alias of the sf CLI names, or the environment.
 * @throws SettingsError where neither does
 */
export async function openOrg(alias: string | null): Promise<OrgConnection> {
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
