import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';
import { valueOf } from 'c/graphqlNodes';

export interface MyMoveNode {
  readonly Id: string;
  readonly Account_Label__c: Field<string>;
  readonly From_Label__c: Field<string>;
  readonly To_Label__c: Field<string>;
  readonly From_Owner__c: Field<string>;
  readonly To_Owner__c: Field<string>;
  readonly Reason__c: Field<string>;
  readonly Costs__c: Field<string>;
  readonly Next_Best_Reason__c: Field<string>;
  readonly Keeps_If__c: Field<string>;
  readonly Wave_Date__c: Field<string>;
  readonly Hold_Reason__c: Field<string>;
  readonly Outcome__c: Field<string>;
  readonly Outcome_Text__c: Field<string>;
  readonly Challenge__c: Field<string>;
  readonly Challenge_Reason__c: Field<string>;
  readonly Challenge_Status__c: Field<string>;
  readonly Challenge_Answer__c: Field<string>;
}

export interface MyMoveData {
  readonly Evenfield_Rebalance_Move__c: Connection<MyMoveNode>;
  /** Territories that she may see, and so may name instead. */
  readonly Evenfield_Territory__c?: Connection<{
    readonly Id: string;
    readonly Name: Field<string>;
  }>;
}

/** Whether an account comes to the person, leaves her, or moves between others. */
export type Side = 'coming' | 'leaving' | 'other';

export interface MyMove {
  readonly id: string;
  readonly side: Side;
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly costs: string;
  readonly nextBest: string;
  readonly staysIf: string;
  readonly when: string;
  readonly outcome: string;
  readonly answer: string;
  readonly challenge: string;
  readonly challengeReason: string;
  /** Nothing has become of it yet, so that a word of hers still counts. */
  readonly isOpen: boolean;
}

export function myMove(node: MyMoveNode, userId: string): MyMove {
  const outcome = valueOf(node.Outcome__c) ?? '';
  return {
    id: node.Id,
    side:
      valueOf(node.To_Owner__c) === userId
        ? 'coming'
        : valueOf(node.From_Owner__c) === userId
          ? 'leaving'
          : 'other',
    account: valueOf(node.Account_Label__c) ?? '',
    from: valueOf(node.From_Label__c) ?? '',
    to: valueOf(node.To_Label__c) ?? '',
    reason: valueOf(node.Reason__c) ?? '',
    costs: valueOf(node.Costs__c) ?? '',
    nextBest: valueOf(node.Next_Best_Reason__c) ?? '',
    staysIf: valueOf(node.Keeps_If__c) ?? '',
    when: valueOf(node.Wave_Date__c) ?? '',
    outcome: valueOf(node.Outcome_Text__c) ?? valueOf(node.Hold_Reason__c) ?? '',
    answer: [valueOf(node.Challenge_Status__c), valueOf(node.Challenge_Answer__c)]
      .filter((text) => text !== null && text !== '')
      .join(': '),
    challenge: valueOf(node.Challenge__c) ?? '',
    challengeReason: valueOf(node.Challenge_Reason__c) ?? '',
    isOpen: outcome === ''
  };
}

/** Moves that the person may see, the latest first; those of one account where an account is named. */
export function myMovesQuery(accountId: string | undefined): unknown {
  return accountId === undefined ? mine : ofAccount;
}

const mine: unknown = gql`
  query myMoves($user: ID) {
    uiapi {
      query {
        Evenfield_Rebalance_Move__c(
          where: { or: [{ From_Owner__c: { eq: $user } }, { To_Owner__c: { eq: $user } }] }
          orderBy: { CreatedDate: { order: DESC } }
          first: 200
        ) {
          edges {
            node {
              Id
              Account_Label__c {
                value
              }
              From_Label__c {
                value
              }
              To_Label__c {
                value
              }
              From_Owner__c {
                value
              }
              To_Owner__c {
                value
              }
              Reason__c {
                value
              }
              Costs__c {
                value
              }
              Next_Best_Reason__c {
                value
              }
              Keeps_If__c {
                value
              }
              Wave_Date__c {
                value
              }
              Hold_Reason__c {
                value
              }
              Outcome__c {
                value
              }
              Outcome_Text__c {
                value
              }
              Challenge__c {
                value
              }
              Challenge_Reason__c {
                value
              }
              Challenge_Status__c {
                value
              }
              Challenge_Answer__c {
                value
              }
            }
          }
        }
        Evenfield_Territory__c(orderBy: { Name: { order: ASC } }, first: 200) {
          edges {
            node {
              Id
              Name {
                value
              }
            }
          }
        }
      }
    }
  }
`;

const ofAccount: unknown = gql`
  query movesOfAccount($account: ID) {
    uiapi {
      query {
        Evenfield_Rebalance_Move__c(
          where: { Account__c: { eq: $account } }
          orderBy: { CreatedDate: { order: DESC } }
          first: 20
        ) {
          edges {
            node {
              Id
              Account_Label__c {
                value
              }
              From_Label__c {
                value
              }
              To_Label__c {
                value
              }
              From_Owner__c {
                value
              }
              To_Owner__c {
                value
              }
              Reason__c {
                value
              }
              Costs__c {
                value
              }
              Next_Best_Reason__c {
                value
              }
              Keeps_If__c {
                value
              }
              Wave_Date__c {
                value
              }
              Hold_Reason__c {
                value
              }
              Outcome__c {
                value
              }
              Outcome_Text__c {
                value
              }
              Challenge__c {
                value
              }
              Challenge_Reason__c {
                value
              }
              Challenge_Status__c {
                value
              }
              Challenge_Answer__c {
                value
              }
            }
          }
        }
        Evenfield_Territory__c(orderBy: { Name: { order: ASC } }, first: 200) {
          edges {
            node {
              Id
              Name {
                value
              }
            }
          }
        }
      }
    }
  }
`;
