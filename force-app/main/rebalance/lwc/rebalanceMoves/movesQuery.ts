import { gql } from 'lightning/graphql';

/** The moves of a scenario, two thousand a page. */
export const movesQuery: unknown = gql`
  query moves($rebalance: ID, $after: String) {
    uiapi {
      query {
        Evenfield_Rebalance_Move__c(
          where: { Rebalance__c: { eq: $rebalance } }
          first: 2000
          after: $after
          upperBound: 100000
        ) {
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              Id
              Account__c {
                value
              }
              Account_Label__c {
                value
              }
              From__c {
                value
              }
              From_Label__c {
                value
              }
              To__c {
                value
              }
              To_Label__c {
                value
              }
              Reason__c {
                value
              }
              Next_Best_Reason__c {
                value
              }
              Keeps_If__c {
                value
              }
              Costs__c {
                value
              }
              Effects__c {
                value
              }
              Hours__c {
                value
              }
              Wave__c {
                value
              }
              Wave_Date__c {
                value
              }
              Hold_Until__c {
                value
              }
              Verdict__c {
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
              Challenge_Proposal__r {
                Name {
                  value
                }
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
      }
    }
  }
`;
