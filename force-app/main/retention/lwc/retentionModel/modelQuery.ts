import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

export interface VersionNode {
  readonly Id: string;
  readonly Predicts__c?: Field<string>;
  readonly Kind__c: Field<string>;
  readonly Fitted__c: Field<string>;
  readonly In_Use__c: Field<boolean>;
  readonly Rows__c: Field<number>;
  readonly Churners__c: Field<number>;
  readonly ROC_Area__c: Field<number>;
  readonly Precision_Area__c: Field<number>;
  readonly Brier__c: Field<number>;
  readonly Brier_Skill__c: Field<number>;
  readonly Calibration_Error__c: Field<number>;
  readonly Calibration_Slope__c: Field<number>;
  readonly Lift__c: Field<number>;
  readonly Lead_Days__c?: Field<number>;
  readonly Message__c: Field<string>;
  readonly Curve__c: Field<string>;
  readonly Cohorts__c: Field<string>;
  readonly Plays__c: Field<string>;
  readonly White_Space__c: Field<string>;
  readonly Profile__c: Field<string>;
}

export interface ModelData {
  readonly Evenfield_Model_Version__c: Connection<VersionNode>;
}

/** Versions of half a year of both models, the newest first, each with how good it was on what it had not seen. */
export const modelQuery = gql`
  query retentionModel {
    uiapi {
      query {
        Evenfield_Model_Version__c(orderBy: { Fitted__c: { order: DESC } }, first: 52) {
          edges {
            node {
              Id
              Predicts__c {
                value
              }
              Kind__c {
                value
              }
              Fitted__c {
                value
              }
              In_Use__c {
                value
              }
              Rows__c {
                value
              }
              Churners__c {
                value
              }
              ROC_Area__c {
                value
              }
              Precision_Area__c {
                value
              }
              Brier__c {
                value
              }
              Brier_Skill__c {
                value
              }
              Calibration_Error__c {
                value
              }
              Calibration_Slope__c {
                value
              }
              Lift__c {
                value
              }
              Lead_Days__c {
                value
              }
              Message__c {
                value
              }
              Curve__c {
                value
              }
              Cohorts__c {
                value
              }
              Plays__c {
                value
              }
              White_Space__c {
                value
              }
              Profile__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;
