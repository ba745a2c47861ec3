import { orgSettings, SettingsError } from '../config.ts';
import type { Finding } from '../jobs/doctor.ts';
import { examine } from '../jobs/doctor.ts';
import { examineRedis } from '../jobs/examine-redis.ts';
import { printFailure, printJson, printLine } from './print.ts';

/** `evenfield doctor`: looks at settings, sign-in, clock, limits, objects, fields, rights, Redis. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  try {
    const findings = [...(await examineOrg()), await examineRedis(process.env['REDIS_URL'])];
    const healthy = findings.every((finding) => finding.ok);
    if (json) printJson({ healthy, findings });
    else
      for (const finding of findings)
        printLine(
          `${finding.ok ? 'ok   ' : 'FAULT'} ${finding.check}: ${finding.message}${finding.cure === null ? '' : `\n      What to do: ${finding.cure}`}`
        );
    return healthy ? 0 : 1;
  } catch (error) {
    return printFailure(error, json);
  }
}

async function examineOrg(): Promise<Finding[]> {
  try {
    return await examine(orgSettings(process.env));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.faults.map((fault) => ({
      check: 'settings',
      ok: false,
      message: fault,
      cure: `Correct ${fault.split(' ')[0] ?? 'it'} in the environment.`
    }));
  }
}
