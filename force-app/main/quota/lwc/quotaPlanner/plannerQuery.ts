import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';
import { nodesOf, valueOf } from 'c/graphqlNodes';
import type { DraftRequest } from 'c/quotaDraft';
import { emptyRequest } from 'c/quotaDraft';
import type { PartsData } from './plannerParts';

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

/** What the terms of a plan count by the policy; empty is 1. */
export interface PolicyNode {
  readonly Quota_Weight_Last_Result__c: Field<number>;
  readonly Quota_Weight_Potential__c: Field<number>;
  readonly Quota_Weight_Pipeline__c: Field<number>;
  readonly Quota_Weight_Capacity__c: Field<number>;
}

export interface PlannerData extends PartsData {
  readonly Evenfield_Request__c: Connection<RequestNode>;
  readonly Evenfield_Policy__c?: Connection<PolicyNode>;
}

/**
 * Her own latest drafts and publications, so that nobody else's draft takes the place of the one
 * she reads, what the night proposes, the policy's weights for a plan that begins, and what she can plan
 * below: the territories that she sees, and their newest published quotas.
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
        Evenfield_Territory__c(
          where: { Stage__c: { ne: "Retired" } }
          orderBy: { Name: { order: ASC } }
          first: 500
        ) {
          edges {
            node {
              Id
              Key__c {
                value
              }
              Name {
                value
              }
              Parent__c {
                value
              }
            }
          }
        }
        Evenfield_Quota__c(
          where: { and: [{ Status__c: { eq: "Published" } }, { Product_Family__c: { eq: null } }] }
          orderBy: { Period_Start__c: { order: DESC }, Amount__c: { order: DESC } }
          first: 200
        ) {
          edges {
            node {
              Territory__c {
                value
              }
              Tier__c {
                value
              }
              Period_Start__c {
                value
              }
              Period_End__c {
                value
              }
              Amount__c {
                value
              }
            }
          }
        }
        Evenfield_Policy__c(where: { Active__c: { eq: true } }, first: 1) {
          edges {
            node {
              Quota_Weight_Last_Result__c {
                value
              }
              Quota_Weight_Potential__c {
                value
              }
              Quota_Weight_Pipeline__c {
                value
              }
              Quota_Weight_Capacity__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;

/** The form of a plan that begins: what the policy's active row has its terms count. */
export function startingRequest(data: PlannerData): DraftRequest {
  const [policy] = nodesOf(data.Evenfield_Policy__c);
  return {
    ...emptyRequest,
    weights: {
      lastResult: valueOf(policy?.Quota_Weight_Last_Result__c) ?? 1,
      potential: valueOf(policy?.Quota_Weight_Potential__c) ?? 1,
      pipeline: valueOf(policy?.Quota_Weight_Pipeline__c) ?? 1,
      capacity: valueOf(policy?.Quota_Weight_Capacity__c) ?? 1
    }
  };
}
