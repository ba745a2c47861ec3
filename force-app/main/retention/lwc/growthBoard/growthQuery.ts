import { gql } from 'lightning/graphql';
import type { Connection, Field, GraphqlResult } from 'c/graphqlNodes';

export interface ProspectNode {
  readonly Id: string;
  readonly Account__c: Field<string>;
  readonly Account__r: { readonly Name: Field<string> } | null;
  readonly Cluster__c: Field<string>;
  readonly Territory_Label__c: Field<string>;
  readonly Likeness__c: Field<number>;
  readonly Likeness_Reasons__c: Field<string>;
}

export interface ClusterNode {
  readonly aggregate: {
    readonly Cluster__c: Field<string>;
    readonly Id: { readonly count: Field<number> };
    readonly Likeness__c: { readonly count: Field<number>; readonly avg: Field<number> };
  };
}

export interface GrowthData {
  readonly Evenfield_Coverage__c: Connection<ProspectNode>;
}

/** Rows and sums of one request. */
export type GrowthResult = GraphqlResult<GrowthData> & {
  readonly data?: {
    readonly uiapi: {
      readonly aggregate?: {
        readonly Evenfield_Coverage__c?: Connection<ClusterNode> | null;
      } | null;
    };
  } | null;
};

/** The most alike of the prospects that the user may see, those above 0 alone, and all that she may see by cluster. */
export const growthQuery = gql`
  query growthBoard {
    uiapi {
      query {
        Evenfield_Coverage__c(
          where: { Likeness__c: { gt: 0 } }
          orderBy: { Likeness__c: { order: DESC, nulls: LAST } }
          first: 50
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
              Cluster__c {
                value
              }
              Territory_Label__c {
                value
              }
              Likeness__c {
                value
              }
              Likeness_Reasons__c {
                value
              }
            }
          }
        }
      }
      aggregate {
        Evenfield_Coverage__c(groupBy: { Cluster__c: { group: true } }, first: 2000) {
          edges {
            node {
              aggregate {
                Cluster__c {
                  value
                }
                Id {
                  count {
                    value
                  }
                }
                Likeness__c {
                  count {
                    value
                  }
                  avg {
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
