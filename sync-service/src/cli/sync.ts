import { orgSettings } from '../config.ts';
import { connect } from '../salesforce/connection.ts';
import { startManualRun } from '../jobs/start-run.ts';
import { runSync } from '../jobs/sync.ts';
import { printFailure, printJson, printLine } from './print.ts';

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
    if (json) printJson(report);
    else
      printLine(
        `${report.status}: ${report.message}${report.cure === null ? '' : `\nWhat to do: ${report.cure}`}`
      );
    return report.status === 'Completed' ? 0 : 1;
  } catch (error) {
    return printFailure(error, json);
  }
}
