import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

interface Named {
  readonly Name: Field<string>;
}

export interface BriefNode {
  readonly Id: string;
  readonly Name: Field<string>;
  readonly Stage__c: Field<string>;
  readonly Approach__c: Field<string>;
  readonly Base_City__c: Field<string>;
  readonly Accounts__c: Field<number>;
  readonly Potential__c: Field<number>;
  readonly Quota__c: Field<number>;
  readonly Attained__c: Field<number>;
  readonly Attainment__c: Field<number>;
  readonly Competitors_Met__c: Field<string>;
  readonly Brief_Buyers__c: Field<string>;
  readonly Brief_Competitors__c: Field<string>;
  readonly Brief_Goals__c: Field<string>;
  readonly Brief_Plan__c: Field<string>;
}

export interface BriefData {
  readonly Evenfield_Territory__c: Connection<BriefNode>;
  readonly Evenfield_Territory_Member__c: Connection<{
    readonly Id: string;
    readonly Role__c: Field<string>;
    readonly Start_Date__c: Field<string>;
    readonly End_Date__c: Field<string>;
    readonly User__r: Named | null;
  }>;
  readonly Evenfield_Coverage__c: Connection<{
    readonly Id: string;
    readonly Tier__c: Field<string>;
    readonly Potential__c: Field<number>;
    readonly White_Space__c: Field<number>;
    readonly Won_12_Months__c: Field<number>;
    readonly Account__r: Named | null;
  }>;
}

/** Everything on the page, in one request. */
export const briefQuery = gql`
  query brief($territoryId: ID) {
    uiapi {
      query {
        Evenfield_Territory__c(where: { Id: { eq: $territoryId } }, first: 1) {
          edges {
            node {
              Id
              Name {
                value
              }
              Stage__c {
                value
              }
              Approach__c {
                value
              }
              Base_City__c {
                value
              }
              Accounts__c {
                value
              }
              Potential__c {
                value
              }
              Quota__c {
                value
              }
              Attained__c {
                value
              }
              Attainment__c {
                value
              }
              Competitors_Met__c {
                value
              }
              Brief_Buyers__c {
                value
              }
              Brief_Competitors__c {
                value
              }
              Brief_Goals__c {
                value
              }
              Brief_Plan__c {
                value
              }
            }
          }
        }
        Evenfield_Territory_Member__c(where: { Territory__c: { eq: $territoryId } }, first: 20) {
          edges {
            node {
              Id
              Role__c {
                value
              }
              Start_Date__c {
                value
              }
              End_Date__c {
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
        Evenfield_Coverage__c(
          where: { Territory__c: { eq: $territoryId } }
          orderBy: { White_Space__c: { order: DESC, nulls: LAST } }
          first: 8
        ) {
          edges {
            node {
              Id
              Tier__c {
                value
              }
              Potential__c {
                value
              }
              White_Space__c {
                value
              }
              Won_12_Months__c {
                value
              }
              Account__r {
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
