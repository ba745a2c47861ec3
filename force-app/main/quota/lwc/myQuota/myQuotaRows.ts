import { gql } from 'lightning/graphql';
import allTiers from '@salesforce/label/c.Evenfield_All_Tiers';
import { tierWords } from 'c/quotaTiers';
import type { Connection, Field } from 'c/graphqlNodes';
import { valueOf } from 'c/graphqlNodes';

export interface MyQuotaNode {
  readonly Id: string;
  readonly Tier__c: Field<string>;
  readonly Period_Start__c: Field<string>;
  readonly Period_End__c: Field<string>;
  readonly Amount__c: Field<number>;
  readonly Attained__c: Field<number>;
  readonly Attained_Overlay__c: Field<number>;
  readonly Attainment__c: Field<number>;
  readonly Pace__c: Field<number>;
  readonly Reason__c: Field<string>;
}

export interface MyQuotaData {
  readonly Evenfield_Personal_Quota__c: Connection<MyQuotaNode>;
}

/** Her own rows alone: those of people below her stand on their records. */
export const myQuotaQuery: unknown = gql`
  query myQuota($userId: ID) {
    uiapi {
      query {
        Evenfield_Personal_Quota__c(
          where: {
            and: [
              { Person__c: { eq: $userId } }
              { Period_Start__c: { lte: { literal: TODAY } } }
              { Period_End__c: { gte: { literal: TODAY } } }
            ]
          }
          first: 50
        ) {
          edges {
            node {
              Id
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
                displayValue
              }
              Attained__c {
                value
                displayValue
              }
              Attained_Overlay__c {
                value
                displayValue
              }
              Attainment__c {
                value
              }
              Pace__c {
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

/** A quota as it is shown; amounts as the platform writes them, in the currency of the row. */
export interface MyQuotaRow {
  readonly id: string;
  readonly tier: string;
  readonly heading: string;
  readonly amount: string | null;
  readonly attained: string | null;
  readonly overlay: string | null;
  readonly attainment: number | null;
  readonly pace: number | null;
  readonly reason: string;
}

const labels: Readonly<Record<string, string>> = { All: allTiers, ...tierWords };
const order = Object.keys(labels);

/** Rows by period, then by kind of revenue. */
export function myQuotaRows(nodes: readonly MyQuotaNode[]): MyQuotaRow[] {
  const amount = (field: Field<number>): string | null =>
    valueOf(field) === null ? null : (field.displayValue ?? String(field.value));
  return nodes
    .map((node) => {
      const tier = valueOf(node.Tier__c) ?? 'All';
      const period = `${valueOf(node.Period_Start__c) ?? ''} – ${valueOf(node.Period_End__c) ?? ''}`;
      return {
        id: node.Id,
        tier,
        period,
        heading: `${labels[tier] ?? tier}, ${period}`,
        amount: amount(node.Amount__c),
        attained: amount(node.Attained__c),
        overlay: amount(node.Attained_Overlay__c),
        attainment: valueOf(node.Attainment__c),
        pace: valueOf(node.Pace__c),
        reason: valueOf(node.Reason__c) ?? ''
      };
    })
    .sort(
      (a, b) => a.period.localeCompare(b.period) || order.indexOf(a.tier) - order.indexOf(b.tier)
    );
}
