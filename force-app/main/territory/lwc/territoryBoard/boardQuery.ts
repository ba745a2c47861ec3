import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

export interface BoardNode {
  readonly Id: string;
  readonly Name: Field<string>;
  readonly Parent__c: Field<string>;
  readonly Accounts__c: Field<number>;
  readonly Health__c: Field<number>;
  readonly Workload_Hours__c: Field<number>;
  readonly Workload_Deviation__c: Field<number>;
  readonly Potential__c: Field<number>;
  readonly Potential_Deviation__c: Field<number>;
  readonly Balance_Index__c: Field<number>;
  readonly Band__c: Field<string>;
  readonly Severity__c: Field<string>;
  readonly Findings__c: Field<string>;
  readonly Attainment__c: Field<number>;
  readonly Pace__c: Field<number>;
  readonly GRR__c: Field<number>;
  readonly Coverage_Share__c: Field<number>;
  readonly Verdict__c: Field<string>;
  readonly Verdict_Summary__c: Field<string>;
  readonly Verdict_Next_Step__c: Field<string>;
}

export interface BoardData {
  readonly Evenfield_Territory__c: Connection<BoardNode>;
}

/** All territories that the user may see, in one request. */
export const boardQuery = gql`
  query board {
    uiapi {
      query {
        Evenfield_Territory__c(orderBy: { Name: { order: ASC } }, first: 2000, upperBound: 10000) {
          edges {
            node {
              Id
              Name {
                value
              }
              Parent__c {
                value
              }
              Accounts__c {
                value
              }
              Health__c {
                value
              }
              Workload_Hours__c {
                value
              }
              Workload_Deviation__c {
                value
              }
              Potential__c {
                value
              }
              Potential_Deviation__c {
                value
              }
              Balance_Index__c {
                value
              }
              Band__c {
                value
              }
              Severity__c {
                value
              }
              Findings__c {
                value
              }
              Attainment__c {
                value
              }
              Pace__c {
                value
              }
              GRR__c {
                value
              }
              Coverage_Share__c {
                value
              }
              Verdict__c {
                value
              }
              Verdict_Summary__c {
                value
              }
              Verdict_Next_Step__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;
