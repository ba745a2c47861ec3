import { gql } from 'lightning/graphql';
import type { Connection, Field } from 'c/graphqlNodes';
import { nodesOf, valueOf } from 'c/graphqlNodes';
import type { RuleField, RuleRow, TerritoryChoice } from 'c/ruleCriteria';

export interface RulesData {
  readonly Evenfield_Territory_Rule__c: Connection<{
    readonly Id: string;
    readonly Key__c: Field<string>;
    readonly Territory__c: Field<string>;
    readonly Order__c: Field<number>;
    readonly Active__c: Field<boolean>;
    readonly Criteria__c: Field<string>;
    readonly LastModifiedDate: Field<string>;
  }> & { readonly pageInfo?: { readonly hasNextPage: boolean } };
  readonly Evenfield_Territory__c: Connection<{
    readonly Id: string;
    readonly Name: Field<string>;
    readonly Key__c: Field<string>;
  }>;
}

/** All rules and territories, in one request. */
export const rulesQuery = gql`
  query rules {
    uiapi {
      query {
        Evenfield_Territory_Rule__c(
          orderBy: { Order__c: { order: ASC } }
          first: 2000
          upperBound: 10000
        ) {
          edges {
            node {
              Id
              Key__c {
                value
              }
              Territory__c {
                value
              }
              Order__c {
                value
              }
              Active__c {
                value
              }
              Criteria__c {
                value
              }
              LastModifiedDate {
                value
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
        Evenfield_Territory__c(orderBy: { Name: { order: ASC } }, first: 2000, upperBound: 10000) {
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
      }
    }
  }
`;

export function ruleRows(data: RulesData): RuleRow[] {
  return nodesOf(data.Evenfield_Territory_Rule__c).map((node) => ({
    id: node.Id,
    key: valueOf(node.Key__c) ?? node.Id,
    territoryId: valueOf(node.Territory__c) ?? '',
    order: valueOf(node.Order__c) ?? 0,
    active: valueOf(node.Active__c) === true,
    criteria: valueOf(node.Criteria__c) ?? '',
    changedAt: valueOf(node.LastModifiedDate)
  }));
}

export function territoryChoices(data: RulesData): TerritoryChoice[] {
  return nodesOf(data.Evenfield_Territory__c).map((node) => ({
    id: node.Id,
    key: valueOf(node.Key__c) ?? node.Id,
    name: valueOf(node.Name) ?? ''
  }));
}

/** The fields of an object as `getObjectInfo` tells them. */
export interface ObjectInfo {
  readonly fields: Readonly<
    Record<
      string,
      {
        readonly apiName: string;
        readonly label: string;
        readonly dataType: string;
        readonly compound: boolean;
      }
    >
  >;
}

const kinds: Readonly<Record<string, RuleField['kind']>> = {
  String: 'text',
  Picklist: 'text',
  ComboBox: 'text',
  Phone: 'text',
  Email: 'text',
  Url: 'text',
  Reference: 'text',
  MultiPicklist: 'multi',
  Boolean: 'flag',
  Double: 'number',
  Int: 'number',
  Integer: 'number',
  Currency: 'number',
  Percent: 'number',
  Date: 'day',
  DateTime: 'day'
};

/** Fields that rules can read, by their label. */
export function ruleFields(info: ObjectInfo): RuleField[] {
  return Object.values(info.fields)
    .flatMap(({ apiName, label, dataType, compound }): RuleField[] => {
      const kind = kinds[dataType];
      return kind === undefined || compound ? [] : [{ name: apiName, label, kind }];
    })
    .sort((a, b) => a.label.localeCompare(b.label));
}
