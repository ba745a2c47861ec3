import { gql } from 'lightning/graphql';
import type { GrowthNode } from 'c/accountGrowth';
import type { Connection, Field } from 'c/graphqlNodes';
import type { RiskContestNode } from 'c/riskContest';

export interface RetentionNode extends GrowthNode {
  readonly Risk_Band__c: Field<string>;
  readonly Risk_Measured__c: Field<boolean>;
  readonly Churn_Risk__c: Field<number>;
  readonly Signal_1__c: Field<string>;
  readonly Signal_2__c: Field<string>;
  readonly Signal_3__c: Field<string>;
  readonly Signal_Codes__c: Field<string>;
  readonly Holding_Signals__c: Field<string>;
  readonly If_Mended__c: Field<string>;
  readonly Contraction_Risk__c: Field<number>;
  readonly Health__c: Field<number>;
  readonly Renewal_Date__c: Field<string>;
  readonly Last_Touch__c: Field<string>;
  readonly Territory_Owner__c: Field<string>;
  readonly Territory_Owner__r: { readonly Name: Field<string> } | null;
  readonly Territory__r: { readonly GRR__c: Field<number>; readonly NRR__c: Field<number> } | null;
}

export interface RetentionData {
  readonly Evenfield_Coverage__c: Connection<RetentionNode>;
  /** What was said of risk and health, as far as she may see it. */
  readonly Evenfield_Contest__c?: Connection<RiskContestNode> | null;
  readonly Task?: Connection<{ readonly Id: string; readonly Subject: Field<string> }> | null;
}

/** The account's coverage, what people said of it, and its open tasks, by which a play is known to be under way. */
export const retentionQuery = gql`
  query retention($accountId: ID) {
    uiapi {
      query {
        Evenfield_Coverage__c(where: { Account__c: { eq: $accountId } }, first: 1) {
          edges {
            node {
              Id
              Risk_Band__c {
                value
              }
              Risk_Measured__c {
                value
              }
              Churn_Risk__c {
                value
              }
              Signal_1__c {
                value
              }
              Signal_2__c {
                value
              }
              Signal_3__c {
                value
              }
              Signal_Codes__c {
                value
              }
              Holding_Signals__c {
                value
              }
              If_Mended__c {
                value
              }
              Contraction_Risk__c {
                value
              }
              Health__c {
                value
              }
              Renewal_Date__c {
                value
              }
              Last_Touch__c {
                value
              }
              White_Space_Products__c {
                value
              }
              White_Space__c {
                value
              }
              Share_of_Wallet__c {
                value
              }
              Potential_Source__c {
                value
              }
              Potential_Date__c {
                value
              }
              Expansion_Chance__c {
                value
              }
              High_Value__c {
                value
              }
              Referral_Ready__c {
                value
              }
              Referral_Reasons__c {
                value
              }
              Likeness__c {
                value
              }
              Likeness_Reasons__c {
                value
              }
              Territory_Owner__c {
                value
              }
              Territory_Owner__r {
                Name {
                  value
                }
              }
              Territory__r {
                GRR__c {
                  value
                }
                NRR__c {
                  value
                }
              }
            }
          }
        }
        Evenfield_Contest__c(
          where: {
            and: [
              { Account__c: { eq: $accountId } }
              { What__c: { in: ["Churn Risk", "Account Health"] } }
            ]
          }
          orderBy: { CreatedDate: { order: DESC } }
          first: 10
        ) {
          edges {
            node {
              Id
              What__c {
                value
              }
              Proposed_Band__c {
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
        Task(
          where: { and: [{ WhatId: { eq: $accountId } }, { IsClosed: { eq: false } }] }
          orderBy: { CreatedDate: { order: DESC } }
          first: 200
        ) {
          edges {
            node {
              Id
              Subject {
                value
              }
            }
          }
        }
      }
    }
  }
`;
