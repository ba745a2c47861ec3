import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

export interface CheckNode {
  readonly Id: string;
  readonly CreatedDate: Field<string>;
  readonly Status__c: Field<string>;
  readonly Answer__c: Field<string>;
  readonly Error__c: Field<string>;
}

export interface CheckData {
  readonly Evenfield_Request__c: Connection<CheckNode>;
}

/** The latest look at what applying the scenario needs. */
export const checkQuery: unknown = gql`
  query preflightOfScenario($target: String) {
    uiapi {
      query {
        Evenfield_Request__c(
          where: { and: [{ Kind__c: { eq: "Preflight" } }, { Target__c: { eq: $target } }] }
          orderBy: { CreatedDate: { order: DESC }, Name: { order: DESC } }
          first: 1
        ) {
          edges {
            node {
              Id
              CreatedDate {
                value
              }
              Status__c {
                value
              }
              Answer__c {
                value
              }
              Error__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;
