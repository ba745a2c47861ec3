import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

interface Named {
  readonly Name: Field<string>;
}

/** Columns of the territory row, where the user may see it. */
export interface TerritoryNode {
  readonly Health__c: Field<number>;
  readonly Health_Quantile__c: Field<number>;
  readonly Health_Moved_By__c: Field<string>;
  readonly Health_Attainment__c: Field<number>;
  readonly Health_Coverage__c: Field<number>;
  readonly Health_Workload__c: Field<number>;
  readonly Health_Potential__c: Field<number>;
  readonly Health_Retention__c: Field<number>;
  readonly Health_Pipeline__c: Field<number>;
  readonly Health_Travel__c: Field<number>;
}

export interface CoverageNode {
  readonly Id: string;
  readonly Territory_Label__c: Field<string>;
  readonly Territory_Owner__r: Named | null;
  readonly Since__c: Field<string>;
  readonly Source__c: Field<string>;
  readonly Reason__c: Field<string>;
  readonly Finding__c: Field<string>;
  readonly Locked__c: Field<boolean>;
  readonly Locked_Until__c: Field<string>;
  readonly Territory__r: TerritoryNode | null;
}

export interface TerritoryData {
  readonly Evenfield_Coverage__c: Connection<CoverageNode>;
  readonly Evenfield_Territory_Member__c: Connection<{
    readonly Id: string;
    readonly Role__c: Field<string>;
    readonly End_Date__c: Field<string>;
    readonly User__r: Named | null;
  }>;
  readonly Evenfield_Assignment_Change__c: Connection<{
    readonly Id: string;
    readonly At__c: Field<string>;
    readonly From_Label__c: Field<string>;
    readonly To_Label__c: Field<string>;
    readonly Reason__c: Field<string>;
  }>;
  readonly Task: HandOffNodes;
}

/** The hand-off tasks of an account, newest first. */
export type HandOffNodes = Connection<{
  readonly Id: string;
  readonly Subject: Field<string>;
  readonly IsClosed: Field<boolean>;
  readonly ActivityDate: Field<string>;
}>;

/** Everything that the panel shows, in one request. */
export const territoryQuery = gql`
  query territory($accountId: ID) {
    uiapi {
      query {
        Evenfield_Coverage__c(where: { Account__c: { eq: $accountId } }, first: 1) {
          edges {
            node {
              Id
              Territory_Label__c {
                value
              }
              Territory_Owner__r {
                Name {
                  value
                }
              }
              Since__c {
                value
              }
              Source__c {
                value
              }
              Reason__c {
                value
              }
              Finding__c {
                value
              }
              Locked__c {
                value
              }
              Locked_Until__c {
                value
              }
              Territory__r {
                Health__c {
                  value
                }
                Health_Quantile__c {
                  value
                }
                Health_Moved_By__c {
                  value
                }
                Health_Attainment__c {
                  value
                }
                Health_Coverage__c {
                  value
                }
                Health_Workload__c {
                  value
                }
                Health_Potential__c {
                  value
                }
                Health_Retention__c {
                  value
                }
                Health_Pipeline__c {
                  value
                }
                Health_Travel__c {
                  value
                }
              }
            }
          }
        }
        Evenfield_Territory_Member__c(
          where: {
            Territory__c: {
              inq: {
                Evenfield_Coverage__c: { Account__c: { eq: $accountId } }
                ApiName: "Territory__c"
              }
            }
          }
          first: 50
        ) {
          edges {
            node {
              Id
              Role__c {
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
        Evenfield_Assignment_Change__c(
          where: { Account__c: { eq: $accountId } }
          orderBy: { At__c: { order: DESC } }
          first: 20
        ) {
          edges {
            node {
              Id
              At__c {
                value
              }
              From_Label__c {
                value
              }
              To_Label__c {
                value
              }
              Reason__c {
                value
              }
            }
          }
        }
        Task(
          where: { WhatId: { eq: $accountId }, Subject: { like: "Hand-off: %" } }
          orderBy: { CreatedDate: { order: DESC } }
          first: 20
        ) {
          edges {
            node {
              Id
              Subject {
                value
              }
              IsClosed {
                value
              }
              ActivityDate {
                value
              }
            }
          }
        }
      }
    }
  }
`;
