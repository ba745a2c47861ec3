import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

export interface RequestNode {
  readonly Id: string;
  readonly Status__c: Field<string>;
  readonly Answer__c: Field<string>;
  readonly Error__c: Field<string>;
}

export interface ApproachData {
  readonly Evenfield_Request__c: Connection<RequestNode>;
}

/** The latest comparisons: the newest says whether one is under way, the newest that is done has the answer. */
export const approachQuery = gql`
  query latestApproaches {
    uiapi {
      query {
        Evenfield_Request__c(
          where: { Kind__c: { eq: "Approach" } }
          orderBy: { CreatedDate: { order: DESC } }
          first: 5
        ) {
          edges {
            node {
              Id
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
