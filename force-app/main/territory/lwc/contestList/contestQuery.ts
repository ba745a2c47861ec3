import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

interface Named {
  readonly Name: Field<string>;
}

export interface ContestNode {
  readonly Id: string;
  readonly Account__r: Named | null;
  /** Where it is a quota that is contested. */
  readonly Quota__r?: {
    readonly Tier__c: Field<string>;
    readonly Product_Family__c?: Field<string>;
    readonly Territory__r: Named | null;
  } | null;
  readonly Shown_Value__c: Field<number>;
  readonly Shown_Source__c: Field<string>;
  readonly Proposed_Value__c: Field<number>;
  readonly What__c?: Field<string>;
  readonly Proposed_Band__c?: Field<string>;
  readonly Reason__c: Field<string>;
  readonly Status__c: Field<string>;
  readonly Answer__c: Field<string>;
  readonly CreatedDate: Field<string>;
  readonly CreatedById: Field<string>;
  readonly CreatedBy: Named | null;
}

export interface ContestData {
  readonly Evenfield_Contest__c: Connection<ContestNode>;
}

/** The newest contests that the user may see. */
export const contestQuery = gql`
  query contests {
    uiapi {
      query {
        Evenfield_Contest__c(orderBy: { CreatedDate: { order: DESC } }, first: 500) {
          edges {
            node {
              Id
              Account__r {
                Name {
                  value
                }
              }
              Quota__r {
                Tier__c {
                  value
                }
                Product_Family__c {
                  value
                }
                Territory__r {
                  Name {
                    value
                  }
                }
              }
              Shown_Value__c {
                value
              }
              Shown_Source__c {
                value
              }
              Proposed_Value__c {
                value
              }
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
      }
    }
  }
`;
