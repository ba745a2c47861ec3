import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

export interface MovedNode {
  readonly Id: string;
  readonly Account__c: Field<string>;
  readonly Account_Label__c: Field<string>;
  readonly From__c: Field<string>;
  readonly From_Label__c: Field<string>;
  readonly To__c: Field<string>;
  readonly To_Label__c: Field<string>;
  readonly Verdict__c: Field<string>;
}

export interface PointsNode {
  readonly Id: string;
  readonly Territory__c: Field<string>;
  readonly Points__c: Field<string>;
}

type Points = Connection<PointsNode> & {
  readonly pageInfo?: { readonly hasNextPage: boolean };
};

export interface MovesMapData {
  readonly Evenfield_Rebalance_Move__c: Connection<MovedNode>;
  /** Accounts of the territories that give, of those that take, and those in none. */
  readonly giving: Points;
  readonly taking: Points;
  readonly none: Points;
}

/**
 * The moves, and the accounts of every territory that they touch. Three questions for accounts in
 * one request, because a semi-join may not stand in an OR.
 */
export const movesMapQuery = gql`
  query movesOnMap($rebalance: ID) {
    uiapi {
      query {
        Evenfield_Rebalance_Move__c(where: { Rebalance__c: { eq: $rebalance } }, first: 2000) {
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
              Verdict__c {
                value
              }
            }
          }
        }
        giving: Evenfield_Map_Points__c(
          where: {
            Kind__c: { eq: "Assigned" }
            Territory__c: {
              inq: {
                Evenfield_Rebalance_Move__c: { Rebalance__c: { eq: $rebalance } }
                ApiName: "From__c"
              }
            }
          }
          first: 100
        ) {
          edges {
            node {
              Id
              Territory__c {
                value
              }
              Points__c {
                value
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
        taking: Evenfield_Map_Points__c(
          where: {
            Kind__c: { eq: "Assigned" }
            Territory__c: {
              inq: {
                Evenfield_Rebalance_Move__c: { Rebalance__c: { eq: $rebalance } }
                ApiName: "To__c"
              }
            }
          }
          first: 100
        ) {
          edges {
            node {
              Id
              Territory__c {
                value
              }
              Points__c {
                value
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
        none: Evenfield_Map_Points__c(where: { Kind__c: { eq: "Unassigned" } }, first: 100) {
          edges {
            node {
              Id
              Points__c {
                value
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
`;
