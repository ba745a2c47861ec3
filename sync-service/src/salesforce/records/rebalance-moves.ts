import { z } from 'zod';
import type { OrgConnection } from '../connection.ts';
import { id, optionalId, optionalNumber, optionalText, readChecked } from './checked.ts';

export const moveObject = 'Evenfield_Rebalance_Move__c';

export interface MoveRow {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly toName: string;
  /** Names of account and territories as they were written. */
  readonly labels: readonly string[];
  readonly reason: string;
  readonly wave: number;
  readonly waveDate: string | null;
  readonly holdUntil: string | null;
  readonly verdict: string;
  readonly outcome: string | null;
  readonly outcomeText: string | null;
  readonly challenge: string | null;
  readonly challengeStatus: string | null;
  readonly challengeProposal: string | null;
  /** By how many hours staying would have to be cheaper; null where not known. */
  readonly keepsAt: number | null;
}

const shape = {
  Id: id,
  Account__c: optionalId,
  Account_Label__c: optionalText,
  From__c: optionalId,
  From_Label__c: optionalText,
  To__c: optionalId,
  To_Label__c: optionalText,
  Reason__c: optionalText,
  Wave__c: optionalNumber,
  Wave_Date__c: optionalText,
  Hold_Until__c: optionalText,
  Verdict__c: optionalText,
  Outcome__c: optionalText,
  Outcome_Text__c: optionalText,
  Challenge__c: optionalText,
  Challenge_Status__c: optionalText,
  Challenge_Proposal__c: optionalId,
  Keeps_At__c: optionalNumber,
  'Account__r.Name': z.string().nullable()
};

/** Moves that meet a condition, by wave and account; one whose account is gone is left out. @throws OrgError */
export async function readMoves(connection: OrgConnection, where: string): Promise<MoveRow[]> {
  const { records } = await readChecked(connection, { object: moveObject, where }, shape);
  return records
    .flatMap((row) =>
      row.Account__c === null
        ? []
        : [
            {
              id: row.Id,
              accountId: row.Account__c,
              accountName: row['Account__r.Name'] ?? row.Account_Label__c ?? row.Account__c,
              from: row.From__c,
              to: row.To__c,
              toName: row.To_Label__c ?? '',
              labels: [row.Account_Label__c, row.From_Label__c, row.To_Label__c].map(
                (label) => label ?? ''
              ),
              reason: row.Reason__c ?? 'Moved by a rebalance.',
              wave: row.Wave__c ?? 0,
              waveDate: row.Wave_Date__c,
              holdUntil: row.Hold_Until__c,
              verdict: row.Verdict__c ?? 'Open',
              outcome: row.Outcome__c,
              outcomeText: row.Outcome_Text__c,
              challenge: row.Challenge__c,
              challengeStatus: row.Challenge_Status__c,
              challengeProposal: row.Challenge_Proposal__c,
              keepsAt: row.Keeps_At__c
            }
          ]
    )
    .sort((a, b) => a.wave - b.wave || (a.accountId < b.accountId ? -1 : 1));
}
