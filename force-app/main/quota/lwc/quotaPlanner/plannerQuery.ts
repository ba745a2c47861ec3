import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

export interface RequestNode {
  readonly Id: string;
  readonly Kind__c: Field<string>;
  readonly Status__c: Field<string>;
  readonly Target__c: Field<string>;
  readonly Filter__c: Field<string>;
  readonly Result__c: Field<string>;
  readonly Answer__c: Field<string>;
  readonly Error__c: Field<string>;
}

export interface PlannerData {
  readonly Evenfield_Request__c: Connection<RequestNode>;
}

/**
 * The admin's own latest drafts and publications, so that nobody else's draft takes the place of the one
 * she reads, and what the night proposes.
 */
export const plannerQuery: unknown = gql`
  query quotaDrafts($userId: ID) {
    uiapi {
      query {
        Evenfield_Request__c(
          where: {
            and: [
              { Kind__c: { in: ["Quota plan", "Quota draft", "Quota publish"] } }
              { or: [{ OwnerId: { eq: $userId } }, { Target__c: { like: "recalibration:%" } }] }
            ]
          }
          orderBy: { CreatedDate: { order: DESC }, Name: { order: DESC } }
          first: 16
        ) {
          edges {
            node {
              Id
              Kind__c {
                value
              }
              Status__c {
                value
              }
              Target__c {
                value
              }
              Filter__c {
                value
              }
              Result__c {
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
