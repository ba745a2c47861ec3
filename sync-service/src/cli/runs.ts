import { orgSettings } from '../config.ts';
import { connect } from '../salesforce/connection.ts';
import { optionalNumber, optionalText, readChecked } from '../salesforce/records/checked.ts';
import { printFailure, printJson, printLine } from './print.ts';

const shape = {
  Key__c: optionalText,
  Status__c: optionalText,
  Started__c: optionalText,
  Read__c: optionalNumber,
  Changed__c: optionalNumber,
  Written__c: optionalNumber,
  Failed__c: optionalNumber,
  Message__c: optionalText
};

/** `evenfield runs`: the runs of the last thirty days, newest first. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  try {
    const connection = await connect(orgSettings(process.env));
    const { records } = await readChecked(
      connection,
      { object: 'Evenfield_Run__c', where: 'Started__c = LAST_N_DAYS:30' },
      shape
    );
    const sorted = records.sort((a, b) => ((a.Started__c ?? '') < (b.Started__c ?? '') ? 1 : -1));
    if (json) printJson(sorted);
    else
      for (const run of sorted)
        printLine(
          `${run.Started__c ?? ''} ${run.Status__c ?? ''} ${run.Key__c ?? ''}: ${run.Message__c ?? ''}`
        );
    return 0;
  } catch (error) {
    return printFailure(error, json);
  }
}
