import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';

export interface SettingsData {
  readonly Evenfield_Territory__c: Connection<{
    readonly Id: string;
    readonly Name: Field<string>;
    readonly Key__c: Field<string>;
  }>;
  readonly Evenfield_Territory_Member__c: Connection<{
    readonly User__c: Field<string>;
    readonly User__r: { readonly Name: Field<string> } | null;
  }>;
}

/** The territories and people that a scenario may be about. */
export const settingsQuery: unknown = gql`
  query scenarioSettings {
    uiapi {
      query {
        Evenfield_Territory__c(orderBy: { Name: { order: ASC } }, first: 2000) {
          edges {
            node {
              Id
              Name {
                value
              }
              Key__c {
                value
              }
            }
          }
        }
        Evenfield_Territory_Member__c(first: 2000) {
          edges {
            node {
              User__c {
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
      }
    }
  }
`;
