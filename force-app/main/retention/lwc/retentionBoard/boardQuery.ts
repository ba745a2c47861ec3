import { gql } from 'lightning/graphql';
import type { Connection, Field, GraphqlResult } from 'c/graphqlNodes';

export interface TerritoryNode {
  readonly Id: string;
  readonly Name: Field<string>;
  readonly Parent__c: Field<string>;
  readonly GRR__c: Field<number>;
  readonly NRR__c: Field<number>;
  readonly GRR_Target__c: Field<number>;
  readonly NRR_Target__c: Field<number>;
  readonly Retention_Detail__c?: Field<string>;
}

export interface RenewalNode {
  readonly Id: string;
  readonly Account__c: Field<string>;
  readonly Account__r: { readonly Name: Field<string> } | null;
  readonly Territory_Label__c: Field<string>;
  readonly Renewal_Date__c: Field<string>;
  readonly Risk_Band__c: Field<string>;
  readonly Risk_Measured__c: Field<boolean>;
  readonly Churn_Risk__c: Field<number>;
  readonly Recurring_Revenue__c: Field<number>;
}

export interface RetentionBoardData {
  readonly Evenfield_Territory__c: Connection<TerritoryNode>;
  readonly Evenfield_Coverage__c?: Connection<RenewalNode> | null;
}

/** Accounts of one band, measured or not, whose contract ends in the time ahead. */
export interface StakeNode {
  readonly aggregate: {
    readonly Risk_Band__c: Field<string>;
    readonly Risk_Measured__c: Field<boolean>;
    readonly Id: { readonly count: Field<number> };
    readonly Recurring_Revenue__c: { readonly sum: Field<number>; readonly count: Field<number> };
  };
}

/** Rows and sums of one request. */
export type RetentionBoardResult = GraphqlResult<RetentionBoardData> & {
  readonly data?: {
    readonly uiapi: {
      readonly aggregate?: { readonly Evenfield_Coverage__c?: Connection<StakeNode> | null } | null;
    };
  } | null;
};

/** The sums are the org's, over all that the user may see; of the rows the first to come are shown. */
export const retentionBoardQuery = gql`
  query retentionBoard {
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
              GRR__c {
                value
              }
              NRR__c {
                value
              }
              GRR_Target__c {
                value
              }
              NRR_Target__c {
                value
              }
              Retention_Detail__c {
                value
              }
            }
          }
        }
        Evenfield_Coverage__c(
          where: {
            and: [
              { Renewal_Date__c: { gte: { literal: TODAY } } }
              { Renewal_Date__c: { lte: { range: { next_n_fiscal_quarters: 2 } } } }
            ]
          }
          orderBy: { Renewal_Date__c: { order: ASC } }
          first: 200
        ) {
          edges {
            node {
              Id
              Account__c {
                value
              }
              Account__r {
                Name {
                  value
                }
              }
              Territory_Label__c {
                value
              }
              Renewal_Date__c {
                value
              }
              Risk_Band__c {
                value
              }
              Risk_Measured__c {
                value
              }
              Churn_Risk__c {
                value
              }
              Recurring_Revenue__c {
                value
              }
            }
          }
        }
      }
      aggregate {
        Evenfield_Coverage__c(
          where: {
            and: [
              { Renewal_Date__c: { gte: { literal: TODAY } } }
              { Renewal_Date__c: { lte: { range: { next_n_fiscal_quarters: 2 } } } }
            ]
          }
          groupBy: { Risk_Band__c: { group: true }, Risk_Measured__c: { group: true } }
          first: 100
        ) {
          edges {
            node {
              aggregate {
                Id {
                  count {
                    value
                  }
                }
                Risk_Band__c {
                  value
                }
                Risk_Measured__c {
                  value
                }
                Recurring_Revenue__c {
                  sum {
                    value
                  }
                  count {
                    value
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`;
