import type { Connection, Field } from 'c/graphqlNodes';
import { valueOf } from 'c/graphqlNodes';

export interface MoveNode {
  readonly Id: string;
  readonly Account_Label__c: Field<string>;
  readonly From__c: Field<string>;
  readonly From_Label__c: Field<string>;
  readonly To__c: Field<string>;
  readonly To_Label__c: Field<string>;
  readonly Reason__c: Field<string>;
  readonly Next_Best_Reason__c: Field<string>;
  readonly Keeps_If__c: Field<string>;
  readonly Costs__c: Field<string>;
  readonly Hours__c: Field<number>;
  readonly Wave__c: Field<number>;
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
  readonly hours: number;
  readonly wave: number;
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
export type MoveShow = 'all' | 'Open' | 'Accepted' | 'Rejected' | 'challenged';

export function moveRow(node: MoveNode): MoveRow {
  return {
    id: node.Id,
    account: valueOf(node.Account_Label__c) ?? '',
    from: valueOf(node.From_Label__c) ?? '',
    fromId: valueOf(node.From__c),
    to: valueOf(node.To_Label__c) ?? '',
    toId: valueOf(node.To__c),
    reason: valueOf(node.Reason__c) ?? '',
    nextBest: valueOf(node.Next_Best_Reason__c) ?? '',
    staysIf: valueOf(node.Keeps_If__c) ?? '',
    costs: valueOf(node.Costs__c) ?? '',
    hours: valueOf(node.Hours__c) ?? 0,
    wave: valueOf(node.Wave__c) ?? 0,
    verdict: valueOf(node.Verdict__c) ?? 'Open',
    outcome: valueOf(node.Outcome__c) ?? '',
    outcomeText: valueOf(node.Outcome_Text__c) ?? '',
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
    (show === 'all' || (show === 'challenged' ? row.challenge !== '' : row.verdict === show));
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
