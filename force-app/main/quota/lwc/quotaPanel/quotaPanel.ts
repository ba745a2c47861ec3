import { LightningElement, api, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';
import title from '@salesforce/label/c.Evenfield_Quota';
import empty from '@salesforce/label/c.Evenfield_Quota_Empty';
import period from '@salesforce/label/c.Evenfield_Period';
import attained from '@salesforce/label/c.Evenfield_Attained';
import target from '@salesforce/label/c.Evenfield_Target';
import attainment from '@salesforce/label/c.Evenfield_Attainment';
import pace from '@salesforce/label/c.Evenfield_Pace';
import paceHelp from '@salesforce/label/c.Evenfield_Pace_Help';
import likely from '@salesforce/label/c.Evenfield_Forecast_Likely';
import low from '@salesforce/label/c.Evenfield_Forecast_Low';
import high from '@salesforce/label/c.Evenfield_Forecast_High';
import reach from '@salesforce/label/c.Evenfield_Reach_Chance';
import allTiers from '@salesforce/label/c.Evenfield_All_Tiers';
import newTier from '@salesforce/label/c.Evenfield_New';
import renewalTier from '@salesforce/label/c.Evenfield_Renewal';
import upsellTier from '@salesforce/label/c.Evenfield_Upsell';
import goalsTitle from '@salesforce/label/c.Evenfield_Goals';
import type { GoalNode, GoalRow } from 'c/goalList';
import { goalRows } from 'c/goalList';
import type { Connection, Field, GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';

interface QuotaData {
  readonly Evenfield_Quota__c: Connection<{
    readonly Id: string;
    readonly Tier__c: Field<string>;
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
    readonly Territory__r: {
      readonly Quota__c: Field<number>;
      readonly Attained__c: Field<number>;
      readonly Attainment__c: Field<number>;
      readonly Pace__c: Field<number>;
    } | null;
  }>;
  /** Those of her own; none are open to anybody else. */
  readonly Evenfield_Activity_Goal__c?: Connection<GoalNode>;
}

interface Row {
  readonly id: string;
  readonly tier: string;
  readonly label: string;
  readonly amount: number | null;
  readonly attained: number | null;
  readonly attainment: number | null;
  readonly pace: number | null;
  readonly low: number | null;
  readonly likely: number | null;
  readonly high: number | null;
  readonly reach: number | null;
  readonly hasForecast: boolean;
}

const tierLabels: Readonly<Record<string, string>> = {
  New: newTier,
  Renewal: renewalTier,
  Upsell: upsellTier
};
const tierOrder = ['New', 'Renewal', 'Upsell'];

/** Attainment, pace and forecast of the territory's quota, by kind of revenue and in all. */
export default class QuotaPanel extends LightningElement {
  @api recordId?: string;

  label = {
    title,
    period,
    attained,
    target,
    attainment,
    pace,
    paceHelp,
    likely,
    low,
    high,
    reach,
    goalsTitle
  };
  state: PanelStateName = 'loading';
  message = '';
  rows: readonly Row[] = [];
  goals: readonly GoalRow[] = [];
  periodText = '';

  get hasGoals(): boolean {
    return this.goals.length > 0;
  }

  get variables(): { accountId: string | undefined } {
    return { accountId: this.recordId };
  }

  @wire(graphql, {
    query: gql`
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
    `,
    variables: '$variables'
  })
  take(result: GraphqlResult<QuotaData>): void {
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Quota__c).length === 0);
    this.message = this.state === 'error' ? messageOf(result) : empty;
    this.goals = goalRows(nodesOf(result.data?.uiapi.query.Evenfield_Activity_Goal__c));
    const quotas = nodesOf(result.data?.uiapi.query.Evenfield_Quota__c);
    const byTier = quotas
      .map((quota) => ({
        id: quota.Id,
        tier: valueOf(quota.Tier__c) ?? '',
        label: tierLabels[valueOf(quota.Tier__c) ?? ''] ?? '',
        amount: valueOf(quota.Amount__c),
        attained: valueOf(quota.Attained__c),
        attainment: valueOf(quota.Attainment__c),
        pace: valueOf(quota.Pace__c),
        low: valueOf(quota.P10__c),
        likely: valueOf(quota.P50__c),
        high: valueOf(quota.P90__c),
        reach: valueOf(quota.Reach_Chance__c),
        hasForecast: valueOf(quota.P50__c) !== null
      }))
      .sort((a, b) => tierOrder.indexOf(a.tier) - tierOrder.indexOf(b.tier));
    const territory = quotas[0]?.Territory__r ?? null;
    const all: readonly Row[] =
      territory === null
        ? []
        : [
            {
              id: 'all',
              tier: 'All',
              label: allTiers,
              amount: valueOf(territory.Quota__c),
              attained: valueOf(territory.Attained__c),
              attainment: valueOf(territory.Attainment__c),
              pace: valueOf(territory.Pace__c),
              low: null,
              likely: null,
              high: null,
              reach: null,
              hasForecast: false
            }
          ];
    this.rows = [...all, ...byTier];
    this.periodText =
      quotas[0] === undefined
        ? ''
        : `${valueOf(quotas[0].Period_Start__c)} – ${valueOf(quotas[0].Period_End__c)}`;
  }
}
