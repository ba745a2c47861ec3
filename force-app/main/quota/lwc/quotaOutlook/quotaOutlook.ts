import { LightningElement, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import signedIn from '@salesforce/user/Id';
import title from '@salesforce/label/c.Evenfield_Outlook';
import none from '@salesforce/label/c.Evenfield_Outlook_None';
import help from '@salesforce/label/c.Evenfield_Outlook_Help';
import nextTitle from '@salesforce/label/c.Evenfield_Next_Title';
import nextNone from '@salesforce/label/c.Evenfield_Next_None';
import due from '@salesforce/label/c.Evenfield_Outlook_Due';
import attained from '@salesforce/label/c.Evenfield_Attained';
import attainment from '@salesforce/label/c.Evenfield_Attainment';
import target from '@salesforce/label/c.Evenfield_Target';
import low from '@salesforce/label/c.Evenfield_Forecast_Low';
import likely from '@salesforce/label/c.Evenfield_Forecast_Likely';
import high from '@salesforce/label/c.Evenfield_Forecast_High';
import reach from '@salesforce/label/c.Evenfield_Reach_Chance';
import type { GraphqlResult, PanelStateName } from 'c/graphqlNodes';
import { messageOf, nodesOf, stateOf } from 'c/graphqlNodes';
import type { ContestedQuota, QuotaContestNode } from 'c/quotaContest';
import type { DraftedQuota } from 'c/quotaDraftList';
import type { NextAction } from './nextActions';
import { nextActions } from './nextActions';
import type { HelpTerritory, OutlookData, OutlookRow } from './outlookRows';
import { draftRows, helpTerritories, outlookRows } from './outlookRows';
import { outlookQuery } from './outlookQuery';
import { outlookQueryWithoutDeals } from './outlookQueryWithoutDeals';

/** A guest answers for nothing. */
const userId = signedIn ?? '';

/**
 * What the user should do first, where she stands with the quotas of her territories, where the period is likely
 * to end, drafts of her quotas, what she says against one, and whether she asks for help.
 */
export default class QuotaOutlook extends LightningElement {
  label = {
    title,
    help,
    due,
    attained,
    attainment,
    target,
    low,
    likely,
    high,
    reach,
    nextTitle,
    nextNone
  };
  state: PanelStateName = 'loading';
  message = '';
  rows: readonly OutlookRow[] = [];
  actions: readonly NextAction[] = [];
  territories: readonly HelpTerritory[] = [];
  drafts: readonly DraftedQuota[] = [];
  contests: readonly QuotaContestNode[] = [];
  refresh: (() => Promise<unknown>) | null = null;
  variables = { userId };
  /** False once the org has refused a query that names opportunities. */
  asksDeals = true;

  @wire(graphql, { query: '$query', variables: '$variables' })
  take(result: GraphqlResult<OutlookData>): void {
    // Who may not read opportunities still has her figures, alerts and goals: asked for once more without.
    if (this.asksDeals && closesDeals(result)) {
      this.asksDeals = false;
      return;
    }
    const nodes = nodesOf(result.data?.uiapi.query.Evenfield_Quota__c);
    this.state = stateOf(result, () => nodes.length === 0);
    this.message = this.state === 'error' ? messageOf(result) : none;
    const today = new Date().toISOString().slice(0, 10);
    this.refresh = result.refresh ?? null;
    this.rows = outlookRows(nodes, today);
    this.drafts = draftRows(nodes);
    this.contests = nodesOf(result.data?.uiapi.query.Evenfield_Contest__c);
    this.territories = helpTerritories(nodes);
    const found = result.data?.uiapi.query;
    this.actions = nextActions(
      nodesOf(found?.Evenfield_Alert__c),
      nodesOf(found?.Evenfield_Activity_Goal__c),
      nodesOf(found?.Opportunity),
      today
    );
  }

  get query(): unknown {
    return this.asksDeals ? outlookQuery : outlookQueryWithoutDeals;
  }

  get hasDrafts(): boolean {
    return this.drafts.length > 0;
  }

  /** Quotas that she may say are wrong: those that count and drafts. */
  get contestable(): readonly ContestedQuota[] {
    const standing = this.rows.map(({ id, heading, amount }) => ({ id, label: heading, amount }));
    return [...standing, ...this.drafts];
  }

  get nothingWaits(): boolean {
    return this.actions.length === 0;
  }

  async takeSent(): Promise<void> {
    await this.refresh?.();
  }
}

/** Whether the org refused the query because opportunities are closed to the user. */
function closesDeals(result: GraphqlResult<OutlookData>): boolean {
  return stateOf(result, () => false) === 'noAccess' && /\bOpportunity\b/.test(messageOf(result));
}
