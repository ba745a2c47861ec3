import { orgSettings } from '../config.ts';
import { connect } from '../salesforce/connection.ts';
import { startManualRun } from '../jobs/start-run.ts';
import { runSync } from '../jobs/sync.ts';
import { printFailure, printJson, printLine } from './print.ts';

/** What this process has used so far: memory at its peak, and processor time of all threads. */
function spent(): { peakMB: number; cpuSeconds: number } {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return { peakMB: Math.round(maxRSS / 1024), cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
}

/** `evenfield sync`: one full run, without Redis. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  try {
    const connection = await connect(orgSettings(process.env));
    const run = await startManualRun(connection);
    const report = await runSync(connection, run, {
      onStep: (step) => {
        process.stderr.write(`${step}\n`);
      }
    });
    if (json) printJson({ ...report, ...spent() });
    else
      printLine(
        `${report.status}: ${report.message}${report.cure === null ? '' : `\nWhat to do: ${report.cure}`}`
      );
    return report.status === 'Completed' ? 0 : 1;
  } catch (error) {
    return printFailure(error, json);
  }
}
