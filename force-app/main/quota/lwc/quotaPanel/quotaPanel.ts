import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
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
import goalsTitle from '@salesforce/label/c.Evenfield_Goals';
import draftOf from '@salesforce/label/c.Evenfield_Quota_Draft_Of';
import part from '@salesforce/label/c.Evenfield_Quota_Part';
import partWon from '@salesforce/label/c.Evenfield_Quota_Part_Won';
import partOpen from '@salesforce/label/c.Evenfield_Quota_Part_Open';
import partSpace from '@salesforce/label/c.Evenfield_Quota_Part_Space';
import ofFamily from '@salesforce/label/c.Evenfield_Quota_Of_Family';
import { tierWords } from 'c/quotaTiers';
import type { GoalRow } from 'c/goalList';
import { goalRows } from 'c/goalList';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { filled, messageOf, nodesOf, stateOf, valueOf } from 'c/graphqlNodes';
import type { ContestedQuota, QuotaContestNode } from 'c/quotaContest';
import type { DraftedQuota } from 'c/quotaDraftList';
import type { QuotaData, QuotaNode } from './quotaQuery';
import { quotaQuery } from './quotaQuery';

interface Row {
  readonly id: string;
  readonly tier: string;
  /** Empty for the whole tier. */
  readonly family: string;
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

const tierOrder = Object.keys(tierWords);

/** The kind of revenue, and the product family where the target is a part of it. */
function rowLabel(quota: QuotaNode): string {
  const tier = tierWords[valueOf(quota.Tier__c) ?? ''] ?? '';
  const family = valueOf(quota.Product_Family__c);
  return family === null ? tier : filled(ofFamily, tier, family);
}

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
    goalsTitle,
    part,
    partWon,
    partOpen,
    partSpace
  };
  state: PanelStateName = 'loading';
  message = '';
  rows: readonly Row[] = [];
  drafts: readonly DraftedQuota[] = [];
  goals: readonly GoalRow[] = [];
  /** What the account itself brings; null where the night has not placed it. */
  part: { won: number | null; open: number | null; space: number | null } | null = null;
  periodText = '';
  contests: readonly QuotaContestNode[] = [];
  refresh: (() => Promise<unknown>) | null = null;

  /** Quotas that can be contested: those of the rows, not their sum, and drafts. */
  get quotas(): readonly ContestedQuota[] {
    return [...this.rows.filter(({ id }) => id !== 'all'), ...this.drafts];
  }

  get hasPublished(): boolean {
    return this.rows.length > 0;
  }

  get hasDrafts(): boolean {
    return this.drafts.length > 0;
  }

  get hasGoals(): boolean {
    return this.goals.length > 0;
  }

  get variables(): { accountId: string | undefined } {
    return { accountId: this.recordId };
  }

  @wire(graphql, {
    query: quotaQuery,
    variables: '$variables'
  })
  take(result: GraphqlResult<QuotaData>): void {
    this.refresh = result.refresh ?? null;
    this.state = stateOf(result, (data) => nodesOf(data.Evenfield_Quota__c).length === 0);
    this.contests = nodesOf(result.data?.uiapi.query.Evenfield_Contest__c);
    this.message = this.state === 'error' ? messageOf(result) : empty;
    this.goals = goalRows(nodesOf(result.data?.uiapi.query.Evenfield_Activity_Goal__c));
    const [own] = nodesOf(result.data?.uiapi.query.Evenfield_Coverage__c);
    this.part =
      own === undefined
        ? null
        : {
            won: valueOf(own.Won_Period__c),
            open: valueOf(own.Open_Pipeline__c),
            space: valueOf(own.White_Space__c)
          };
    const all = nodesOf(result.data?.uiapi.query.Evenfield_Quota__c);
    const isDraft = (quota: (typeof all)[number]): boolean => valueOf(quota.Status__c) === 'Draft';
    const quotas = all.filter((quota) => !isDraft(quota));
    this.drafts = all
      .filter(isDraft)
      .map((quota) => ({
        id: quota.Id,
        label: filled(
          draftOf,
          rowLabel(quota),
          `${valueOf(quota.Period_Start__c)} – ${valueOf(quota.Period_End__c)}`
        ),
        amount: valueOf(quota.Amount__c),
        rationale: valueOf(quota.Rationale__c) ?? ''
      }))
      .sort((a, b) => (a.label < b.label ? -1 : 1));
    const byTier = quotas
      .map((quota) => ({
        id: quota.Id,
        tier: valueOf(quota.Tier__c) ?? '',
        family: valueOf(quota.Product_Family__c) ?? '',
        label: rowLabel(quota),
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
      .sort(
        (a, b) =>
          tierOrder.indexOf(a.tier) - tierOrder.indexOf(b.tier) || a.family.localeCompare(b.family)
      );
    const first = quotas.find((quota) => valueOf(quota.Product_Family__c) === null) ?? quotas[0];
    const territory = first?.Territory__r ?? null;
    const together: readonly Row[] =
      territory === null
        ? []
        : [
            {
              id: 'all',
              tier: 'All',
              family: '',
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
    this.rows = [...together, ...byTier];
    this.periodText =
      first === undefined
        ? ''
        : `${valueOf(first.Period_Start__c)} – ${valueOf(first.Period_End__c)}`;
  }

  async takeSent(): Promise<void> {
    await this.refresh?.();
  }
}
