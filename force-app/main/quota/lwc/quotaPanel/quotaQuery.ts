import { gql } from 'lightning/graphql';
import type { GoalNode } from 'c/goalList';
import type { Connection, Field } from 'c/graphqlNodes';
import type { QuotaContestNode } from 'c/quotaContest';

export interface QuotaNode {
  readonly Id: string;
  readonly Tier__c: Field<string>;
  readonly Product_Family__c?: Field<string>;
  readonly Amount__c: Field<number>;
  readonly Attained__c: Field<number>;
  readonly Attainment__c: Field<number>;
  readonly Pace__c: Field<number>;
  readonly P10__c: Field<number>;
  readonly P50__c: Field<number>;
  readonly P90__c: Field<number>;
  readonly Reach_Chance__c: Field<number>;
  readonly Period_Start__c: Field<string>;
  readonly Period_End__c: Field<string>;
  readonly Status__c?: Field<string>;
  readonly Rationale__c?: Field<string>;
  readonly Territory__r: {
    readonly Quota__c: Field<number>;
    readonly Attained__c: Field<number>;
    readonly Attainment__c: Field<number>;
    readonly Pace__c: Field<number>;
  } | null;
}

export interface QuotaData {
  readonly Evenfield_Quota__c: Connection<QuotaNode>;
  /** Those of her own; none are open to anybody else. */
  readonly Evenfield_Activity_Goal__c?: Connection<GoalNode>;
  /** What was said of quotas of the running period, as far as she may see it. */
  readonly Evenfield_Contest__c?: Connection<QuotaContestNode>;
  /** The account's own part: one row, where the night has placed it. */
  readonly Evenfield_Coverage__c?: Connection<AccountPartNode>;
}

/** What an account brings to its territory's quota. */
export interface AccountPartNode {
  readonly Won_Period__c: Field<number>;
  readonly Open_Pipeline__c: Field<number>;
  readonly White_Space__c: Field<number>;
}

/**
 * Quotas of the running period of an account's territory and drafts of it that wait, the account's own
 * part, her goals, and what was said of the quotas.
 */
export const quotaQuery: unknown = gql`
  query quota($accountId: ID) {
    uiapi {
      query {
        Evenfield_Quota__c(
          where: {
            and: [
              {
                Territory__c: {
                  inq: {
                    Evenfield_Coverage__c: { Account__c: { eq: $accountId } }
                    ApiName: "Territory__c"
                  }
                }
              }
              { Period_End__c: { gte: { literal: TODAY } } }
              {
                or: [
                  {
                    and: [
                      { Status__c: { eq: "Published" } }
                      { Period_Start__c: { lte: { literal: TODAY } } }
                    ]
                  }
                  { Status__c: { eq: "Draft" } }
                ]
              }
            ]
          }
          first: 100
        ) {
          edges {
            node {
              Id
              Tier__c {
                value
              }
              Product_Family__c {
                value
              }
              Amount__c {
                value
              }
              Attained__c {
                value
              }
              Attainment__c {
                value
              }
              Pace__c {
                value
              }
              P10__c {
                value
              }
              P50__c {
                value
              }
              P90__c {
                value
              }
              Reach_Chance__c {
                value
              }
              Period_Start__c {
                value
              }
              Period_End__c {
                value
              }
              Status__c {
                value
              }
              Rationale__c {
                value
              }
              Territory__r {
                Quota__c {
                  value
                }
                Attained__c {
                  value
                }
                Attainment__c {
                  value
                }
                Pace__c {
                  value
                }
              }
            }
          }
        }
        Evenfield_Coverage__c(where: { Account__c: { eq: $accountId } }, first: 1) {
          edges {
            node {
              Won_Period__c {
                value
              }
              Open_Pipeline__c {
                value
              }
              White_Space__c {
                value
              }
            }
          }
        }
        Evenfield_Contest__c(
          where: {
            and: [
              { What__c: { eq: "Quota" } }
              { Quota__r: { Period_End__c: { gte: { literal: TODAY } } } }
            ]
          }
          orderBy: { CreatedDate: { order: DESC } }
          first: 200
        ) {
          edges {
            node {
              Id
              Quota__c {
                value
              }
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
        Evenfield_Activity_Goal__c(
          where: {
            Territory__c: {
              inq: {
                Evenfield_Coverage__c: { Account__c: { eq: $accountId } }
                ApiName: "Territory__c"
              }
            }
          }
          first: 10
        ) {
          edges {
            node {
              Id
              Activity__c {
                value
              }
              Period__c {
                value
              }
              Target__c {
                value
              }
              Actual__c {
                value
              }
              More__c {
                value
              }
              Reason__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;
