import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

export interface VerdictNode {
  readonly Id: string;
  readonly Verdict__c: Field<string>;
  readonly Verdict_Summary__c: Field<string>;
  readonly Verdict_Next_Step__c: Field<string>;
  readonly Verdict_Signs__c: Field<string>;
}

export interface VerdictData {
  readonly Evenfield_Territory__c: Connection<VerdictNode>;
}

/** The verdict of one territory, in one request. */
export const verdictQuery = gql`
  query verdict($territoryId: ID) {
    uiapi {
      query {
        Evenfield_Territory__c(where: { Id: { eq: $territoryId } }, first: 1) {
          edges {
            node {
              Id
              Verdict__c {
                value
              }
              Verdict_Summary__c {
                value
              }
              Verdict_Next_Step__c {
                value
              }
              Verdict_Signs__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;
