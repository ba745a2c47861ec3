import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

export interface AnswerNode {
  readonly Scope__c: Field<string>;
  readonly Root__r: { readonly Name: Field<string> } | null;
  readonly Parameters__c: Field<string>;
  readonly Before__c: Field<string>;
  readonly After__c: Field<string>;
  readonly Stays__c: Field<string>;
  readonly Preflight__c: Field<string>;
  readonly Undo_Until__c: Field<string>;
}

export interface AnswerData {
  readonly Evenfield_Rebalance__c: Connection<AnswerNode>;
  /** Names of the people whom a what-if may be about. */
  readonly Evenfield_Territory_Member__c?: Connection<{
    readonly User__c: Field<string>;
    readonly User__r: { readonly Name: Field<string> } | null;
  }>;
}

export const answerQuery: unknown = gql`
  query scenarioAnswer($rebalance: ID) {
    uiapi {
      query {
        Evenfield_Rebalance__c(where: { Id: { eq: $rebalance } }, first: 1) {
          edges {
            node {
              Scope__c {
                value
              }
              Root__r {
                Name {
                  value
                }
              }
              Parameters__c {
                value
              }
              Before__c {
                value
              }
              After__c {
                value
              }
              Stays__c {
                value
              }
              Preflight__c {
                value
              }
              Undo_Until__c {
                value
              }
            }
          }
        }
        Evenfield_Territory_Member__c(first: 2000) {
          edges {
            node {
              User__c {
                value
              }
              User__r {
                Name {
                  value
                }
              }
            }
          }
        }
      }
    }
  }
`;
