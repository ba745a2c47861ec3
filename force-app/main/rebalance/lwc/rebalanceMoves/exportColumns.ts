import account from '@salesforce/label/c.Evenfield_Moves_Account';
import from from '@salesforce/label/c.Evenfield_Moves_From';
import to from '@salesforce/label/c.Evenfield_Moves_To';
import hours from '@salesforce/label/c.Evenfield_Moves_Hours';
import wave from '@salesforce/label/c.Evenfield_Moves_Wave';
import verdict from '@salesforce/label/c.Evenfield_Moves_Verdict';
import reason from '@salesforce/label/c.Evenfield_Moves_Reason';
import costs from '@salesforce/label/c.Evenfield_Moves_Costs';
import nextBest from '@salesforce/label/c.Evenfield_Moves_Next_Best';
import staysIf from '@salesforce/label/c.Evenfield_Moves_Stays_If';
import challenged from '@salesforce/label/c.Evenfield_Moves_Challenged';
import outcome from '@salesforce/label/c.Evenfield_Moves_Outcome';
import type { MoveRow } from './moveRows';
import type { MoveColumns } from './movesCsv';

/** Columns of the saved list. @param verdictText a move's verdict or outcome in the reader's words */
export function exportColumns(verdictText: (row: MoveRow) => string): MoveColumns {
  return [
    [account, (row) => row.account],
    [from, (row) => row.from],
    [to, (row) => row.to],
    [hours, (row) => String(row.hours)],
    [wave, (row) => String(row.wave)],
    [verdict, verdictText],
    [reason, (row) => row.reason],
    [costs, (row) => row.costs],
    [nextBest, (row) => row.nextBest],
    [staysIf, (row) => row.staysIf],
    [challenged, (row) => row.challenge],
    [outcome, (row) => row.outcomeText]
  ];
}
