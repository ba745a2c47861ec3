import { orgSettings } from '../config.ts';
import { connect } from '../salesforce/connection.ts';
import { optionalText, readChecked } from '../salesforce/records/checked.ts';
import { printFailure, printJson, printLine } from './print.ts';

const shape = {
  Object__c: optionalText,
  Record_Id__c: optionalText,
  Field__c: optionalText,
  Code__c: optionalText,
  Message__c: optionalText,
  Cure__c: optionalText
};

/** `evenfield errors`: every record that could not be read or written and is not mended yet. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  try {
    const connection = await connect(orgSettings(process.env));
    const { records } = await readChecked(
      connection,
      { object: 'Evenfield_Run_Error__c', where: 'Resolved__c = false' },
      shape
    );
    if (json) printJson(records);
    else
      for (const row of records)
        printLine(
          `${row.Object__c ?? ''} ${row.Record_Id__c ?? ''} ${row.Field__c ?? ''}: ${row.Message__c ?? ''}\n  What to do: ${row.Cure__c ?? ''}`
        );
    return 0;
  } catch (error) {
    return printFailure(error, json);
  }
}
