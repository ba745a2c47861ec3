import { gql } from 'lightning/graphql';
import type { ContestNode } from 'c/contestSaid';
import type { Connection, Field } from 'c/graphqlNodes';

export interface PotentialNode {
  readonly Id: string;
  readonly Potential__c: Field<number>;
  readonly Potential_Source__c: Field<string>;
  readonly Potential_Date__c: Field<string>;
}

export interface MarketNode {
  readonly Id: string;
  readonly Potential__c: Field<number>;
  readonly Source__c: Field<string>;
  readonly Date__c: Field<string>;
}

export interface PotentialData {
  readonly Evenfield_Coverage__c: Connection<PotentialNode>;
  readonly Evenfield_Market_Data__c: Connection<MarketNode>;
  readonly Evenfield_Contest__c: Connection<ContestNode>;
}

/** What the account is worth, what sources say of it, and what people said of that. */
export const potentialQuery = gql`
  query potential($accountId: ID) {
    uiapi {
      query {
        Evenfield_Coverage__c(where: { Account__c: { eq: $accountId } }, first: 1) {
          edges {
            node {
              Id
              Potential__c {
                value
              }
              Potential_Source__c {
                value
              }
              Potential_Date__c {
                value
              }
            }
          }
        }
        Evenfield_Market_Data__c(
          where: { Account__c: { eq: $accountId } }
          orderBy: { Date__c: { order: DESC } }
          first: 10
        ) {
          edges {
            node {
              Id
              Potential__c {
                value
              }
              Source__c {
                value
              }
              Date__c {
                value
              }
            }
          }
        }
        Evenfield_Contest__c(
          where: {
            and: [
              { Account__c: { eq: $accountId } }
              { What__c: { in: ["Potential", "Market Figure"] } }
            ]
          }
          orderBy: { CreatedDate: { order: DESC } }
          first: 10
        ) {
          edges {
            node {
              Id
              Proposed_Value__c {
                value
              }
              Reason__c {
                value
              }
              Status__c {
                value
              }
              Answer__c {
                value
              }
              Decided_At__c {
                value
              }
              Decided_By__r {
                Name {
                  value
                }
              }
              CreatedDate {
                value
              }
              CreatedById {
                value
              }
              CreatedBy {
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
