import type { Connection, Field } from 'c/graphqlNodes';
import heldUntil from '@salesforce/label/c.Evenfield_Moves_Held_Until';
import { filled, valueOf } from 'c/graphqlNodes';

export interface MoveNode {
  readonly Id: string;
  readonly Account__c?: Field<string>;
  readonly Account_Label__c: Field<string>;
  readonly From__c: Field<string>;
  readonly From_Label__c: Field<string>;
  readonly To__c: Field<string>;
  readonly To_Label__c: Field<string>;
  readonly Reason__c: Field<string>;
  readonly Next_Best_Reason__c: Field<string>;
  readonly Keeps_If__c: Field<string>;
  readonly Costs__c: Field<string>;
  readonly Effects__c?: Field<string>;
  readonly Hours__c: Field<number>;
  readonly Wave__c: Field<number>;
  readonly Wave_Date__c?: Field<string>;
  readonly Hold_Until__c?: Field<string>;
  readonly Verdict__c: Field<string>;
  readonly Outcome__c: Field<string>;
  readonly Outcome_Text__c: Field<string>;
  readonly Challenge__c: Field<string>;
  readonly Challenge_Reason__c: Field<string>;
  readonly Challenge_Proposal__r?: { readonly Name: Field<string> } | null;
  readonly Challenge_Status__c: Field<string>;
  readonly Challenge_Answer__c: Field<string>;
}

export interface MoveData {
  readonly Evenfield_Rebalance_Move__c: Connection<MoveNode> & {
    readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

export interface MoveRow {
  readonly id: string;
  /** Null where the account is gone. */
  readonly accountId: string | null;
  readonly account: string;
  readonly from: string;
  /** Id of the territory; null where the account is in none. */
  readonly fromId: string | null;
  readonly to: string;
  readonly toId: string | null;
  readonly reason: string;
  readonly nextBest: string;
  readonly staysIf: string;
  readonly costs: string;
  /** JSON as the service wrote it. */
  readonly effects: string | null;
  readonly hours: number;
  readonly wave: number;
  /** YYYY-MM-DD; empty where the wave waits for no day. */
  readonly waveDate: string;
  readonly verdict: string;
  readonly outcome: string;
  readonly outcomeText: string;
  readonly challenge: string;
  /** Territory named instead; empty where the account is to stay. */
  readonly challengeInstead: string;
  /** Open, Accepted or Refused. */
  readonly challengeStatus: string;
  readonly challengeAnswer: string;
}

export type MoveSort = 'account' | 'from' | 'hours' | 'wave';
/** Verdicts that people search by, and what has become of a move. */
export const moveStates = ['Open', 'Accepted', 'Rejected', 'challenged'] as const;
export const moveOutcomes = ['Applied', 'Held', 'Skipped', 'Failed', 'Kept'] as const;
export type MoveShow = 'all' | (typeof moveStates)[number] | (typeof moveOutcomes)[number];

export function moveRow(node: MoveNode): MoveRow {
  const until = valueOf(node.Hold_Until__c);
  return {
    id: node.Id,
    accountId: valueOf(node.Account__c),
    account: valueOf(node.Account_Label__c) ?? '',
    from: valueOf(node.From_Label__c) ?? '',
    fromId: valueOf(node.From__c),
    to: valueOf(node.To_Label__c) ?? '',
    toId: valueOf(node.To__c),
    reason: valueOf(node.Reason__c) ?? '',
    nextBest: valueOf(node.Next_Best_Reason__c) ?? '',
    staysIf: valueOf(node.Keeps_If__c) ?? '',
    costs: valueOf(node.Costs__c) ?? '',
    effects: valueOf(node.Effects__c),
    hours: valueOf(node.Hours__c) ?? 0,
    wave: valueOf(node.Wave__c) ?? 0,
    waveDate: valueOf(node.Wave_Date__c) ?? '',
    verdict: valueOf(node.Verdict__c) ?? 'Open',
    outcome: valueOf(node.Outcome__c) ?? '',
    outcomeText: [
      valueOf(node.Outcome_Text__c) ?? '',
      valueOf(node.Outcome__c) === 'Held' && until !== null ? filled(heldUntil, until) : ''
    ]
      .filter((text) => text !== '')
      .join(' '),
    challenge:
      valueOf(node.Challenge__c) === 'Challenged' ? (valueOf(node.Challenge_Reason__c) ?? '') : '',
    challengeInstead: valueOf(node.Challenge_Proposal__r?.Name) ?? '',
    challengeStatus: valueOf(node.Challenge_Status__c) ?? 'Open',
    challengeAnswer: valueOf(node.Challenge_Answer__c) ?? ''
  };
}

/** Rows that meet search and filter, in the order asked for; equal ones by account. */
export function chosenMoves(
  rows: readonly MoveRow[],
  search: string,
  show: MoveShow,
  sort: MoveSort
): MoveRow[] {
  const word = search.trim().toLowerCase();
  const fits = (row: MoveRow): boolean =>
    (word === '' || `${row.account} ${row.from} ${row.to}`.toLowerCase().includes(word)) &&
    (show === 'all' ||
      (show === 'challenged'
        ? row.challenge !== ''
        : row.verdict === show || row.outcome === show));
  const order: Readonly<Record<MoveSort, (a: MoveRow, b: MoveRow) => number>> = {
    account: () => 0,
    from: (a, b) => a.from.localeCompare(b.from),
    hours: (a, b) => b.hours - a.hours,
    wave: (a, b) => a.wave - b.wave
  };
  return rows
    .filter(fits)
    .sort(
      (a, b) => order[sort](a, b) || a.account.localeCompare(b.account) || (a.id < b.id ? -1 : 1)
    );
}
