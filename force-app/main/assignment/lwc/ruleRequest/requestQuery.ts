import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

export interface RequestData {
  readonly Evenfield_Request__c: Connection<{
    readonly Id: string;
    readonly Status__c: Field<string>;
    readonly Result__c: Field<string>;
    readonly Answer__c: Field<string>;
    readonly Error__c: Field<string>;
  }>;
}

/** One request and what the service answered. */
export const requestQuery = gql`
  query previewRequest($requestId: ID) {
    uiapi {
      query {
        Evenfield_Request__c(where: { Id: { eq: $requestId } }, first: 1) {
          edges {
            node {
              Id
              Status__c {
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
