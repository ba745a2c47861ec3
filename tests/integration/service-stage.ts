import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { LocalOrg } from '../local-org/http/server.ts';
import { startLocalOrg } from '../local-org/http/server.ts';
import { loadSample } from '../local-org/sample/sample.ts';
import { everyRow } from './every-row.ts';

/** One moment for all orgs of a test file, so that their samples are the same. */
const sampleMoment = Date.now();

/** An org with the sample company, in this process. */
export function sampleOrg(accounts: number): Promise<LocalOrg> {
  return startLocalOrg({
    fill: (org) => void loadSample(org, { accounts, seed: 3, now: sampleMoment })
  });
}

/** Environment of the service for this org. */
export function serviceEnvironment(
  org: LocalOrg,
  more: Record<string, string> = {}
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    SF_LOGIN_URL: org.url,
    SF_CLIENT_ID: org.clientId,
    SF_USERNAME: 'service@evenfield.example',
    SF_PRIVATE_KEY_FILE: org.privateKeyFile,
    ...more
  };
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `evenfield ARGS`; `onStep` hears each line of standard error. */
export function startCli(
  org: LocalOrg,
  args: readonly string[],
  more: Record<string, string> = {},
  onStep: (line: string, child: ChildProcess) => void = () => undefined
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn('node', ['--no-warnings', 'sync-service/src/cli/evenfield.ts', ...args], {
    env: serviceEnvironment(org, more),
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    for (const line of chunk.toString().split('\n')) if (line !== '') onStep(line, child);
  });
  return {
    child,
    ended: new Promise((done) => {
      child.once('close', (code) => {
        done({ code, stdout, stderr });
      });
    })
  };
}

/** Runs `evenfield ARGS --json` to its end and reads the line that it prints. */
export async function runCli(
  org: LocalOrg,
  args: readonly string[],
  more: Record<string, string> = {}
): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await startCli(org, [...args, '--json'], more).ended;
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (line === '') throw new Error(stderr);
  return JSON.parse(line) as Record<string, unknown>;
}

/** What the org holds of ours, without the moments at which it was written. */
export function results(org: LocalOrg): Map<string, string> {
  const adminId = org.users.find((user) => user.alias === 'admin')?.userId ?? '';
  return new Map(
    [...everyRow(org.org, adminId)]
      .filter(([key]) =>
        /^Evenfield_(Coverage|Territory|Assignment_Change|Health_Snapshot|Quota|Run_Error)/.test(
          key
        )
      )
      .map(([key, row]) => [
        key,
        row.values.replaceAll(/"(CreatedDate|Run__c|At__c)":"[^"]*"/g, '')
      ])
  );
}
